"""Moving a plan's dates from one year to another."""

from calendar import monthrange
from datetime import date


def years_later(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the last day of February."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))
