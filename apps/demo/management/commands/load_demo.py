from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core.calendar import ReportingYear, today
from apps.demo.people import Person
from apps.demo.services import demo_load
from apps.organisations.models import Organisation


class Command(BaseCommand):
    help = "Load the demonstration township T01 with its sign-ins into an empty portal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, help="the demonstration year (default: this year)")
        parser.add_argument("--as-of", type=date.fromisoformat, help="the day up to which facts are known")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there are organisations already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Organisation.objects.exists():
            return
        year = options["year"] or today().year
        as_of = options["as_of"] or min(today(), ReportingYear(year).last_day)
        try:
            cast = demo_load(year=year, as_of=as_of, seed=options["seed"])
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        if options["verbosity"]:
            self._print_sign_ins(cast)

    def _print_sign_ins(self, cast: list[Person]) -> None:
        self.stdout.write("Sign-ins (user name / password):")
        for person in cast:
            if not person.username.startswith("secretary") or person.username == "secretary01":
                self.stdout.write(f"  {person.username:<12} {person.password:<17} {person.name}")
        self.stdout.write("  secretary02 … secretary42 likewise")
