from django.apps import AppConfig


class DuesConfig(AppConfig):
    name = "apps.dues"
