from django.apps import AppConfig
from django.core.checks import Tags, register

from apps.demo.checks import no_demonstration_accounts


class DemoConfig(AppConfig):
    name = "apps.demo"

    def ready(self) -> None:
        register(no_demonstration_accounts, Tags.security, deploy=True)
