from django.apps import AppConfig


class TwoNewConfig(AppConfig):
    name = "apps.two_new"
