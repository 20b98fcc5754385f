"""What the portal holds already: nobody is asked for it once more (mission: 最多报一次)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from django.utils.translation import gettext as _

from apps.core.text import half_width
from apps.plans.models import Indicator
from apps.registers.registry import REGISTERS

#: What people put behind the name of a thing without meaning another one.
_TAIL = re.compile(r"(?:情况|统计表|统计|登记表|台账|报表|明细|人数|个数|总数|数量|数)$")
#: The unit behind what a register measures.
_UNIT = re.compile(r"（[^（）]*）")
_SIGNS = re.compile(r"[\s（）()、，,.。“”\"·—-]")
#: A shorter name says too little to be found in the middle of another.
LEAST = 4


def alike(name: str) -> str:
    """A name as it is compared: without signs, and without what says nothing more."""
    bare = _SIGNS.sub("", half_width(name))
    while len(short := _TAIL.sub("", bare)) < len(bare) and short:
        bare = short
    return bare


def held_items(years: Iterable[int]) -> dict[str, str]:
    """What is held, as it is compared, and where.  One query, over the plans of these years."""
    indicators = Indicator.objects.filter(programme__plan__year__in=set(years)).order_by("pk")
    found = dict(_of_registers())
    for code, *names in indicators.values_list("code", "name", "numerator", "denominator"):
        found |= {alike(name): _("indicator %(code)s of the plan") % {"code": code} for name in names if name}
    return found


def likely(item: str, held: Mapping[str, str]) -> str | None:
    """Where something is held that the item is perhaps about: its name stands within that of the item."""
    asked = alike(item)
    return next((where for name, where in held.items() if len(name) >= LEAST and name in asked), None)


def _of_registers() -> Iterator[tuple[str, str]]:
    """The registers with their columns, by the names that people know in every language of the portal."""
    for name, register in REGISTERS.items():
        if name not in _OWN:
            where = _("register “%(register)s”") % {"register": register.title}
            yield from ((it, where) for it in _names_of(name))


@cache
def _names_of(name: str) -> tuple[str, ...]:
    register = REGISTERS[name]
    headings = (it for line in register.lines if len(it := alike(_UNIT.sub("", line.heading))) >= LEAST)
    return tuple(dict.fromkeys((alike(register.sheet), *headings)))


#: These hold what is asked ad hoc, and answer for nothing else.
_OWN = frozenset({"ad-hoc-forms", "ad-hoc-answers"})
