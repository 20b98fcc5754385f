"""The registers of ad-hoc forms and of what is answered to them."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.ad_hoc.asking import ask
from apps.ad_hoc.held import alike, held_items, likely
from apps.ad_hoc.models import AdHocAnswer, AdHocForm
from apps.core.calendar import today
from apps.frequencies.models import WHOM_WORDS
from apps.organisations.models import Placement
from apps.organisations.tree import ids_on
from apps.registers.deadlines import Deadline
from apps.registers.lines import Line
from apps.registers.links import SeenBelowToo
from apps.registers.register import KEPT_BY_STAFF, RecordRegister
from apps.registers.registry import declare

#: What was put before people: it stays as soon as somebody has answered.
_ASKED = ("organisation", "item", "unit", "whom", "date")


@declare
class AdHocForms(SeenBelowToo):
    name = "ad-hoc-forms"
    record_name = "ad_hoc_form"
    reported = False
    title = gettext_lazy("Ad-hoc forms")
    record_title = gettext_lazy("Ad-hoc form")
    explained = gettext_lazy("What is asked once, of whom, what for, approved by whom and until when")
    icon = "forms"
    sheet = "临时报表"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = AdHocForm
    titled = "item"
    lies_ahead = True
    roles = KEPT_BY_STAFF
    lines: ClassVar[Any] = (
        Line("item", "采集事项", key=True, listed=True, searched=True, width=32),
        Line("unit", "单位", width=8),
        Line("whom", "适用对象", listed=True, words=WHOM_WORDS, width=18),
        Line("purpose", "用途", searched=True, width=40),
        Line("approved_by", "批准人", width=14),
        Line("date", "开始日期", key=True, listed=True),
        Line("due", "截止日期", listed=True),
        Line("explanation", "填报说明", width=40),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.due and record.date and record.due < record.date:
            found["due"] = _("Before the day from which it is asked.")
        return found

    def conflicts(self, records: Sequence[Any]) -> Iterator[tuple[Any, str, str]]:
        """What is held already is not asked for.  One query."""
        held = held_items(it.date.year for it in records if it.date)
        for record in records:
            if where := held.get(alike(record.item)):
                yield (
                    record,
                    "item",
                    _("The portal holds this already: %(where)s. Take it from there.") % {"where": where},
                )

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """What was answered was asked so; purpose, approver, last day and explanation may change.  One query."""
        found = super().entry_errors(records, changed)
        barred = dict.fromkeys(set(_ASKED).intersection(changed), _("Somebody has answered this: make a new form."))
        answered = AdHocAnswer.objects.filter(form__in=[it.pk for it in records if it.pk], answered_on__isnull=False)
        given = set(answered.values_list("form", flat=True)) if barred else set()
        return [{**its, **barred} if it.pk in given else its for it, its in zip(records, found, strict=True)]

    def entry_remarks(self, records: Sequence[Any], changed: Collection[str], by: User | None) -> list[list[str]]:
        found = super().entry_remarks(records, changed, by)
        if "item" not in changed:
            return found
        held = held_items(it.date.year for it in records if it.date)
        sentence = _("Something like it is held already: %(where)s. Is that not enough?")
        return [
            [*its, sentence % {"where": where}] if (where := likely(it.item, held)) else its
            for it, its in zip(records, found, strict=True)
        ]

    def written(self, records: Sequence[Any]) -> None:
        for record in records:
            ask(record)

    def remarks_on(self, record: Any) -> list[str]:
        """How many have answered, and the way to who has and who has not.  One query."""
        given = list(record.answers.filter(withdrawn_at__isnull=True).values_list("answered_on", flat=True))
        said = {"asked": len(given), "answered": len(given) - given.count(None)}
        sentence = _("Asked of %(asked)d, answered by %(answered)d.") % said
        address = f"{AdHocAnswers().address}?{urlencode({'q': record.item})}"
        link = format_html('{} <a class="alert-link" href="{}">{}</a>', sentence, address, _("Who has answered"))
        return [*super().remarks_on(record), link]


@declare
class AdHocAnswers(RecordRegister):
    name = "ad-hoc-answers"
    record_name = "ad_hoc_answer"
    reported = False
    title = gettext_lazy("Answers to ad-hoc forms")
    record_title = gettext_lazy("Answer to an ad-hoc form")
    explained = gettext_lazy("What was asked once, and who has answered what")
    icon = "message-reply"
    sheet = "临时报表填报"
    model = AdHocAnswer
    titled = "basis"
    lies_ahead = True
    deadline = Deadline("due", "answered_on")
    lines: ClassVar[Any] = (
        Line("item", "采集事项", key=True, listed=True, searched=True, width=32),
        Line("due", "填报期限", key=True, listed=True),
        Line("value", "数值", listed=True, width=12),
        Line("answered_on", "填报日期", listed=True),
        Line("basis", "依据", width=24),
        Line("remark", "备注", width=36),
    )

    def title_of(self, record: Any) -> str:
        return str(record)

    def waiting(self) -> Q:
        """What is not answered yet."""
        return Q(answered_on__isnull=True)

    def complete(self, record: Any) -> None:
        if record.value is not None and record.answered_on is None:
            record.answered_on = today()

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.answered_on and record.answered_on > on:
            found["answered_on"] = _("This day has not come yet.")
        if record.answered_on and record.value is None:
            found["value"] = _("Enter the figure, or 0 if there was nothing. Blank does not count as zero.")
        return found

    def entry_errors(self, records: Sequence[Any], changed: Collection[str]) -> list[dict[str, str]]:
        """Only what a form asks for is answered, as it was asked.  Two queries."""
        found = super().entry_errors(records, changed)
        if not {"item", "due", "organisation"}.intersection(changed):
            return found
        asked = _asked_of(records)
        return [{**its, **_amiss(it, changed, asked)} for it, its in zip(records, found, strict=True)]

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """What for, and who approved it."""
        del user
        if record is None or record.form is None:
            return ()
        form = record.form
        said = {"purpose": form.purpose, "approved_by": form.approved_by, "unit": form.unit}
        what_for = _("What for: %(purpose)s. Approved by %(approved_by)s. Unit: %(unit)s.") % said
        return tuple(filter(None, (what_for, form.explanation)))


def _asked_of(records: Sequence[Any]) -> set[tuple[int, str]]:
    """Which organisations stand at or below a form of the item, as pairs with it."""
    places = Placement.objects.filter(organisation__in={it.organisation_id for it in records}, end__isnull=True)
    above = {it: ids_on(path) for it, path in places.order_by().values_list("organisation", "path")}
    forms = AdHocForm.objects.counted().filter(item__in={it.item for it in records})
    keepers = set(forms.values_list("organisation", "item"))
    return {(it, item) for it, ids in above.items() for keeper, item in keepers if keeper in ids}


def _amiss(record: Any, changed: Collection[str], asked: set[tuple[int, str]]) -> dict[str, str]:
    if record.pk:
        sentence = _("This stays as it was asked.")
        return dict.fromkeys((it for it in ("item", "due", "organisation") if it in changed), sentence)
    known = (record.organisation_id, record.item) in asked
    return {} if known else {"item": _("No form asks for this.")}
