"""Which filters of a list are set, as its address says them."""

from typing import Any

from django.core.validators import EMPTY_VALUES
from django_filters import Filter, FilterSet

from apps.core.forms import DayField

#: Longer ones say no more; nobody fills the audit log with them.
MAX_SIGNS = 200


class DayFilter(Filter):
    """A day as people write it."""

    field_class = DayField


def filters_in(filtered: FilterSet) -> dict[str, str]:
    """The filters that are set and valid, by their names; each value as it was asked for, cut to 200 signs.

    A bad one beside them is passed over, here as in the list itself.
    """
    filtered.form.is_valid()
    cleaned: dict[str, Any] = getattr(filtered.form, "cleaned_data", {})
    return {
        name: str(filtered.data[name])[:MAX_SIGNS]
        for name, value in cleaned.items()
        if value not in EMPTY_VALUES and name in filtered.data
    }
