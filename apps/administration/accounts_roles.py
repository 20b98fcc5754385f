"""The roles that a workbook of accounts grants, and the ends that it gives them."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from apps.administration.accounts_known import Known
from apps.administration.services.imports import Account
from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.organisations.models import RoleAssignment
from apps.organisations.policy import APART
from apps.organisations.role_scope import misfit
from apps.workbooks.register import Row, Table

#: User name, role, code of the organisation.
Post = tuple[str, str, str]
#: A role that is new or gets another end, with this end; (None, None) where nothing is written.
Written = tuple[RoleAssignment | None, date | None]
NOTHING: Written = (None, None)


@dataclass(slots=True)
class Span:
    """A time during which a post is held, and the row that says so; None: only the database does."""

    start: date
    end: date | None
    row: Row | None = None

    def meets(self, other: "Span") -> bool:
        """Whether there is a day in both."""
        return (self.end is None or self.end > other.start) and (other.end is None or other.end > self.start)


@dataclass(slots=True)
class Roles:
    """The roles of a workbook beside those of the database; every refusal goes through `table.refuse`."""

    table: Table
    known: Known
    #: When each post will be held, by the id of its role or the negative number of its row.
    spans: dict[Post, dict[int, Span]] = field(default_factory=dict)

    def change_of(self, row: Row, account: Account, place: Any) -> Written:
        """What the row changes of the person's roles."""
        role = row.get("role")
        if role is None or row.bad & {"start", "end"}:
            return NOTHING
        post = (account.user.username, role, place.code)
        held = self._held(post, row.get("start"))
        start = held.start if held else row.get("start") or today()
        end = row.get("end") if held is None or self.table.has("end") else held.end
        if not self._note(row, post, held, Span(start, end, row)):
            return NOTHING
        if held is None:
            new = RoleAssignment(user=account.user, role=role, organisation=place, start=start, end=end)
            self._check_new(row, new, account, place)
            return new, end
        if held.end == end:
            return NOTHING
        self._check_end(row, held, end, account, place)
        return held, end

    def refuse_overlaps(self) -> None:
        """Nobody holds the same role twice at a time; said at the later row."""
        for spans in self.spans.values():
            for one, next_ in pairwise(sorted(spans.values(), key=lambda span: span.start)):
                row = next_.row or one.row
                if row is not None and one.meets(next_):
                    self.table.refuse(row, "role", _("This person holds this role there already during that time."))

    def refuse_apart(self) -> None:
        """Nobody is administrator and auditor on one day; said at the later row."""
        for spans in self._kept_apart().values():
            longest: dict[str, Span] = {}
            for role, span in sorted(spans, key=lambda it: it[1].start):
                for other, before in longest.items():
                    row = span.row or before.row
                    if other != role and row is not None and before.meets(span):
                        self.table.refuse(row, "role", _("Nobody is administrator and auditor at the same time."))
                longest[role] = max(span, longest.get(role, span), key=lambda it: it.end or date.max)

    def _kept_apart(self) -> dict[str, list[tuple[str, Span]]]:
        """By user name: when each of those roles is held, as the rows and the database have it."""
        found: dict[str, list[tuple[str, Span]]] = defaultdict(list)
        stored = {post: [Span(it.start, it.end) for it in held] for post, held in self.known.roles.items()}
        written = {post: list(spans.values()) for post, spans in self.spans.items()}
        for (username, role, _code), spans in (stored | written).items():
            if role in APART:
                found[username] += [(role, span) for span in spans]
        return found

    def _held(self, post: Post, start: date | None) -> RoleAssignment | None:
        """The role that the row means: the one of that start, without one the first that has not ended."""
        roles = self.known.roles.get(post, [])
        if start is not None:
            return next((it for it in roles if it.start == start), None)
        return next((it for it in roles if it.end is None or it.end > today()), None)

    def _note(self, row: Row, post: Post, held: RoleAssignment | None, span: Span) -> bool:
        """Whether no row before means the same role."""
        if post not in self.spans:
            self.spans[post] = {it.pk: Span(it.start, it.end) for it in self.known.roles.get(post, [])}
        key = held.pk if held else -row.number
        before = self.spans[post].get(key)
        if before is not None and before.row is not None:
            message = _("The same role stands in row %(row)d already.") % {"row": before.row.number}
            self.table.refuse(row, "role", message)
            return False
        self.spans[post][key] = span
        return True

    def _check_new(self, row: Row, role: RoleAssignment, account: Account, place: Any) -> None:
        self._check_may(row, "role", role, account, place)
        if sentence := misfit(Role(role.role), place.kind, place.sector):
            self.table.refuse(row, "organisation", str(sentence))
        if place.closed is not None and place.closed <= role.start:
            self.table.refuse(row, "organisation", _("This organisation is closed by then."))
        if role.end is not None and role.end <= role.start:
            self.table.refuse(row, "end", _("It must end after the day on which it begins."))

    def _check_end(self, row: Row, role: RoleAssignment, end: date | None, account: Account, place: Any) -> None:
        """What was done until now stays done; the end of an administrator needs the care of the page."""
        self._check_may(row, "end", role, account, place)
        if role.end is not None and role.end <= today():
            self.table.refuse(row, "end", _("This role has ended. Enter a new one with a later start."))
        elif role.role == Role.ADMINISTRATOR:
            self.table.refuse(row, "end", _("The end of an administrator’s role is changed on the page."))
        elif end is not None and end <= role.start:
            self.table.refuse(row, "end", _("It must end after the day on which it begins."))
        elif end is not None and end < today():
            self.table.refuse(row, "end", _("Choose today or a later day: what was done until now stays done."))

    def _check_may(self, row: Row, key: str, role: RoleAssignment, account: Account, place: Any) -> None:
        if not account.is_new and account.user.username not in self.known.managed:
            message = _("You may not change this account: it is your own, or holds a role that you may not grant.")
            self.table.refuse(row, key, message)
        elif not self.known.may_grant(role.role, place):
            self.table.refuse(row, key, _("You may not grant or end this role over this organisation."))
