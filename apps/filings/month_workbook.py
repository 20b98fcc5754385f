"""The workbook of one month: downloaded on its page, filled in, uploaded there again."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.filings.months import Month
from apps.filings.workbook import FilingsRegister
from apps.workbooks.register import Changes, Row, Table


class MonthRegister(FilingsRegister):
    """The register of filings, of which this workbook may write one organisation's month and nothing else."""

    title: ClassVar[str | Promise] = gettext_lazy("Monthly filing")

    def __init__(self, code: str, month: Month) -> None:
        self.code, self.month = code, month

    @property
    def part(self) -> str:
        """What it writes, as a word: ``V01/2012-10``."""
        return f"{self.code}/{self.month}"

    @classmethod
    def of(cls, part: str) -> "MonthRegister":
        """The register of such a word."""
        code, _slash, month = part.partition("/")
        year, _dash, number = month.partition("-")
        return cls(code, Month(int(year), int(number)))

    def check(self, table: Table, by: User | None, *, lock: bool) -> Changes[Any]:
        table.rows = [row for row in table.rows if self._belongs(table, row)]
        return super().check(table, by, lock=lock)

    def _belongs(self, table: Table, row: Row) -> bool:
        """Whether a row is of this month; what could not be read is told of already."""
        wrong = [
            (key, sentence)
            for key, own, sentence in (
                ("code", self.code, _("Another organisation: here only %(code)s is filed.") % {"code": self.code}),
                ("year", self.month.year, _("Another month: here only %(month)s is filed.") % {"month": self.month}),
                ("month", self.month.month, _("Another month: here only %(month)s is filed.") % {"month": self.month}),
            )
            if row.get(key) not in (None, own)
        ]
        for key, sentence in wrong:
            table.refuse(row, key, sentence)
        return not wrong
