"""The sections of the year-end report, in the order of its sheets.  A new one is a module beside these and a line here.

Cover and index stand before them and hold no facts of their own.
"""

from apps.reports.sections import activities, classes, exits, indicators, names, organisations, rates, table_b
from apps.reports.sections.base import Section

SECTIONS: tuple[Section, ...] = (
    table_b.SECTION,
    rates.SECTION,
    names.SECTION,
    exits.SECTION,
    indicators.SECTION,
    activities.SECTION,
    organisations.SECTION,
    classes.SECTION,
)
