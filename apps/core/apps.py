from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created

from apps.core.checks import settings_of_production
from apps.core.lookups import add_lookups
from apps.core.releases import release_is_known
from apps.core.searching import add_sqlite_function
from apps.core.slow_queries import watch_connection


class CoreConfig(AppConfig):
    name = "apps.core"

    def ready(self) -> None:
        add_lookups()
        connection_created.connect(add_sqlite_function)
        connection_created.connect(watch_connection)
        register(settings_of_production, Tags.security, deploy=True)
        register(release_is_known, Tags.database)
