"""manage.py prune_audit [--days N]"""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from apps.audit.pruning import entries_prune
from apps.core.console import PortalCommand


class Command(PortalCommand):
    help = "Delete chained audit entries older than the retention time; a checkpoint keeps the rest verifiable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, metavar="N", help="keep N days instead of AUDIT_RETENTION_DAYS")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            checkpoint = entries_prune(days=options["days"])
        except ValidationError as refusal:
            raise CommandError(refusal.messages[0]) from refusal
        count = checkpoint.entries if checkpoint else 0
        self.stdout.write(_("Entries deleted: %(count)d") % {"count": count})
