from django.apps import AppConfig


class WarningsConfig(AppConfig):
    name = "apps.warnings"
