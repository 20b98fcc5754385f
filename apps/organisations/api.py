"""Organisations over REST, and what every resource needs that belongs to some of them."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.rest_framework import CharFilter, DateFilter, FilterSet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.core.api.paging import StablePages
from apps.organisations.access import require, user_of
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet


class ScopedViewSet(ReadOnlyModelViewSet[Any]):
    """Rows that belong to organisations, of which the person sees those with `view_action`."""

    view_action: ClassVar[str]
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> QuerySet[Any]:
        user = user_of(self.request)
        require(user, self.view_action)
        return super().get_queryset().visible_to(user, self.view_action)  # type: ignore[attr-defined,no-any-return]


class OrganisationCode(serializers.SlugRelatedField[Organisation]):
    """An organisation by its code, among those over which the person may do what the field is for."""

    default_error_messages = {"does_not_exist": _("There is no such organisation, or it is not yours.")}

    def __init__(self, action: str, **kwargs: Any) -> None:
        self.action = action
        super().__init__(slug_field="code", **kwargs)

    def get_queryset(self) -> OrganisationQuerySet:
        request: Request = self.context["request"]
        return Organisation.objects.visible_to(user_of(request), self.action)


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """`parent_code` is the organisation above at the last known place, or on the day that is asked about."""

    parent_code = serializers.CharField(allow_null=True)
    merged_into_code = serializers.CharField(source="merged_into.code", allow_null=True, default=None)

    class Meta:
        model = Organisation
        fields = (
            "code",
            "name",
            "kind",
            "sector",
            "setting",
            "parent_code",
            "opened",
            "founding_number",
            "closed",
            "closing",
            "merged_into_code",
            "approval_number",
            "graded",
        )


class OrganisationFilters(FilterSet):
    """By what they are; with `as_of` the tree as it was on a day."""

    q = CharFilter(method="search")
    as_of = DateFilter(method="existing", help_text="Those that existed on this day, each with its parent of then")
    below = CharFilter(method="standing_below", help_text="The code of an organisation: it, and all below it")

    class Meta:
        model = Organisation
        fields = ("kind", "sector", "setting", "graded")

    def search(self, rows: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        return rows.matching(value)

    def existing(self, rows: OrganisationQuerySet, _name: str, value: Any) -> OrganisationQuerySet:
        return rows.existing(value)

    def standing_below(self, rows: OrganisationQuerySet, _name: str, value: str) -> OrganisationQuerySet:
        top = rows.filter(code=value).first()
        return rows.filter(path__startswith=top.path) if top and top.path else rows.none()


class OrganisationPages(StablePages):
    ordering = "code"


class OrganisationViewSet(ReadOnlyModelViewSet[Organisation]):
    """The organisations that the person may see, by code."""

    serializer_class = OrganisationSerializer
    lookup_field = "code"
    lookup_value_regex = r"[0-9A-Za-z._-]+"
    filterset_class = OrganisationFilters
    pagination_class = OrganisationPages
    queryset = Organisation.objects.none()

    def get_queryset(self) -> OrganisationQuerySet:
        user = user_of(self.request)
        require(user, "organisation.view")
        seen = Organisation.objects.visible_to(user, "organisation.view")
        return seen.with_parent(self._day()).select_related("merged_into")

    def _day(self) -> date | None:
        """The day that is asked about; what is none the filter refuses."""
        try:
            return date.fromisoformat(self.request.query_params.get("as_of", ""))
        except ValueError:
            return None
