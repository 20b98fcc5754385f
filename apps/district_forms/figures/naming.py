"""The words of a form that are no figures: names, days."""

from datetime import date
from decimal import Decimal

from apps.core.calendar import valid_on
from apps.district_forms.files.values import Value
from apps.organisations.models import Organisation
from apps.posts.models import Appointment, Post


def words_of(name: str, organisation: Organisation, on: date, filler: str) -> Value | None:
    """The words called `name` of `catalogue.NAMES`; None where nobody knows."""
    known: dict[str, Value] = {
        "organisation": organisation.name,
        "code": organisation.code,
        "day": on,
        "year": Decimal(on.year),
        "month": Decimal(on.month),
        "filler": filler,
    }
    return (_secretary(organisation, on) if name == "secretary" else known.get(name)) or None


def _secretary(organisation: Organisation, on: date) -> str | None:
    held = Appointment.objects.counted().filter(valid_on(on), organisation=organisation, post=Post.SECRETARY)
    found: str | None = held.order_by("-start").values_list("person", flat=True).first()
    return found
