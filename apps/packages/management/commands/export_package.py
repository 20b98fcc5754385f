from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from apps.core.console import PortalCommand, year_argument
from apps.core.storing import whole_file
from apps.packages.selectors import receivers_of
from apps.packages.services import package_write
from apps.reports.models import ReportState, YearEndReport


class Command(PortalCommand):
    """Exit status 0 done, 1 refused and nothing written, 2 wrong use."""

    help = "Write the package of the latest signed year-end report of an organisation for a partner into a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="CODE")
        parser.add_argument("--year", required=True, type=year_argument)
        parser.add_argument("--to", required=True, metavar="CODE", help="the partner’s code")
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        signed = YearEndReport.objects.filter(state=ReportState.SIGNED, month=0, year=options["year"])
        rows = signed.filter(organisation__code=options["organisation"]).select_related("organisation", "signed_by")
        report = rows.order_by("-number").first()
        if report is None:
            raise CommandError(_("There is no signed report of this organisation and year."))
        partner = receivers_of(report).filter(code=options["to"]).first()
        if partner is None:
            raise CommandError(_("No key is agreed with %(code)s.") % {"code": options["to"]})
        try:
            with whole_file(options["output"]) as target:
                package_write(report=report, partner=partner, target=target, by=None)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        except OSError as fault:
            raise CommandError(f"{fault.filename or options['output']}: {fault.strerror}") from fault
