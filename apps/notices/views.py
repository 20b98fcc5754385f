"""The pages of notices: inbox and what was sent, one notice, a new one, receiving and answering, one's own e-mail."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from apps.attachments import answers
from apps.core.pages import page_of
from apps.core.undoing import say_done, take_back
from apps.notices.forms import MailForm, NoticeAnswerForm, NoticeForm
from apps.notices.models import MailAddress
from apps.notices.selectors import NoticePage, holder_of, inbox_of, notice_for, reminders_of, sender_for, sent_to_area
from apps.notices.services import mail_address_set, notice_answer, notice_receive, notice_send, notice_unreceive
from apps.organisations.access import may, requires, user_of
from apps.organisations.models import Organisation


@require_GET
@requires("notice.view")
def notices(request: HttpRequest) -> HttpResponse:
    """What the person is to read and answer, months to hand in; who looks after others sees what these were sent."""
    user = user_of(request)
    is_own = may(user, "notice.answer")
    rows = inbox_of(user) if is_own else sent_to_area(user)
    context = {"page": page_of(request, rows, 20), "answers": is_own, "reminders": reminders_of(user)}
    return render(request, "notices/list.html", context)


@require_GET
@requires("notice.view")
def notice(request: HttpRequest, number: int) -> HttpResponse:
    """One notice: its text, and who has received and answered it, as far as the person sees them."""
    user = user_of(request)
    it = notice_for(user, number)
    answered = next((receipt.answer for receipt in it.own if receipt.answer), "")
    form = NoticeAnswerForm(initial={"answer": answered})
    return _page(request, it, form)


@requires("notice.send")
def new(request: HttpRequest) -> HttpResponse:
    """Send a notice."""
    user = user_of(request)
    organisations = Organisation.objects.visible_to(user, "notice.send")
    form = NoticeForm(request.POST if request.method == "POST" else None, organisations=organisations)
    if form.is_valid():
        sender, files = sender_for(user), request.FILES.getlist("files")
        made = form.make_once(
            lambda: notice_send(sender=sender, by=user, files=files, **form.details),
            lambda it: reverse("notices:notice", args=[it.pk]),
        )
        if made is not None:
            messages.success(request, _sent_to(len(form.cleaned_data["to"])))
            return redirect(made.address)
    return render(request, "notices/form.html", {"form": form})


@require_POST
@requires("notice.answer")
def receive(request: HttpRequest, number: int) -> HttpResponse:
    """Tick it as received."""
    user = user_of(request)
    notice_receive(notice=notice_for(user, number).notice, by=user)
    say_done(request, _("Received."), undo=reverse("notices:unreceive", args=[number]))
    return redirect("notices:notice", number)


@require_POST
@requires("notice.answer")
def unreceive(request: HttpRequest, number: int) -> HttpResponse:
    """Undo the tick."""
    user = user_of(request)
    it = notice_for(user, number)
    take_back(request, lambda _version: notice_unreceive(notice=it.notice, by=user), _("Undone: it waits for you."))
    return redirect("notices:notice", number)


@require_POST
@requires("notice.answer")
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Answer it."""
    user = user_of(request)
    it, form = notice_for(user, number), NoticeAnswerForm(request.POST)
    if form.is_valid():
        notice_answer(notice=it.notice, answer=form.cleaned_data["answer"], by=user)
        messages.success(request, _("Answered."))
        return redirect("notices:notice", number)
    return _page(request, it, form)


@require_GET
@requires("notice.view")
def download(request: HttpRequest, number: int, attachment_id: UUID) -> HttpResponseBase:
    """A file that was sent with it, as a download."""
    return answers.downloaded(request, holder_of(notice_for(user_of(request), number).notice), attachment_id)


@requires("notice.view")
def mail(request: HttpRequest) -> HttpResponse:
    """Whether and where the person is told by e-mail, too."""
    user = user_of(request)
    known = MailAddress.objects.filter(user=user).values_list("email", flat=True).first() or ""
    form = MailForm(request.POST if request.method == "POST" else None, initial={"email": known})
    if form.is_valid():
        mail_address_set(user=user, email=form.cleaned_data["email"])
        messages.success(request, _("Saved."))
        return redirect("notices:list")
    return render(request, "notices/mail.html", {"form": form})


def _sent_to(number: int) -> str:
    return ngettext("Sent to %(number)s organisation.", "Sent to %(number)s organisations.", number) % {
        "number": number
    }


def _page(request: HttpRequest, it: NoticePage, form: NoticeAnswerForm) -> HttpResponse:
    files, sends = holder_of(it.notice).files, may(user_of(request), "notice.send")
    return render(request, "notices/detail.html", {"it": it, "form": form, "sends": sends, "files": files})
