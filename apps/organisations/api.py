"""Organisations over REST: read-only, in the scope of the person."""

from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.organisations.access import require, user_of
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    """`parent_code` is the code of the organisation above at the last known place."""

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


class OrganisationViewSet(ReadOnlyModelViewSet[Organisation]):
    """The organisations that the person may see, by code."""

    serializer_class = OrganisationSerializer
    lookup_field = "code"
    lookup_value_regex = r"[0-9A-Za-z._-]+"
    filterset_fields = ("kind", "sector", "setting", "graded")
    queryset = Organisation.objects.none()

    def get_queryset(self) -> OrganisationQuerySet:
        user = user_of(self.request)
        require(user, "organisation.view")
        seen = Organisation.objects.visible_to(user, "organisation.view")
        return seen.with_parent().select_related("merged_into").order_by("code")
