from django.apps import AppConfig
from django.core.checks import Tags, register
from django.utils.module_loading import autodiscover_modules

from apps.audit.checks import retention_is_lawful


class AuditConfig(AppConfig):
    name = "apps.audit"

    def ready(self) -> None:
        register(retention_is_lawful, Tags.security)
        autodiscover_modules("audit_names")
