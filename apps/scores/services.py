"""What a score leads to: a draft of the end class, which somebody confirms."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.core.versioning import StaleVersion
from apps.gradings.services import grading_save
from apps.organisations.models import Organisation
from apps.scores.selectors import Judged, judged_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """What somebody saw and chose: the organisation, the class that its score suggested, the version of its classes."""

    code: str
    suggested: str
    version: int


@transaction.atomic
def suggestions_draft(*, chosen: Collection[Chosen], year: int, by: User) -> int:
    """Write the suggested classes as drafts of the end classes, all exactly as they were seen or none.

    A suggestion never writes a class by itself: a person drafts it here, and somebody confirms it afterwards.
    Raises `ValidationError` where a score or a class is another one by now.
    """
    if not chosen:
        raise ValidationError(_("Tick at least one organisation."))
    codes = [it.code for it in chosen]
    within = Organisation.objects.visible_to(by, "class.edit").filter(code__in=codes)
    judged = {
        it.organisation.code: it for it in judged_of(Organisation.objects.filter(pk__in=within.values("pk")), year)
    }
    for it in chosen:
        _draft(judged.get(it.code), it, year, by)
    return len(chosen)


def _draft(judged: Judged | None, chosen: Chosen, year: int, by: User) -> None:
    changed = ValidationError(_("%(code)s is another one by now: look again.") % {"code": chosen.code})
    if judged is None or not judged.draftable or judged.suggested != chosen.suggested:
        raise changed
    try:
        grading_save(
            organisation=judged.organisation, year=year, by=by, version=chosen.version, end_class=chosen.suggested
        )
    except StaleVersion as stale:
        raise changed from stale
