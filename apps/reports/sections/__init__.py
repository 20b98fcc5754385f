"""The sections of the year-end report, in the order of its sheets.  A new one is a module beside these and a line here.

Cover and index stand before them and hold no facts of their own.
"""

from apps.reports.sections import (
    activities,
    classes,
    comments,
    exits,
    filings,
    indicators,
    month_filings,
    month_indicators,
    names,
    organisations,
    rates,
    registers,
    table_a,
    table_b,
    table_c,
    table_d,
    table_e,
    table_f,
    texts,
    townships,
    year_before,
)
from apps.reports.sections.base import Section

SECTIONS: tuple[Section, ...] = (
    table_a.SECTION,
    table_b.SECTION,
    rates.SECTION,
    names.SECTION,
    exits.SECTION,
    table_c.SECTION,
    indicators.SECTION,
    comments.SECTION,
    year_before.SECTION,
    table_d.SECTION,
    table_e.SECTION,
    table_f.SECTION,
    activities.SECTION,
    registers.SECTION,
    organisations.SECTION,
    classes.SECTION,
    texts.SECTION,
)

#: What a township keeps to itself: added on request, and then the report cannot be signed and sent.
INTERNAL_SECTIONS: tuple[Section, ...] = (filings.SECTION,)


def sections_for(*, internal: bool) -> tuple[Section, ...]:
    """The sections of a report, with the internal ones where they are asked for."""
    return SECTIONS + INTERNAL_SECTIONS if internal else SECTIONS


#: What a district's report has besides, before the others.
DISTRICT_SECTIONS: tuple[Section, ...] = (townships.SECTION,)

#: What a month's bulletin has instead.
MONTH_SECTIONS: tuple[Section, ...] = (month_indicators.SECTION, month_filings.SECTION, texts.SECTION)


def drawn_sections(*, internal: bool) -> tuple[Section, ...]:
    """The sections that a snapshot may hold, in the order of its sheets."""
    return DISTRICT_SECTIONS + MONTH_SECTIONS[:-1] + sections_for(internal=internal)
