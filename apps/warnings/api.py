"""Early warnings over REST: read, confirmed, answered and lifted."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.api.fields import TextField, read
from apps.core.api.filters import filters_by
from apps.core.api.versions import answer_with, version_of
from apps.organisations.access import user_of
from apps.organisations.api import ScopedViewSet
from apps.warnings.models import EarlyWarning
from apps.warnings.selectors import warning_for
from apps.warnings.services import warning_answer, warning_confirm, warning_lift


class WarningSerializer(serializers.ModelSerializer[EarlyWarning]):
    organisation = serializers.CharField(source="organisation.code")

    class Meta:
        model = EarlyWarning
        fields = (
            "id",
            "organisation",
            "rule",
            "severity",
            "raised_on",
            "confirmed_on",
            "answer",
            "answered_on",
            "lifted_on",
            "lifted_reason",
            "gone_on",
            "version",
        )


class AnswerSerializer(serializers.Serializer[Any]):
    answer = TextField(max_length=500)


class LiftSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=200)


class WarningViewSet(ScopedViewSet):
    """The warnings of the organisations that the person sees, those that are gone too."""

    view_action = "warning.view"
    serializer_class = WarningSerializer
    filterset_class = filters_by(
        EarlyWarning, "rule", "severity", texts={"organisation": "organisation__code"}, unset=("lifted_on", "gone_on")
    )
    queryset = EarlyWarning.objects.select_related("organisation")

    def retrieve(self, request: Request, pk: str) -> Response:
        """One warning, with its version as ETag."""
        return self._shown(warning_for(user_of(request), self.view_action, int(pk)))

    @extend_schema(request=None, responses=WarningSerializer)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """The township has looked at it: it is so."""
        warning = warning_for(user_of(request), "warning.confirm", int(pk))
        return self._shown(warning_confirm(warning=warning, by=user_of(request)))

    @extend_schema(request=AnswerSerializer, responses=WarningSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Say which corrective action is taken; ``If-Match`` says in which version it was read."""
        warning, version = warning_for(user_of(request), "warning.answer", int(pk)), version_of(request)
        said = read(AnswerSerializer(data=request.data))
        return self._shown(warning_answer(warning=warning, version=version, by=user_of(request), **said))

    @extend_schema(request=LiftSerializer, responses=WarningSerializer)
    @action(detail=True, methods=["post"])
    def lift(self, request: Request, pk: str) -> Response:
        """Lift it although its cause may last."""
        warning = warning_for(user_of(request), "warning.lift", int(pk))
        said = read(LiftSerializer(data=request.data))
        return self._shown(warning_lift(warning=warning, by=user_of(request), **said))

    def _shown(self, warning: EarlyWarning) -> Response:
        return answer_with(warning, self.get_serializer(warning).data)
