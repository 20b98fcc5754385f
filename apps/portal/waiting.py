"""What waits for a person: each kind of thing with how many there are and since when, counted in one query.

A kind is added by a row in `KINDS`; what waits in registers is declared by them (`registers.selectors.work_for`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import CharField, Count, DateField, Min, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils.translation import ngettext

from apps.accounts.models import User
from apps.administration.manageable_accounts import roles_to_confirm
from apps.closing.models import Proposal
from apps.filings.first_level import passable_by
from apps.filings.models import Filing, Objection
from apps.filings.second_person import entered_by
from apps.filings.selectors.grid import overseen_by
from apps.filings.selectors.todo import confirmable_by
from apps.filings.states import FilingState
from apps.gradings.models import Grading
from apps.notices.models import Receipt
from apps.organisations import policy
from apps.organisations.access import may
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from apps.plans.selectors.to_sign import plans_to_sign
from apps.reports.comments import ASKED_IN, comments_owed, silent_about, year_to_report
from apps.reports.models import ReportState, YearEndReport
from apps.warnings.models import EarlyWarning
from apps.warnings.names import Severity
from apps.warnings.querysets import WarningQuerySet

#: The rows that wait for somebody on a day; None where their roles know no such work.
Rows = Callable[[User, date], "QuerySet[Any] | None"]


class Kind(NamedTuple):
    """A kind of work: `since` is an aggregate of its day, or nothing; `of` what is counted.

    `exact` counts anew where the rows say no more than that there may be something.
    """

    icon: str
    rows: Rows
    since: Any
    said: Callable[[int], str]
    address: Callable[[date], str]
    of: str = "pk"
    exact: Callable[[User, date], int] | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the list: so many of a kind, the oldest since a day."""

    code: str
    number: int
    since: date | None
    icon: str
    title: str
    address: str


def waits_for(user: User, on: date) -> list[Waiting]:
    """What waits for `user`, without registers and own months.  One query; what is counted anew costs its own."""
    parts = [_counted(code, rows, kind) for code, kind in KINDS.items() if (rows := kind.rows(user, on)) is not None]
    if not parts:
        return []
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    lines = [_line(code, _exact(KINDS[code], number, user, on), since, on) for code, number, since in found if number]
    return [it for it in lines if it.number]


def _exact(kind: Kind, number: int, user: User, on: date) -> int:
    return kind.exact(user, on) if kind.exact else number


def _counted(code: str, rows: "QuerySet[Any]", kind: Kind) -> Any:
    named = rows.order_by().annotate(wait=Value(code, output_field=CharField())).values("wait")
    since = Cast(Value(None), DateField()) if kind.since is None else Min(kind.since)
    counted = named.annotate(number=Count(kind.of, distinct=True), since_when=since)
    return counted.values_list("wait", "number", "since_when")


def _line(code: str, number: int, since: date | None, on: date) -> Waiting:
    kind = KINDS[code]
    return Waiting(code, number, since, kind.icon, kind.said(number) % {"count": number}, kind.address(on))


def _people(user: User, _on: date) -> "QuerySet[Any] | None":
    return roles_to_confirm(user) if may(user, policy.granting(Role.STAFF)) else None


def _proposals(user: User, _on: date) -> "QuerySet[Any] | None":
    if not may(user, "proposal.decide"):
        return None
    rows: QuerySet[Any] = Proposal.objects.visible_to(user, "proposal.decide").open().exclude(by=user)
    return rows


def _to_review(user: User, _on: date) -> "QuerySet[Any] | None":
    return Filing.objects.all().visible_to(user, "filing.review").submitted() if may(user, "filing.review") else None


def _to_pass_on(user: User, _on: date) -> "QuerySet[Any] | None":
    return passable_by(user) if may(user, "filing.pass_on") else None


def _asked_back(user: User, _on: date) -> "QuerySet[Any] | None":
    if not may(user, "filing.review"):
        return None
    return Filing.objects.all().visible_to(user, "filing.review").exclude(reopening_asked="")


def _objections(user: User, _on: date) -> "QuerySet[Any] | None":
    if not may(user, "filing.review"):
        return None
    return Objection.objects.filter(
        answered_at__isnull=True, filing__in=Filing.objects.visible_to(user, "filing.review")
    )


def _late(user: User, on: date) -> "QuerySet[Any] | None":
    return overseen_by(user).overdue(on) if may(user, "filing.oversee") else None


def _on_behalf(user: User, _on: date) -> "QuerySet[Any] | None":
    if not may(user, "filing.confirm"):
        return None
    return confirmable_by(user).unconfirmed().exclude(entered_by(user))


def _drafts(user: User, _on: date) -> "QuerySet[Any] | None":
    """What a clerk has drafted and the secretary hands in."""
    if not (may(user, "filing.own") and may(user, "filing.submit")):
        return None
    own = Filing.objects.all().visible_to(user, "filing.own")
    return own.filter(state=FilingState.DRAFT, saved_by__isnull=False).exclude(saved_by=user)


def _notices(user: User, _on: date) -> "QuerySet[Any] | None":
    return Receipt.objects.visible_to(user, "notice.answer").waiting() if may(user, "notice.answer") else None


def _classes(user: User, on: date) -> "QuerySet[Any] | None":
    if not may(user, "class.confirm"):
        return None
    return Grading.objects.visible_to(user, "class.confirm").filter(year=on.year).drafts()


def _rectified(user: User, on: date) -> "QuerySet[Any] | None":
    if not may(user, "class.confirm"):
        return None
    return Grading.objects.visible_to(user, "class.confirm").to_accept(on.year)


def _reports(user: User, _on: date) -> "QuerySet[Any] | None":
    if not may(user, "report.sign"):
        return None
    within = Organisation.objects.visible_to(user, "report.sign")
    return YearEndReport.objects.filter(state=ReportState.FROZEN, organisation__in=within)


def _unsaid(user: User, on: date) -> "QuerySet[Any] | None":
    return silent_about(user, on) if may(user, "report.comment") and on.month in ASKED_IN else None


def _to_sign(years: int) -> Rows:
    """The plan of so many years ahead of which a target of one's own is not signed for."""

    def rows(user: User, on: date) -> "QuerySet[Any] | None":
        if not may(user, "plan.sign"):
            return None
        return plans_to_sign(Organisation.objects.visible_to(user, "plan.sign"), on.year + years)

    return rows


def _warned(severity: Severity) -> Rows:
    """Whoever confirms is told of what nobody has confirmed; everybody else of what nobody has answered."""

    def rows(user: User, _on: date) -> "QuerySet[Any] | None":
        found: WarningQuerySet = EarlyWarning.objects.filter(severity=severity)
        if may(user, "warning.confirm"):
            return found.visible_to(user, "warning.confirm").in_state("raised")
        if may(user, "warning.answer"):
            return found.visible_to(user, "warning.answer").open().filter(answered_on__isnull=True)
        return None

    return rows


def _page(name: str, query: str = "") -> Callable[[date], str]:
    return lambda _on: reverse(name) + query


def _letter(years: int) -> Kind:
    return Kind(
        "signature",
        _to_sign(years),
        "released_on",
        lambda n: ngettext(
            "%(count)s letter of targets waits for your signature",
            "%(count)s letters of targets wait for your signature",
            n,
        ),
        lambda on: reverse("plans:letter", args=[on.year + years]),
    )


def _warnings(severity: Severity) -> Kind:
    said: dict[Severity, Callable[[int], str]] = {
        Severity.RED: lambda n: ngettext("%(count)s red warning", "%(count)s red warnings", n),
        Severity.ORANGE: lambda n: ngettext("%(count)s orange warning", "%(count)s orange warnings", n),
        Severity.YELLOW: lambda n: ngettext("%(count)s yellow warning", "%(count)s yellow warnings", n),
        Severity.BLUE: lambda n: ngettext("%(count)s blue warning", "%(count)s blue warnings", n),
    }
    page = _page("warnings:list", f"?severity={severity}")
    return Kind("alarm", _warned(severity), "raised_on", said[severity], page)


KINDS: dict[str, Kind] = {
    "people": Kind(
        "user-check",
        _people,
        "start",
        lambda n: ngettext(
            "%(count)s person waits for your confirmation as the second one",
            "%(count)s people wait for your confirmation as the second one",
            n,
        ),
        _page("administration:accounts", "?state=unconfirmed"),
        "user",
    ),
    "on_behalf": Kind(
        "user-check",
        _on_behalf,
        "first_submitted_on",
        lambda n: ngettext(
            "%(count)s monthly filing that was entered on behalf is waiting for your confirmation",
            "%(count)s monthly filings that were entered on behalf are waiting for your confirmation",
            n,
        ),
        _page("filings:list"),
    ),
    "drafts": Kind(
        "pencil",
        _drafts,
        "due_on",
        lambda n: ngettext(
            "%(count)s monthly filing has been drafted and waits for you to hand it in",
            "%(count)s monthly filings have been drafted and wait for you to hand them in",
            n,
        ),
        _page("filings:list"),
    ),
    "pass_on": Kind(
        "checks",
        _to_pass_on,
        "first_submitted_on",
        lambda n: ngettext(
            "%(count)s monthly filing of a branch waits for you to pass it on",
            "%(count)s monthly filings of branches wait for you to pass them on",
            n,
        ),
        _page("filings:list"),
    ),
    "review": Kind(
        "checks",
        _to_review,
        "first_submitted_on",
        lambda n: ngettext(
            "%(count)s monthly filing is waiting for review", "%(count)s monthly filings are waiting for review", n
        ),
        _page("filings:review"),
    ),
    "asked_back": Kind(
        "lock-open",
        _asked_back,
        "approved_on",
        lambda n: ngettext(
            "%(count)s approved month is asked to be reopened", "%(count)s approved months are asked to be reopened", n
        ),
        _page("filings:review"),
    ),
    "objections": Kind(
        "message",
        _objections,
        TruncDate("at"),
        lambda n: ngettext(
            "%(count)s objection to a computed figure waits for your answer",
            "%(count)s objections to computed figures wait for your answer",
            n,
        ),
        _page("filings:review"),
    ),
    "late": Kind(
        "clock",
        _late,
        Coalesce("extended_to", "due_on"),
        lambda n: ngettext("%(count)s monthly filing is overdue", "%(count)s monthly filings are overdue", n),
        _page("filings:list", "?state=overdue"),
    ),
    "proposals": Kind(
        "lock",
        _proposals,
        TruncDate("at"),
        lambda n: ngettext(
            "%(count)s proposal for a closed month is waiting for your decision",
            "%(count)s proposals for closed months are waiting for your decision",
            n,
        ),
        _page("closing:list"),
    ),
    "notices": Kind(
        "mail",
        _notices,
        TruncDate("notice__sent_at"),
        lambda n: ngettext("%(count)s notice waits for you", "%(count)s notices wait for you", n),
        _page("notices:list"),
        "notice",
    ),
    "classes": Kind(
        "stairs-up",
        _classes,
        None,
        lambda n: ngettext(
            "%(count)s end-of-year class is waiting for confirmation",
            "%(count)s end-of-year classes are waiting for confirmation",
            n,
        ),
        lambda on: f"{reverse('gradings:classes')}?year={on.year}&state=end_draft",
    ),
    "rectified": Kind(
        "clipboard-check",
        _rectified,
        None,
        lambda n: ngettext(
            "%(count)s settled rectification is waiting for its acceptance",
            "%(count)s settled rectifications are waiting for their acceptance",
            n,
        ),
        lambda on: f"{reverse('gradings:rectification')}?year={on.year}",
    ),
    "letter": _letter(0),
    "next_letter": _letter(1),
    "comments": Kind(
        "message",
        _unsaid,
        None,
        lambda n: ngettext(
            "%(count)s indicator that is not reached names you as responsible: say why for the year-end report",
            "%(count)s indicators that are not reached name you as responsible: say why for the year-end report",
            n,
        ),
        lambda on: reverse("reports:comments", args=[year_to_report(on)]),
        exact=comments_owed,
    ),
    "reports": Kind(
        "report",
        _reports,
        TruncDate("created_at"),
        lambda n: ngettext(
            "%(count)s report is waiting for your signature", "%(count)s reports are waiting for your signature", n
        ),
        _page("reports:list"),
    ),
    **{f"warnings_{it.value}": _warnings(it) for it in reversed(Severity)},
}


def in_order(lines: Iterable[tuple[date | None, Any]]) -> list[Any]:
    """The oldest first; what has no day comes last."""
    return [it for _day, it in sorted(lines, key=lambda pair: (pair[0] is None, pair[0] or date.max))]
