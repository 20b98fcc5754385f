"""Classes of organisations over REST; entered through ``tables/classes/``."""

from rest_framework import serializers

from apps.core.api.filters import filters_by
from apps.gradings.models import Grading
from apps.organisations.api import ScopedViewSet


class ClassSerializer(serializers.ModelSerializer[Grading]):
    organisation = serializers.CharField(source="organisation.code")

    class Meta:
        model = Grading
        fields = (
            "id",
            "organisation",
            "year",
            "start_class",
            "start_level",
            "start_confirmed",
            "end_class",
            "end_level",
            "accepted",
            "accepted_on",
            "confirmed_on",
            "superior_decided_on",
            "document_number",
            "version",
        )


class ClassViewSet(ScopedViewSet):
    """The classes of the organisations that the person sees, drafts too."""

    view_action = "class.view"
    serializer_class = ClassSerializer
    filterset_class = filters_by(
        Grading, "year", "start_class", "end_class", texts={"organisation": "organisation__code"}
    )
    queryset = Grading.objects.select_related("organisation")
