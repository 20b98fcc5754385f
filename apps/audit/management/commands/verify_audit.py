"""manage.py verify_audit [--json]"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from apps.audit.models import Chain, Entry
from apps.audit.verifying import Finding, log_verify
from apps.core.console import PortalCommand


class Command(PortalCommand):
    help = "Verify every entry and link of the audit log; exit status 1 where something was changed or is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        found = log_verify()
        chain, entries = Chain.objects.get(pk=1), Entry.objects.count()
        if options["json"]:
            facts = {"entries": entries, "last_number": chain.last_number, "last_digest": chain.last_digest}
            self.stdout.write(json.dumps(facts | {"findings": [_plain(it) for it in found]}, ensure_ascii=False))
        else:
            self._tell(found, chain, entries)
        if chain.faults:
            sys.exit(1)

    def _tell(self, found: Sequence[Finding], chain: Chain, entries: int) -> None:
        for finding in found:
            self.stdout.write(_line(finding))
        said = _("Entries: %(entries)d. Last link: %(number)d, %(digest)s. Faults: %(faults)d.")
        digest = chain.last_digest or "–"
        facts = {"entries": entries, "number": chain.last_number, "digest": digest, "faults": chain.faults}
        self.stdout.write(said % facts)


def _plain(finding: Finding) -> dict[str, Any]:
    return {
        "fault": finding.fault.value,
        "link": finding.number,
        "entry": finding.entry_id,
        "action": finding.entry.action if finding.entry else None,
        "at": finding.entry.at.isoformat() if finding.entry else None,
    }


def _line(finding: Finding) -> str:
    places = [_("link %(number)d") % {"number": finding.number}] if finding.number is not None else []
    if finding.entry_id is not None:
        places.append(_("entry %(id)d") % {"id": finding.entry_id})
    if finding.entry is not None:
        places += [f"{finding.entry.at:%Y-%m-%d %H:%M:%S}", finding.entry.action, finding.entry.target]
    return f"{finding.fault.label}: {', '.join(places)}" if places else str(finding.fault.label)
