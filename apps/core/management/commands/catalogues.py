from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.core import catalogues


class Command(BaseCommand):
    help = "Compile, update or check the translations in locale/."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["compile", "update", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["act"] == "compile":
            catalogues.compile_all()
        elif options["act"] == "update":
            catalogues.update_all()
        elif problems := catalogues.problems():
            raise CommandError("\n".join(problems))
