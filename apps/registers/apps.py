from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RegistersConfig(AppConfig):
    name = "apps.registers"

    def ready(self) -> None:
        """Let every app declare the registers of its module `register`."""
        autodiscover_modules("register")
