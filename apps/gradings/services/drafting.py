"""Writing the classes of one organisation and year, as drafts."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.audit.changes import difference, fields_of
from apps.audit.services import Act, record
from apps.core.calendar import ReportingYear, today
from apps.core.versioning import StaleVersion
from apps.gradings.classes import GradingClass
from apps.gradings.models import Grading
from apps.organisations.models import Organisation

START_FIELDS = frozenset({"start_class", "start_level"})
END_FIELDS = frozenset({"end_class", "end_level", "accepted", "accepted_on"})


class Details(TypedDict, total=False):
    """What a person enters; a field that is left out stays as it is."""

    start_class: str
    start_level: int
    end_class: str
    end_level: int
    accepted: bool | None
    accepted_on: date | None
    superior_decided_on: date | None


@transaction.atomic
def grading_save(
    *, organisation: Organisation, year: int, by: User | None, version: int | None = None, **details: Unpack[Details]
) -> Grading:
    """Write the classes of `organisation` in `year`; nothing is written or recorded where nothing changes.

    New classes are drafts.  What is confirmed is not changed here: its confirmation must be taken back first
    (`grading_reopen`).  The superior's decision may come later than ours, so its date may still be entered.
    `version` is the one that the person saw, 0 where there was none.  Raises `ValidationError` by field and
    `StaleVersion`.
    """
    # The lock lets two people who save the same year one after the other.
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    grading = Grading.objects.filter(organisation=locked, year=year).first() or Grading(organisation=locked, year=year)
    if version is not None and version != (grading.version if grading.pk else 0):
        raise StaleVersion(grading if grading.pk else None)
    before = fields_of(grading) if grading.pk else {}
    for name, value in details.items():
        setattr(grading, name, value)
    was, became = difference(before, fields_of(grading))
    if not became:
        return grading
    _check(grading, set(became) if grading.pk else set())
    grading.save(by=by)
    action = "grading.updated" if was else "grading.created"
    record(Act(action, grading.subject, locked.code, before=was, after=became), by=by)
    return grading


def start_errors(start_class: str, year: int, opened: date | None) -> dict[str, str]:
    """What is wrong with a start-of-year class (figures.md, section 4): a sentence by field, at most one."""
    if start_class == GradingClass.UNGRADED or opened is None or opened <= ReportingYear(year).first_day:
        return {}
    sentence = _("Opened after 1 January: this organisation is “not graded” until next year.")
    return {"start_class": sentence}


def end_errors(end_class: str, confirmed_on: date | None) -> dict[str, str]:
    """What is wrong with an end-of-year class: a sentence by field, at most one.

    A level without a class, an acceptance of one that was not backward and a confirmation in any month are fine.
    """
    if confirmed_on is not None and not end_class:
        return {"end_class": _("Enter the end-of-year class that was confirmed.")}
    return {}


def acceptance_errors(accepted: bool | None, accepted_on: date | None) -> dict[str, str]:
    """What is wrong with the day of an acceptance: a sentence by field, at most one."""
    if accepted_on is None:
        return {}
    if accepted is None:
        return {"accepted_on": _("Say whether the rectification passed.")}
    return {"accepted_on": _("This day has not come yet.")} if accepted_on > today() else {}


def _check(grading: Grading, changed: set[str]) -> None:
    if grading.start_confirmed and changed & START_FIELDS:
        raise ValidationError({"start_class": _("This class is confirmed. Take the confirmation back first.")})
    if grading.confirmed_on is not None and changed & END_FIELDS:
        raise ValidationError({"end_class": _("This class is confirmed. Take the confirmation back first.")})
    grading.full_clean(exclude=["organisation"])
    if errors := start_errors(grading.start_class, grading.year, grading.organisation.opened) | acceptance_errors(
        grading.accepted, grading.accepted_on
    ):
        raise ValidationError(errors)
