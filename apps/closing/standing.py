"""What closed months mean for somebody who wants to write a fact."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.closing.models import ClosedMonth
from apps.organisations.models import Organisation

#: An organisation (id) and a day on which something of it is, was or will be dated.
Place = tuple[int, date]
#: A sentence names no more closed months.
LONGEST = 6


@dataclass(frozen=True, slots=True)
class Closing:
    """The closed months that a write would touch, each with its organisation, and whether the person decides there.

    Without any the write is like every other.  Where the person decides it needs a reason, where not it is a proposal.
    """

    months: tuple[str, ...] = ()
    decides: bool = False

    def __bool__(self) -> bool:
        return bool(self.months)

    @property
    def proposes(self) -> bool:
        return bool(self.months) and not self.decides

    @property
    def names(self) -> str:
        more = "…" if len(self.months) > LONGEST else ""
        return "、".join(self.months[:LONGEST]) + more


def month_of(organisation: str, year: int, month: int) -> str:
    """A closed month as a sentence names it."""
    return f"{organisation} {year}-{month:02}"


OPEN = Closing()


@dataclass(frozen=True, slots=True)
class Powers:
    """Where, among some organisations (ids), a person decides on closed facts, proposes, and files themselves."""

    decided: frozenset[int]
    proposed: frozenset[int]
    own: frozenset[int]

    def decides(self, organisations: Collection[int]) -> bool:
        """Whether they decide for all of these: nobody does so where they file themselves."""
        return self.decided.issuperset(organisations) and self.own.isdisjoint(organisations)


def powers_over(organisations: Collection[int], user: User) -> Powers:
    """Three queries, beside that for the roles."""
    among = Organisation.objects.filter(pk__in=organisations).order_by()
    actions = ("proposal.decide", "proposal.withdraw", "filing.own")
    return Powers(*(frozenset(among.visible_to(user, action).values_list("pk", flat=True)) for action in actions))


def closing_for(by: User | None, places: Collection[Place]) -> Closing:
    """What the closed months among `places` mean for `by`; a command (None) writes everywhere.

    One query; where something is closed three more.
    """
    if by is None:
        return OPEN
    closed = ClosedMonth.objects.holding(places)
    found = {it.organisation_id: it.organisation for it in closed}
    if not found:
        return OPEN
    ordered = sorted({(it.year, it.month, it.organisation.code, it.organisation.name) for it in closed})
    months = tuple(month_of(name, year, month) for year, month, _code, name in ordered)
    return Closing(months, powers_over(found, by).decides(found))


def closings_for(by: User | None, places: Collection[Place]) -> dict[Place, Closing]:
    """The same, apart for each of the places that lies in a closed month."""
    if by is None:
        return {}
    closed = {(it.organisation_id, it.year, it.month): it for it in ClosedMonth.objects.holding(places)}
    powers = powers_over({organisation for organisation, _year, _month in closed}, by) if closed else None
    found = {}
    for organisation, day in places:
        it = closed.get((organisation, day.year, day.month))
        if it is not None and powers is not None:
            months = (month_of(it.organisation.name, it.year, it.month),)
            found[organisation, day] = Closing(months, powers.decides({organisation}))
    return found


def require_open(by: User | None, places: Collection[Place], reason: str) -> None:
    """Refuse a write to closed months by whoever may only propose it, and one without a reason by everybody else.

    Call inside the transaction of the write: no month of these organisations is closed before that ends.  Raises
    `ValidationError`.
    """
    if by is None:
        return
    hold_months({organisation for organisation, _day in places})
    closing = closing_for(by, places)
    if closing.proposes:
        raise ValidationError(only_proposed(closing.names))
    if closing and not reason.strip():
        raise ValidationError({"reason": _("Enter why it is changed after the month was approved.")})


def only_proposed(names: str) -> str:
    """The sentence for whoever may only propose."""
    return _("Approved and closed: %(months)s. You can only propose this; it counts once the township accepts it.") % {
        "months": names
    }


def hold_months(organisations: Collection[int]) -> None:
    """Let nobody close or reopen a month of these organisations (ids) before the transaction ends."""
    rows = Organisation.objects.select_for_update(no_key=True).filter(pk__in=organisations).order_by("pk")
    list(rows.values_list("pk", flat=True))
