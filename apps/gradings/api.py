"""The three rates over REST (contract.md)."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.api.fields import WholeNumberField, read
from apps.core.api.filters import FORMAT
from apps.gradings.selectors import rates_as_json
from apps.organisations.access import organisation_for, user_of


class RatesQuery(serializers.Serializer[dict[str, Any]]):
    organisation = serializers.CharField(help_text="Code of the organisation whose subtree is counted")
    year = WholeNumberField(min_value=1949, max_value=2999)
    as_of = serializers.DateField(required=False, help_text="Defaults to 31 December of the year")


class OriginalCohortSerializer(serializers.Serializer[Any]):
    numerator = serializers.IntegerField()
    denominator = serializers.IntegerField()
    percent = serializers.CharField(allow_null=True)
    reached = serializers.BooleanField(allow_null=True)


class RateSerializer(OriginalCohortSerializer):
    target = serializers.CharField()
    needed = serializers.IntegerField(allow_null=True)
    provisional = serializers.BooleanField()
    upgraded = serializers.ListField(child=serializers.CharField())
    not_upgraded = serializers.ListField(child=serializers.CharField())
    exits = serializers.ListField(child=serializers.CharField())
    original_cohort = OriginalCohortSerializer()


class ThreeRatesSerializer(serializers.Serializer[Any]):
    advanced_upgrade = RateSerializer()
    general_upgrade = RateSerializer()
    backward_conversion = RateSerializer()


class RatesSerializer(serializers.Serializer[Any]):
    organisation = serializers.CharField()
    year = serializers.IntegerField()
    as_of = serializers.DateField()
    rates = ThreeRatesSerializer()


class RatesView(APIView):
    """The three rates of a subtree with the lists behind them."""

    @extend_schema(parameters=[RatesQuery], responses=RatesSerializer)
    def get(self, request: Request) -> Response:
        asked = read(RatesQuery(data=request.query_params), besides=(FORMAT,))
        organisation = organisation_for(user_of(request), "rate.view", asked["organisation"])
        as_of: date | None = asked.get("as_of")
        return Response(rates_as_json(organisation, asked["year"], as_of))
