"""Sending, receiving and answering notices; reminding of months; the daily digest by e-mail."""

import logging
from collections.abc import Collection
from datetime import date, timedelta
from smtplib import SMTPException
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.attachments.services import attachments_add
from apps.audit.services import Act, record
from apps.core.calendar import today
from apps.filings.models import Filing
from apps.filings.states import FilingState
from apps.notices.models import MailAddress, Notice, Occasion, Receipt, Reminder
from apps.notices.selectors import holder_of
from apps.organisations.models import Organisation

logger = logging.getLogger(__name__)
BATCH = 1000
THREE_DAYS = timedelta(days=3)
EVE = timedelta(days=1)


@transaction.atomic
def notice_send(
    *,
    sender: Organisation,
    to: Collection[Organisation],
    title: str,
    text: str,
    by: User,
    needs_answer: bool = False,
    answer_by: date | None = None,
    files: "Collection[UploadedFile[Any]]" = (),
) -> Notice:
    """Send a notice to organisations for which `by` may, with its `files`.

    Raises `ValidationError` for nobody, for a past day and for files that cannot be taken.
    """
    allowed = Organisation.objects.visible_to(by, "notice.send").filter(pk__in=[it.pk for it in to])
    if not to or allowed.count() < len({it.pk for it in to}):
        raise ValidationError({"to": _("Choose to whom it is sent.")})
    if answer_by is not None and answer_by < today():
        raise ValidationError({"answer_by": _("This day has passed.")})
    asked = {"needs_answer": needs_answer, "answer_by": answer_by if needs_answer else None}
    notice = Notice.objects.create(organisation=sender, title=title.strip(), text=text.strip(), sent_by=by, **asked)
    receipts = (Receipt(notice=notice, organisation=it) for it in sorted(to, key=lambda it: it.code))
    Receipt.objects.bulk_create(receipts, batch_size=BATCH)
    after = {"title": notice.title, "to": len(to)}
    record(Act("notice.sent", notice.title, sender.code, after=after), by=by)
    if files:
        attachments_add(holder=holder_of(notice), files=files, by=by)
    return notice


@transaction.atomic
def notice_receive(*, notice: Notice, by: User) -> int:
    """Tick it as received for every organisation of `by` to which it was sent; how many."""
    own = Receipt.objects.filter(notice=notice).visible_to(by, "notice.answer")
    count = own.filter(received_at__isnull=True).update(received_at=timezone.now(), received_by=by)
    if count:
        record(Act("notice.received", notice.title, notice.organisation.code), by=by)
    return count


@transaction.atomic
def notice_unreceive(*, notice: Notice, by: User) -> int:
    """Undo what `by` ticked as received and nobody has answered; for how many organisations."""
    own = Receipt.objects.filter(notice=notice, received_by=by).visible_to(by, "notice.answer")
    count = own.filter(answered_at__isnull=True).update(received_at=None, received_by=None)
    if not count:
        raise ValidationError(_("It is answered, or somebody else has received it: this cannot be undone any more."))
    record(Act("notice.unreceived", notice.title, notice.organisation.code), by=by)
    return count


@transaction.atomic
def notice_answer(*, notice: Notice, answer: str, by: User) -> int:
    """Answer for every organisation of `by` to which it was sent; whoever answers has received it."""
    if not answer.strip():
        raise ValidationError({"answer": _("Enter your answer.")})
    notice_receive(notice=notice, by=by)
    own = Receipt.objects.filter(notice=notice).visible_to(by, "notice.answer").exclude(answer=answer.strip())
    count = own.update(answer=answer.strip(), answered_at=timezone.now(), answered_by=by)
    if count:
        record(Act("notice.answered", notice.title, notice.organisation.code), by=by)
    return count


@transaction.atomic
def mail_address_set(*, user: User, email: str) -> None:
    """Tell `user` by e-mail from now on, or no longer where `email` is blank; only they themselves say so."""
    if email:
        MailAddress.objects.update_or_create(user=user, defaults={"email": email})
    else:
        MailAddress.objects.filter(user=user).delete()
    record(Act("notice.mail_changed", user.username), by=user)


@transaction.atomic
def reminders_make(*, on: date) -> int:
    """Remind of the months that nobody has handed in, each occasion once; how many.  Run again it does nothing more.

    A machine that was off makes up for the latest occasion only.
    """
    waiting = Filing.objects.filter(state=FilingState.DRAFT, first_submitted_on__isnull=True)
    wanted = {(it.pk, occasion_of(it.deadline, on)) for it in waiting.only("pk", "due_on", "extended_to")}
    known = set(Reminder.objects.filter(filing__in=waiting).values_list("filing", "occasion"))
    new = [Reminder(filing_id=pk, occasion=occasion, on=on) for pk, occasion in sorted(wanted - known)]
    Reminder.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    if new:
        record(Act("notice.reminded", on.isoformat(), after={"filings": len(new)}), by=None)
    return len(new)


def occasion_of(deadline: date, on: date) -> Occasion:
    """The occasion of a day before a deadline, or after it."""
    if on > deadline:
        return Occasion.OVERDUE
    left = deadline - on
    return Occasion.EVE if left <= EVE else Occasion.THREE_DAYS if left <= THREE_DAYS else Occasion.OPENED


def digests_send(*, on: date) -> int:
    """One mail a day to whoever wants one and for whom something new waits; how many were sent.

    The day is claimed before the mail is sent: a mail that fails is not sent twice.
    """
    return sum(_digest(it, on) for it in MailAddress.objects.select_related("user").filter(user__is_active=True))


def _digest(address: MailAddress, on: date) -> bool:
    with translation.override(address.user.language or None):
        lines = _news(address.user, address.last_sent_on)
        unclaimed = Q(last_sent_on__isnull=True) | Q(last_sent_on__lt=on)
        if not lines or not MailAddress.objects.filter(unclaimed, pk=address.pk).update(last_sent_on=on):
            return False
        try:
            send_mail(_("Tongbu: what waits for you"), "\n".join(lines), None, [address.email])
        except (SMTPException, OSError):
            logger.warning("A digest could not be sent to account %s", address.user_id, exc_info=True)
            return False
    return True


def _news(user: User, since: date | None) -> list[str]:
    """A line for each reminder and notice that came after the last digest and still waits."""
    own = Organisation.objects.visible_to(user, "filing.own")
    months = Reminder.objects.pending().filter(filing__organisation__in=own).select_related("filing__organisation")
    waiting = Receipt.objects.visible_to(user, "notice.answer").waiting().select_related("notice", "organisation")
    if since is not None:
        months, waiting = months.filter(on__gt=since), waiting.filter(notice__sent_at__date__gt=since)
    latest = {it.filing_id: it for it in months.order_by("on", "pk")}
    lines = [
        _("%(organisation)s: monthly filing %(month)s, %(occasion)s (by %(day)s)")
        % {
            "organisation": it.filing.organisation.name,
            "month": it.filing.when,
            "occasion": it.get_occasion_display(),
            "day": it.filing.deadline.isoformat(),
        }
        for it in latest.values()
    ]
    return lines + [f"{it.organisation.name}：{it.notice.title}" for it in waiting]
