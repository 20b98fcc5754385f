"""Plans with their indicators, and the targets of organisations, over REST."""

from typing import Any

from django.db.models import Prefetch
from rest_framework import serializers

from apps.core.api.filters import filters_by
from apps.organisations.api import ScopedViewSet
from apps.plans.models import Indicator, Plan, Target


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    """What is asked of whom, how it is counted and until when; the numbers stand in ``targets/``."""

    programme = serializers.CharField(source="programme.name")

    class Meta:
        model = Indicator
        fields = (
            "code",
            "name",
            "programme",
            "kind",
            "nature",
            "source",
            "comparator",
            "unit",
            "applies_to",
            "numerator",
            "denominator",
            "due",
            "first_month",
            "weight",
            "milestones",
        )


class PlanSerializer(serializers.ModelSerializer[Plan]):
    organisation = serializers.CharField(source="organisation.code")
    indicators = serializers.SerializerMethodField()

    class Meta:
        model = Plan
        fields = ("id", "organisation", "year", "title", "document_number", "issued_on", "revision", "indicators")

    def get_indicators(self, plan: Plan) -> list[dict[str, Any]]:
        shown = [it for programme in plan.programmes.all() for it in programme.indicators.all()]
        return IndicatorSerializer(shown, many=True).data  # type: ignore[return-value]


class PlanViewSet(ScopedViewSet):
    """The plans above and below the person, with their indicators in the plan's order."""

    view_action = "plan.view"
    serializer_class = PlanSerializer
    filterset_class = filters_by(Plan, "year", texts={"organisation": "organisation__code"})
    queryset = Plan.objects.select_related("organisation").prefetch_related(
        Prefetch("programmes__indicators", Indicator.objects.select_related("programme"))
    )


class TargetSerializer(serializers.ModelSerializer[Target]):
    """`value` in integer hundredths; of a rate in hundredths of a percent."""

    year = serializers.IntegerField(source="indicator.programme.plan.year")
    indicator = serializers.CharField(source="indicator.code")
    organisation = serializers.CharField(source="organisation.code")

    class Meta:
        model = Target
        fields = ("id", "year", "indicator", "organisation", "value", "due", "responsible")


class TargetViewSet(ScopedViewSet):
    """What is asked of each organisation; entered through ``tables/targets/``."""

    view_action = "plan.view"
    serializer_class = TargetSerializer
    filterset_class = filters_by(
        Target,
        texts={"organisation": "organisation__code", "indicator": "indicator__code"},
        numbers={"year": "indicator__programme__plan__year"},
    )
    queryset = Target.objects.select_related("indicator__programme__plan", "organisation")
