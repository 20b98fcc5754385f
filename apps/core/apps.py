from django.apps import AppConfig
from django.core.checks import Tags, register

from apps.core.checks import settings_of_production


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        register(settings_of_production, Tags.security, deploy=True)
