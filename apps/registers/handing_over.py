"""What the records of every register mean for an organisation that ends or is split.

What lasts ends at the one and begins at the other; a case that is open moves; a dated fact stays.
"""

from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, filled
from apps.audit.services import Act, record_many
from apps.core.calendar import today
from apps.organisations.handing_over import Fate, Going, Succession
from apps.organisations.models import Organisation
from apps.organisations.recorded import facts_of
from apps.registers.facts import places_of
from apps.registers.links import LinkRegister
from apps.registers.models import PassedOn
from apps.registers.register import RecordRegister
from apps.registers.registry import REGISTERS


def records_hand_over(succession: Succession, by: User | None) -> Iterator[Going]:
    """Every register's; one query for each that has nothing open."""
    giver = Organisation.objects.filter(pk=succession.giver.pk)
    for register in sorted(REGISTERS.values(), key=lambda it: not getattr(it, "passes_first", False)):
        if (beyond := register.beyond(succession.on)) is None:
            continue
        rows = register.records().counted().of(giver).filter(beyond)
        # What ends comes before what begins, so that there is room for it.
        for record in rows.select_for_update(of=("self",)).order_by("pk"):
            yield _Handing(register, record, succession, by).carry_out()


class _Handing:
    """One record on its way."""

    def __init__(self, register: RecordRegister, record: Any, succession: Succession, by: User | None) -> None:
        self.register, self.record, self.succession, self.by = register, record, succession, by
        self.key = f"{register.name}-{record.pk}"
        self.version = record.version
        self.before = facts_of(record)
        self.places = places_of(record)

    def carry_out(self) -> Going:
        heir = self.succession.heir_of(self.key)
        if not isinstance(self.register, LinkRegister):
            return self._move(heir) if heir else self._going(Fate.STAYS)
        if heir is None and not self.succession.closes:
            return self._going(Fate.STAYS)
        goes_on = self.succession.lasting or self.register.outlives
        return self._pass_on(self.register, heir if goes_on else None)

    def _move(self, heir: Organisation) -> Going:
        """A case that is open; in which organisation it was until then is kept for figures of earlier days."""
        ends = self._ends()
        moved = self._at(heir)
        if why := self._refused(moved):
            return self._going(Fate.STAYS, why=why)
        self._save(moved)
        if self.register.own in ends:
            PassedOn.objects.create(
                register=self.register.name, record=moved.pk, former=self.succession.giver, on=self.succession.on
            )
        self._record("updated", moved)
        return self._going(Fate.MOVES, heir, places=self.places | places_of(moved))

    def _pass_on(self, register: LinkRegister, heir: Organisation | None) -> Going:
        """What lasts: it ends here on the day, and goes on with the heir where there is room for it."""
        on, record = self.succession.on, self.record
        begun = self._at(heir) if heir else None
        if record.start >= on:
            return self._pass_on_whole(heir, begun)
        until, record.end = record.end, on
        self._save(record)
        self._record("updated", record)
        places = self.places | {(record.organisation_id, on)}
        if begun is None or heir is None:
            return self._going(Fate.ENDS, places=places)
        begun.pk, begun.version, begun.start, begun.end = None, 1, on, until
        begun._state.adding = True
        begun.recorded_by, begun.changed_by, begun.changed_at = self.by, None, None
        register.goes_on(begun)
        if why := self._refused(begun):
            return self._going(Fate.ENDS, why=why, places=places)
        begun.save()
        self.register.written([begun])
        self._record("created", begun)
        return self._going(Fate.MOVES, heir, places=places | {(begun.organisation_id, on)})

    def _pass_on_whole(self, heir: Organisation | None, moved: Any) -> Going:
        """What would begin only then never is of the giver."""
        why = self._refused(moved) if moved else ""
        if moved is not None and not why:
            self._save(moved)
            self._record("updated", moved)
            return self._going(Fate.MOVES, heir, places=self.places | places_of(moved))
        record = self.record
        record.withdrawn_at, record.withdrawn_by = timezone.now(), self.by
        record.withdrawn_reason = _("Its organisation ended before it began.")
        self._save(record)
        reason = {"reason": record.withdrawn_reason}
        record_many([self.register.act("withdrawn", record, after=reason)], by=self.by)
        return self._going(Fate.ENDS, why=why, places=self.places)

    def _save(self, record: Any) -> None:
        record.save(by=self.by)
        self.register.written([record])

    def _ends(self) -> list[str]:
        return [end for end in self.record.ENDS if getattr(self.record, f"{end}_id") == self.succession.giver.pk]

    def _at(self, heir: Organisation) -> Any:
        """The record as the heir's."""
        moved = copy(self.record)
        moved._state = copy(self.record._state)
        moved._state.fields_cache = dict(self.record._state.fields_cache)
        for end in self._ends():
            setattr(moved, end, heir)
        return moved

    def _refused(self, moved: Any) -> str:
        """Why the heir cannot have it; empty where it can."""
        on = max(today(), self.succession.on)
        for sentence in self._objections(moved, on):
            return sentence
        return ""

    def _objections(self, moved: Any, on: date) -> Iterator[str]:
        yield from (self.register.errors_of(moved, on) if isinstance(self.register, LinkRegister) else {}).values()
        yield from (sentence for _record, _name, sentence in self.register.conflicts([moved]))
        if isinstance(self.register, LinkRegister) and self.register.likely_same(moved).exists():
            yield _("It has the same already.")
        try:
            moved.validate_constraints()
        except ValidationError as error:
            yield error.messages[0]

    def _record(self, what: str, record: Any) -> None:
        facts = facts_of(record)
        was, became = ({}, filled(facts)) if what == "created" else difference(self.before, facts)
        act: Act = self.register.act(what, record, before=was, after=became)
        record_many([act], by=self.by)

    def _going(self, fate: Fate, heir: Organisation | None = None, **told: Any) -> Going:
        label = self.register.title_of(self.record)
        told["places"] = frozenset(told.get("places", ())) if fate is not Fate.STAYS else frozenset()
        return Going(self.register.title, self.key, label, fate, heir, self.version, **told)
