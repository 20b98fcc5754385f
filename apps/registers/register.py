"""How a register (台账) is declared: once, for pages, Excel, API, scope and access.

A register is a subclass of `RecordRegister` (facts with a day), `cases.CaseRegister` (what moves through steps) or
`links.LinkRegister` (from a day to a day, perhaps one at a time), in the module `register` of its app, decorated with
`registers.registry.declare`.  What its shape gives it may override, and finds by what it is about: `described` (lines,
scope, names), `entry` (forms, errors, remarks), `figures` (measures, quotas, reports), and here whose work it is.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from django.db.models import Q

from apps.organisations.kinds import Role
from apps.registers.entry import AtEntry
from apps.registers.figures import InFigures

READERS = frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.LEADER, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})
RECORDERS = frozenset({Role.STAFF, Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK, Role.MASS_OFFICER})
DECIDERS = frozenset({Role.STAFF})
#: What the township keeps and everybody reads.
KEPT_BY_STAFF: Mapping[str, frozenset[Role]] = {"view": READERS, "record": frozenset({Role.STAFF})}
#: The condition that no record meets.
NOTHING = Q(pk__in=[])


class RecordRegister(AtEntry, InFigures):
    """A register of facts about organisations, each on a day or from a day to a day.

    `name` leads addresses and commands, `record_name` the codes of actions (``honour.view``, ``honour.record``).
    `roles` says who may do what: view, record, and decide (the steps that say so).
    """

    roles: ClassVar[Mapping[str, frozenset[Role]]] = {"view": READERS, "record": RECORDERS, "decide": DECIDERS}
    #: Whose work it is where something waits: who may do one of these.
    awaited: ClassVar[Sequence[str]] = ("record",)

    def waiting(self) -> Q:
        """The records with which something is still to be done; by itself none."""
        return NOTHING

    def beyond(self, day: date) -> Q | None:
        """The records that pass on where their organisation ends on a day; None: they are facts, and stay."""
        del day
        return None
