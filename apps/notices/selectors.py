"""What the pages of notices show."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from apps.accounts.models import User
from apps.attachments.holders import Holder
from apps.notices.models import Notice, Receipt, Reminder
from apps.notices.querysets import ReceiptQuerySet
from apps.organisations import policy
from apps.organisations.access import require
from apps.organisations.models import Organisation
from apps.organisations.querysets import roles_in_force


@dataclass(frozen=True, slots=True)
class NoticePage:
    """A notice as somebody sees it: the receipts of their area, and which of them are their own to answer."""

    notice: Notice
    receipts: list[Receipt]
    own: list[Receipt]

    @property
    def lacking(self) -> list[Receipt]:
        """Who has not received it, or not answered where that is asked."""
        asked = self.notice.needs_answer
        return [it for it in self.receipts if not (it.answered_at if asked else it.received_at)]

    @property
    def is_received(self) -> bool:
        return all(it.received_at for it in self.own)


def inbox_of(user: User) -> ReceiptQuerySet:
    """What was sent to the organisations for which `user` answers, what waits first."""
    own = Receipt.objects.visible_to(user, "notice.answer").select_related("notice", "organisation")
    waits = Count("pk", filter=Q(received_at__isnull=True) | Q(notice__needs_answer=True, answered_at__isnull=True))
    rows: ReceiptQuerySet = own.annotate(waits=waits).order_by("-waits", "-notice__sent_at", "-pk")
    return rows


def sent_to_area(user: User) -> QuerySet[Notice]:
    """What was sent to whom the person looks after: to how many of them, and how many received and answered it."""
    area = Organisation.objects.visible_to(user, "notice.view")
    rows: QuerySet[Notice] = Notice.objects.filter(receipts__organisation__in=area).annotate(
        to=Count("receipts"), received=Count("receipts__received_at"), answered=Count("receipts__answered_at")
    )
    return rows.order_by("-sent_at", "-pk")


def reminders_of(user: User) -> list[Reminder]:
    """The latest reminder of each own month that is not handed in yet, the most urgent first.  One query."""
    own = Organisation.objects.visible_to(user, "filing.own")
    pending = Reminder.objects.pending().filter(filing__organisation__in=own).select_related("filing__organisation")
    latest = {it.filing_id: it for it in pending.order_by("on", "pk")}
    return sorted(latest.values(), key=lambda it: it.filing.deadline)


def notice_for(user: User, number: int) -> NoticePage:
    """The notice as `user` sees it; 404 where none of its receipts is of their area."""
    require(user, "notice.view")
    seen = Receipt.objects.visible_to(user, "notice.view").filter(notice=number)
    receipts = list(seen.select_related("organisation", "notice__organisation", "received_by", "answered_by"))
    if not receipts:
        raise Http404
    mine = Organisation.objects.visible_to(user, "notice.answer")
    answers = set(mine.filter(pk__in=[it.organisation_id for it in receipts]).values_list("pk", flat=True))
    return NoticePage(receipts[0].notice, receipts, [it for it in receipts if it.organisation_id in answers])


def holder_of(notice: Notice) -> Holder:
    """The notice as what keeps files.  It is dated in no month that could be closed."""
    address = reverse("notices:notice", args=[notice.pk])
    return Holder("notices", notice, notice.title, notice.organisation.code, frozenset(), address)


def sender_for(user: User) -> Organisation:
    """The organisation in whose name `user` sends notices: the highest over which they hold a role that may."""
    sending = policy.roles_that_may("notice.send")
    roles = roles_in_force(user).filter(role__in=sending)
    first = roles.select_related("organisation").order_by("organisation__placements__path").first()
    if first is None:
        raise PermissionDenied
    sender: Organisation = first.organisation
    return sender
