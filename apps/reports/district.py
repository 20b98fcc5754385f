"""A district's report, added up from those of its townships and of the district without them.

Parts are taken one after the other or by many workers: each is one reading of the database and is let go once it is
added, so memory does not grow with their number.  A fact that changes in between is in a part as a whole or not at all,
and the sums are those of the parts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from apps.reports.scope import ReportScope
from apps.reports.sections import DISTRICT_SECTIONS, sections_for
from apps.reports.sections.base import Data, Section, Unit
from apps.reports.townships import Township

#: What is read of the district as a whole: its own plan and what was written for it.
WHOLE = frozenset({"indicators", "comments", "texts"})

#: What others read when they are added up.
BEHIND = frozenset({"names"})


def sections_of_district(
    scope: ReportScope, townships: Iterable[Township], parts: Iterable[Mapping[str, Any]], *, internal: bool
) -> dict[str, Data]:
    """The sections of the district of `scope`; `parts` are the snapshots of its `townships`."""
    kept = [it for it in (*DISTRICT_SECTIONS, *sections_for(internal=internal)) if it.add]
    added: dict[str, Data] = {}
    for part in parts:
        organisation = part["organisation"]
        _add(added, kept, Unit(organisation["code"], organisation["name"]), part["sections"])
    own = replace(scope, without=tuple(it.path for it in townships))
    needed = [it for it in sections_for(internal=internal) if it.add or it.name in BEHIND]
    sections = {it.name: it.collect(own) for it in needed}
    _add(added, kept, Unit(scope.organisation.code, f"{scope.organisation.name}（本级）"), sections)
    return added | {it.name: it.collect(scope) for it in sections_for(internal=internal) if it.name in WHOLE}


def _add(added: dict[str, Data], kept: Iterable[Section], unit: Unit, sections: Mapping[str, Data]) -> None:
    for section in kept:
        if section.add:
            added[section.name] = section.add(added.get(section.name), unit, sections)
