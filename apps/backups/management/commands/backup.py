from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.backups.folder import backup_folder, name_for
from apps.backups.making import backup_make


class Command(BaseCommand):
    """Exit status 0 done, 1 refused and nothing written, 2 wrong use."""

    help = "Back up database and uploads into one file, and restore it into a scratch portal for a trial."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="in place of one in BACKUP_DIR")
        parser.add_argument("--untried", action="store_true", help="without restoring it for a trial")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["untried"] and not options["file"]:
            raise CommandError(
                _("In the folder of back-ups are only those that were tried out: name a FILE."), returncode=2
            )
        now = timezone.now()
        path: Path = options["file"] or backup_folder() / name_for(now)
        try:
            made = backup_make(path=path, now=now, verify=not options["untried"], tick=lambda: None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except OSError as fault:
            raise CommandError(f"{fault.filename or path}: {fault.strerror}") from fault
        said = _("%(path)s: %(tables)d tables, %(rows)d rows, %(files)d files, %(size)d bytes")
        facts = {"tables": len(made.tables), "rows": made.rows, "files": len(made.files)}
        self.stdout.write(said % {"path": path, "size": path.stat().st_size, **facts})
