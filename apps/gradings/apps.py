from django.apps import AppConfig


class GradingsConfig(AppConfig):
    name = "apps.gradings"
