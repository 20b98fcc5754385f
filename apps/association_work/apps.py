from django.apps import AppConfig


class AssociationWorkConfig(AppConfig):
    name = "apps.association_work"
