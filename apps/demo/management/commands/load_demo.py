from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from apps.accounts.models import User
from apps.core.calendar import ReportingYear, today
from apps.core.console import PortalCommand
from apps.demo.people import password_of
from apps.demo.services import demo_load
from apps.organisations.models import Organisation
from apps.warnings.services import warnings_raise


class Command(PortalCommand):
    help = "Load the demonstration township T01 with its sign-ins into an empty portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="the demonstration year (default: this year)")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day up to which facts are known")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--if-empty", action="store_true", help="load nothing where there are organisations already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Everybody knows the passwords of the demonstration: not in production (PRODUCTION).")
        if not (options["if_empty"] and Organisation.objects.exists()):
            self._load(options)
        if options["verbosity"]:
            self._print_sign_ins()

    def _load(self, options: dict[str, Any]) -> None:
        year = options["year"] or today().year
        as_of = options["as_of"] or min(today(), ReportingYear(year).last_day)
        try:
            demo_load(year=year, as_of=as_of, seed=options["seed"])
            warnings_raise(on=as_of)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal

    def _print_sign_ins(self) -> None:
        accounts = list(User.objects.filter(is_demonstration=True).order_by("pk"))
        if accounts:
            self.stdout.write("Sign-ins (user name / password):")
        for account in accounts:
            username = account.username
            if not username.startswith("secretary"):
                self.stdout.write(f"  {username:<12} {password_of(username):<17} {account.name}")
        if secretaries := [account.username for account in accounts if account.username.startswith("secretary")]:
            first, last = secretaries[0], secretaries[-1]
            self.stdout.write(f"  {first:<12} {password_of(first):<17} … {last} likewise")
