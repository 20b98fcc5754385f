from django.apps import AppConfig


class FrequenciesConfig(AppConfig):
    name = "apps.frequencies"
