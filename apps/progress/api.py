"""Progress over REST (contract.md)."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.api.fields import WholeNumberField, read
from apps.core.api.filters import FORMAT
from apps.organisations.access import organisation_for, user_of
from apps.organisations.scope import may_on
from apps.progress.selectors import progress_as_json
from apps.progress.states import Pace


class ProgressQuery(serializers.Serializer[dict[str, Any]]):
    organisation = serializers.CharField(help_text="Code of the organisation whose subtree is counted")
    year = WholeNumberField(min_value=1949, max_value=2999)
    as_of = serializers.DateField(required=False, help_text="Defaults to today, at most 31 December of the year")


class IndicatorProgressSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    numerator = serializers.IntegerField(
        allow_null=True, help_text="Official. Counts are whole numbers; amounts and filed rates integer hundredths"
    )
    denominator = serializers.IntegerField(allow_null=True)
    percent = serializers.CharField(allow_null=True, help_text="Cut to one decimal")
    target = serializers.CharField(allow_null=True, help_text="In percent for a rate")
    expected = serializers.CharField(
        allow_null=True, help_text="Cut to two decimals; for a flow rate in pieces of today's denominator"
    )
    state = serializers.ChoiceField(choices=Pace.choices, allow_null=True, help_text="Null where there is no target")
    official = serializers.IntegerField(allow_null=True)
    pending = serializers.IntegerField(allow_null=True, help_text="Null for those who see official figures only")
    missing_months = serializers.ListField(child=serializers.IntegerField())


class ProgressSerializer(serializers.Serializer[Any]):
    organisation = serializers.CharField()
    year = serializers.IntegerField()
    as_of = serializers.DateField()
    indicators = IndicatorProgressSerializer(many=True)


class ProgressView(APIView):
    """Every indicator of the year's plan for a subtree: actual, target, expected and state."""

    @extend_schema(parameters=[ProgressQuery], responses=ProgressSerializer)
    def get(self, request: Request) -> Response:
        asked = read(ProgressQuery(data=request.query_params), besides=(FORMAT,))
        user = user_of(request)
        organisation = organisation_for(user, "progress.view", asked["organisation"])
        as_of: date | None = asked.get("as_of")
        pending = may_on(user, "filing.view", organisation)
        return Response(progress_as_json(organisation, asked["year"], as_of, pending=pending))
