import sys
from typing import Any

from django.core.management.base import BaseCommand

from apps.jobs.services import worker_alive


class Command(BaseCommand):
    help = "Exit status 0 where a worker carries out what beat sends, 1 where not."
    #: Asked every minute: the portal's pages are not loaded for it.
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not worker_alive():
            sys.exit(1)
