"""A month of the reporting year and the days on which its filing opens and is due (figures.md, section 8)."""

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; months compare in time."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return self.day(31)

    @property
    def next(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def day(self, number: int) -> date:
        """The day `number` of the month; its last day where the month is shorter."""
        return date(self.year, self.month, min(max(number, 1), calendar.monthrange(self.year, self.month)[1]))

    def following_day(self, number: int) -> date:
        """The day `number` of the month after: filings of a month open and are due in the next one."""
        return self.next.day(number)
