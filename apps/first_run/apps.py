from django.apps import AppConfig


class FirstRunConfig(AppConfig):
    name = "apps.first_run"
