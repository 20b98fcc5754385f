from django.apps import AppConfig


class ReorganisationsConfig(AppConfig):
    name = "apps.reorganisations"
