"""Which organisation a row of a form means: by its code, by its name, or by the village in its name."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import F, FilteredRelation

from apps.core.calendar import valid_on
from apps.core.text import half_width
from apps.organisations.kinds import PARTY_KINDS
from apps.organisations.models import Organisation
from apps.organisations.selectors import path_on
from apps.organisations.tree import is_below


class Named:
    """The organisations at and below `top` on a day, to be found by what a row says.  Two queries."""

    def __init__(self, top: Organisation, on: date) -> None:
        path = path_on(top, on)
        placed = FilteredRelation("placements", condition=valid_on(on, "placements__"))
        rows = Organisation.objects.at_or_below(path, on) if path else Organisation.objects.none()
        self._all: list[Any] = list(rows.annotate(placed=placed, path=F("placed__path")).order_by("path"))
        self._by_code = {it.code.casefold(): it for it in self._all}
        self._names = [(half_width(it.name), it) for it in self._all]

    def find(self, text: str) -> Organisation | None:
        """The organisation that `text` means; None where there is none, or where several could be meant.

        ``V01``, the whole name, or a part of the name: then the topmost that has it, Party organisations first, for
        the branches of a village have its name in theirs.
        """
        said = half_width(text)
        if not said:
            return None
        coded: Organisation | None = self._by_code.get(said.casefold())
        if coded is not None:
            return coded
        exact = [it for name, it in self._names if name == said]
        holding = [it for name, it in self._names if said in name] if len(said) > 1 else []
        party = [it for it in holding if it.kind in PARTY_KINDS]
        return _topmost(exact) or _topmost(party) or (None if party else _topmost(holding))


def _topmost(rows: Sequence[Any]) -> Organisation | None:
    """The one below which all the others stand."""
    top: Any = min(rows, key=lambda it: len(it.path), default=None)
    return top if top is not None and all(is_below(it.path, [top.path]) for it in rows) else None
