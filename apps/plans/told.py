"""Whom the names of indicators mean, told of each place of a part of the tree inside a statement."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from apps.core.statements import Part, marked
from apps.organisations.models import Placement
from apps.organisations.sets import Below, starts_of
from apps.organisations.tree import SEGMENT_WIDTH
from apps.plans.applies import could_be_meant, is_known, is_topmost


class Told(NamedTuple):
    """The places of a part of the tree, with those above them, and whom each of the names means among them.

    Whoever existed on one of the days from `since` on is meant.
    """

    below: Below
    names: Collection[str]
    since: date

    def part(self, also: Mapping[str, Any]) -> Part:
        """``told``: organisation, path, whether it is inside, whom a name could mean, and what is asked `also`."""
        those = Below(self.below.path, self.below.on)("") | Q(path__in=starts_of(self.below.path))
        marks = {"is_inside": marked(self.below("")), **{f"is_{it}": marked(self._could(it)) for it in self._known}}
        rows = Placement.objects.on(self.below.on).filter(those).order_by().annotate(**marks, **also)
        columns = ("organisation", "path", *marks, *also)
        return Part("told", columns, rows.values_list(*columns))

    @property
    def rows(self) -> str:
        """What `means` is asked of: the rows of `part`."""
        highest = [f"{_ABOVE.format(name=it)} AS above_{it}" for it in self._known if is_topmost(it)]
        text = ", ".join(["told.*", *highest])
        return f"SELECT {text} FROM told {_BEFORE if highest else ''}"  # noqa: S608

    def means(self, names: Collection[str]) -> str:
        """That one of the names means the place."""
        return f"({' OR '.join(self._means(it) for it in self._known if it in names) or '1 = 0'})"

    @property
    def _known(self) -> list[str]:
        return sorted(it for it in set(self.names) if is_known(it))

    def _could(self, name: str) -> Q:
        return could_be_meant(name, self.since, self.below.on)

    def _means(self, name: str) -> str:
        return f"is_{name} = 1 AND above_{name} <= path" if is_topmost(name) else f"is_{name} = 1"


#: Behind which paths the last of a set ends that stands before a place: it is above whatever stands before that.
_ABOVE = f"COALESCE(MAX(CASE WHEN is_{{name}} = 1 THEN path || '{'9' * SEGMENT_WIDTH}' END) OVER before, '')"
_BEFORE = "WINDOW before AS (ORDER BY path ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
