"""Who is late, organisation by organisation, and what is written to them in a chat."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.organisations.kinds import Role, official_order
from apps.organisations.models import Organisation, RoleAssignment


@dataclass(frozen=True, slots=True)
class Late:
    """An organisation that is late, with its months, the oldest first, and the text for it alone."""

    organisation: Organisation
    filings: list[Filing]
    text: str


def late_by_organisation(late: Iterable[Filing], link: str) -> list[Late]:
    """The late filings by organisation, villages first; `link` is where they are filed."""
    in_order = sorted(late, key=lambda it: (official_order(it.organisation.sector, it.organisation.code), it.when))
    found = []
    for organisation, filings in groupby(in_order, key=lambda it: it.organisation):
        own = list(filings)
        found.append(Late(organisation, own, reminder([_line(organisation, own)], link)))
    return found


def reminder(lines: Iterable[str], link: str) -> str:
    """The text to be pasted into a chat: one line for each organisation, no person in it."""
    begin, end = _("Monthly filings not received yet; please file today:"), _("File here: %(link)s") % {"link": link}
    return "\n".join([begin, *lines, end])


def reminder_to_all(late: Iterable[Late], link: str) -> str:
    return reminder([_line(it.organisation, it.filings) for it in late], link)


def _line(organisation: Organisation, filings: list[Filing]) -> str:
    """``石桥村：2012年9月、2012年10月（最迟11月5日）``"""
    months = "、".join(date_format(it.when.first_day, "YEAR_MONTH_FORMAT") for it in filings)
    day = date_format(max(it.deadline for it in filings), "MONTH_DAY_FORMAT")
    said = {"organisation": organisation.name, "months": months, "day": day}
    return _("%(organisation)s: %(months)s (was due %(day)s)") % said


def secretaries_of(organisation: Organisation) -> list[User]:
    """Those who file for the organisation today and have left a telephone number.  One query."""
    held = RoleAssignment.objects.on(today()).confirmed().filter(organisation=organisation)
    filing = held.filter(role__in=(Role.SECRETARY, Role.MASS_OFFICER), user__is_active=True).exclude(user__phone="")
    return [it.user for it in filing.select_related("user").order_by("user__username")]
