"""The workbook of one month: downloaded on its page, filled in, uploaded there again.

Beside the columns of the register it says what is asked, in which unit and what was filed last, and knows the version
of the month that it was made of.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.filings.importing import VERSION
from apps.filings.months import Month
from apps.filings.workbook import FilingsRegister
from apps.workbooks.columns import Column, IntegerColumn
from apps.workbooks.register import Changes, Row, Table


class MonthRegister(FilingsRegister):
    """The register of filings, of which this workbook may write one month and nothing else.

    That of the organisation `code`, or without one that of everybody for whom the person enters figures.
    """

    title: ClassVar[str | Promise] = gettext_lazy("Monthly filing")
    columns: ClassVar[Sequence[Column]] = (
        *FilingsRegister.columns,
        Column("单位", "unit", is_told=True, longest=2000, width=8),
        Column("上次填报", "last", is_told=True, longest=2000),
        Column("填报要求", "asked", is_told=True, longest=2000, width=70),
        IntegerColumn("表格版本", VERSION, width=10),
    )

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

    @cached_property
    def facts(self) -> dict[str, str]:
        """What an import writes; the version is only compared."""
        return {key: field for key, field in super().facts.items() if key != VERSION}

    def check(self, table: Table, by: User | None, *, lock: bool) -> Changes[Any]:
        table.rows = [row for row in table.rows if self._belongs(table, row)]
        return super().check(table, by, lock=lock)

    def _belongs(self, table: Table, row: Row) -> bool:
        """Whether a row is of this month; what could not be read is told of already."""
        wrong = [
            (key, sentence)
            for key, own, sentence in (
                (
                    "code",
                    self.code or row.get("code"),
                    _("Another organisation: here only %(code)s is filed.") % {"code": self.code},
                ),
                ("year", self.month.year, _("Another month: here only %(month)s is filed.") % {"month": self.month}),
                ("month", self.month.month, _("Another month: here only %(month)s is filed.") % {"month": self.month}),
            )
            if row.get(key) not in (None, own)
        ]
        for key, sentence in wrong:
            table.refuse(row, key, sentence)
        return not wrong
