from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from django.utils.translation import gettext as _

from apps.audit.verifying import findings
from apps.backups.manifest import Manifest, keys_lacking, settings_differing
from apps.backups.restoring import backup_restore


class Command(BaseCommand):
    """Exit status 0 done, 1 refused and nothing changed, 2 wrong use."""

    help = "Put what a back-up holds in the place of database and uploads; every table and file is compared."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--replace", action="store_true", help="also where this portal holds data")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            restored = backup_restore(path=path, replace=options["replace"], tick=lambda: None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except OSError as fault:
            raise CommandError(f"{fault.filename or path}: {fault.strerror}") from fault
        except Error as fault:
            raise CommandError(_("The database refused: %(said)s. Nothing was changed.") % {"said": fault}) from fault
        self._tell(restored)

    def _tell(self, restored: Manifest) -> None:
        said = _("Restored as of %(moment)s: %(tables)d tables, %(rows)d rows, %(files)d files, each compared.")
        facts = {"tables": len(restored.tables), "rows": restored.rows, "files": len(restored.files)}
        self.stdout.write(said % {"moment": f"{restored.made_at:%Y-%m-%d %H:%M:%S %Z}", **facts})
        if lacking := keys_lacking(restored):
            said = _(
                "These are not the keys of then; set them, or old seals and sessions are not recognised: %(names)s"
            )
            self.stdout.write(said % {"names": ", ".join(lacking)})
        elif faults := sum(finding.is_fault for finding in findings()):
            self.stdout.write(_("Faults in the audit log: %(count)d (manage.py verify_audit)") % {"count": faults})
        for line in settings_differing(restored):
            self.stdout.write(_("Set otherwise than then: %(line)s") % {"line": line})
