"""The filters of a list, named as its rows name what they filter by."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django_filters.rest_framework import BooleanFilter, CharFilter, DjangoFilterBackend, FilterSet, NumberFilter
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.views import APIView

from apps.core.numbers import MAX_VALUE

#: What an address says besides what is asked for.
FORMAT = "format"
#: What every list takes besides its filters.
OF_EVERY_LIST = frozenset({"cursor", "page_size", "ordering", FORMAT})


class KnownFilters(DjangoFilterBackend):
    """Refuses what is no filter of the list: passed over, it would answer rows that were not asked for."""

    def filter_queryset(self, request: Request, queryset: QuerySet[Any], view: APIView) -> QuerySet[Any]:
        if not getattr(view, "detail", False):
            self._refuse_unknown(request, queryset, view)
        found: QuerySet[Any] = super().filter_queryset(request, queryset, view)
        return found

    def _refuse_unknown(self, request: Request, queryset: QuerySet[Any], view: APIView) -> None:
        filters = self.get_filterset_class(view, queryset)
        names = list(filters.base_filters) if filters else []
        said = _("This list has no such filter. Its filters are: %(names)s") % {"names": _(", ").join(names)}
        if unknown := {name: [said] for name in request.query_params if name not in OF_EVERY_LIST.union(names)}:
            raise ValidationError(unknown)


def filters_by(
    model: type[Model],
    *own: str,
    texts: dict[str, str] | None = None,
    numbers: dict[str, str] | None = None,
    unset: Sequence[str] = (),
) -> type[FilterSet]:
    """A filter for each of the `own` fields; for `texts` and `numbers` over relations, by the name in the address.

    Of `unset` fields it is asked whether they are blank: ``?lifted_on_unset=true``.
    """
    named: dict[str, Any] = {name: CharFilter(field_name=path) for name, path in (texts or {}).items()}
    bounds = {"min_value": 0, "max_value": MAX_VALUE}
    named |= {name: NumberFilter(field_name=path, **bounds) for name, path in (numbers or {}).items()}
    named |= {f"{name}_unset": BooleanFilter(field_name=name, lookup_expr="isnull") for name in unset}
    meta = type("Meta", (), {"model": model, "fields": own})
    return type(f"{model.__name__}Filters", (FilterSet,), {**named, "Meta": meta})
