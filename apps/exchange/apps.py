from django.apps import AppConfig
from django.utils.module_loading import import_string


class ExchangeConfig(AppConfig):
    name = "apps.exchange"

    def ready(self) -> None:
        """Let the audit log call every table by its title; all registers are declared by now."""
        import_string("apps.exchange.titles.titles_tell")()
