"""Monthly filings over REST: read, filled in, handed in, returned, approved."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.api.fields import TextField, read
from apps.core.api.filters import filters_by
from apps.core.api.problems import ChangedMeanwhile
from apps.core.api.versions import answer_with, version_of
from apps.core.numbers import MAX_VALUE
from apps.filings.access import filing_for, filing_to_read
from apps.filings.models import Filing, FilingLine
from apps.filings.querysets import FilingQuerySet
from apps.filings.selectors.grid import overseen_by
from apps.filings.selectors.todo import own_filings
from apps.filings.services import ChangedMeanwhile as FilingChanged
from apps.filings.services import (
    LineEntry,
    Seen,
    filing_confirm,
    filing_reopen,
    filing_return,
    filing_save_draft,
    filing_submit,
    filings_approve,
)
from apps.organisations.access import may, require, user_of
from apps.plans.natures import IndicatorKind

_MOST = MAX_VALUE * 100


class FilingSerializer(serializers.ModelSerializer[Filing]):
    """A month of an organisation; `address` leads to its figures."""

    organisation = serializers.CharField(source="organisation.code")
    deadline = serializers.DateField()
    address = serializers.SerializerMethodField()

    class Meta:
        model = Filing
        fields = (
            "organisation",
            "year",
            "month",
            "state",
            "due_on",
            "deadline",
            "nil_return",
            "first_submitted_on",
            "approved_on",
            "entered_on_behalf",
            "return_reason",
            "version",
            "address",
        )

    def get_address(self, filing: Filing) -> str:
        return _address_of(filing)


class LineSerializer(serializers.ModelSerializer[FilingLine]):
    """Figures in integer hundredths, of counts too; null is blank, which is not zero."""

    indicator = serializers.CharField(source="indicator.code")
    numerator = serializers.IntegerField(min_value=0, max_value=_MOST, allow_null=True, required=False, default=None)
    denominator = serializers.IntegerField(min_value=0, max_value=_MOST, allow_null=True, required=False, default=None)
    note = TextField(max_length=200, required=False, allow_blank=True, default="")

    class Meta:
        model = FilingLine
        fields = ("indicator", "numerator", "denominator", "note", "return_reason")
        read_only_fields = ("return_reason",)


class MonthSerializer(FilingSerializer):
    """A month with its figures."""

    lines = LineSerializer(many=True)

    class Meta:
        model = Filing
        fields = (*FilingSerializer.Meta.fields, "lines")


class FiguresSerializer(serializers.Serializer[Any]):
    """The lines that change; the others stay."""

    lines = LineSerializer(many=True, allow_empty=False)


FIGURES = OpenApiExample(
    "An amount of 1.2 and a count of 7",
    {"lines": [{"indicator": "FIL-01", "numerator": 120}, {"indicator": "FIL-03", "numerator": 700}]},
    request_only=True,
)


class RemarksSerializer(serializers.Serializer[Any]):
    """What is said of odd figures, by the code of the indicator."""

    remarks = serializers.DictField(child=TextField(max_length=200), required=False, default=dict)


class ReturnSerializer(serializers.Serializer[Any]):
    """Why a month goes back: as a whole, and at its lines, by the code of the indicator."""

    reason = TextField(max_length=300)
    lines = serializers.DictField(child=TextField(max_length=200), required=False, default=dict)


class ReopenSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=300)


class FilingsView(ListAPIView[Filing]):
    """The months of the organisations that the person watches over; of whoever watches over none their own."""

    serializer_class = FilingSerializer
    filterset_class = filters_by(Filing, "year", "month", "state", texts={"organisation": "organisation__code"})
    queryset = Filing.objects.none()

    def get_queryset(self) -> FilingQuerySet:
        user = user_of(self.request)
        require(user, "filing.view")
        seen = overseen_by(user) if may(user, "filing.oversee") else own_filings(user)
        return seen.select_related("organisation")


class MonthView(APIView):
    """The figures of a month."""

    @extend_schema(responses=MonthSerializer)
    def get(self, request: Request, code: str, year: int, month: int) -> Response:
        """As it stands now, with its version as ETag."""
        filing, _allowed = filing_to_read(user_of(request), code, year, month)
        return _shown(filing)

    @extend_schema(request=FiguresSerializer, responses=MonthSerializer, examples=[FIGURES])
    def patch(self, request: Request, code: str, year: int, month: int) -> Response:
        """Fill in lines of the draft; ``If-Match`` says of which version."""
        user = user_of(request)
        filing, version = filing_for(user, "filing.draft", code, year, month), version_of(request)
        said = read(FiguresSerializer(data=request.data))["lines"]
        lines = _lines_of(filing)
        _refuse_unknown(lines, [it["indicator"]["code"] for it in said])
        entries = {lines[it["indicator"]["code"]].pk: _entry(lines[it["indicator"]["code"]], it) for it in said}
        seen = _seen(filing, version)
        return _shown(_unless_changed(lambda: filing_save_draft(seen=seen, entries=entries, by=user)))


class MonthActView(APIView):
    """An act on a month; ``If-Match`` says in which version it was seen."""

    right: str
    reads: type[serializers.Serializer[Any]] = serializers.Serializer

    @abstractmethod
    def act(self, filing: Filing, seen: Seen, said: dict[str, Any]) -> None:
        """Carry it out.  Raises `ChangedMeanwhile` and `ValidationError`."""

    def post(self, request: Request, code: str, year: int, month: int) -> Response:
        user = user_of(request)
        filing, version = filing_for(user, self.right, code, year, month), version_of(request)
        said = read(self.reads(data=request.data))
        _unless_changed(lambda: self.act(filing, _seen(filing, version), said))
        return _shown(filing_for(user, self.right, code, year, month))


@extend_schema(request=RemarksSerializer, responses=MonthSerializer)
class SubmitView(MonthActView):
    """Hand a month in; what is odd needs a remark."""

    right, reads = "filing.submit", RemarksSerializer

    def act(self, filing: Filing, seen: Seen, said: dict[str, Any]) -> None:
        filing_submit(seen=seen, by=user_of(self.request), remarks=_by_line(filing, said["remarks"]))


@extend_schema(request=None, responses=MonthSerializer)
class ConfirmView(MonthActView):
    """The village confirms what was entered for it."""

    right = "filing.confirm"

    def act(self, filing: Filing, seen: Seen, said: dict[str, Any]) -> None:
        del filing, said
        filing_confirm(seen=seen, by=user_of(self.request))


@extend_schema(request=ReturnSerializer, responses=MonthSerializer)
class ReturnView(MonthActView):
    """Send a month back with reasons."""

    right, reads = "filing.review", ReturnSerializer

    def act(self, filing: Filing, seen: Seen, said: dict[str, Any]) -> None:
        lines = _by_line(filing, said["lines"])
        filing_return(seen=seen, reason=said["reason"], line_reasons=lines, by=user_of(self.request))


@extend_schema(request=None, responses=MonthSerializer)
class ApproveView(MonthActView):
    """Approve a month: its figures are official from then on."""

    right = "filing.review"

    def act(self, filing: Filing, seen: Seen, said: dict[str, Any]) -> None:
        del filing, said
        filings_approve(seen=[seen], by=user_of(self.request))


@extend_schema(request=ReopenSerializer, responses=MonthSerializer)
class ReopenView(MonthActView):
    """Open an approved month again."""

    right, reads = "filing.review", ReopenSerializer

    def act(self, filing: Filing, seen: Seen, said: dict[str, Any]) -> None:
        del filing
        filing_reopen(seen=seen, reason=said["reason"], by=user_of(self.request))


def _shown(filing: Filing) -> Response:
    filing = Filing.objects.select_related("organisation").prefetch_related("lines__indicator").get(pk=filing.pk)
    return answer_with(filing, MonthSerializer(filing).data)


def _address_of(filing: Filing) -> str:
    return reverse("api:month", args=[filing.organisation.code, filing.year, filing.month])


def _lines_of(filing: Filing) -> dict[str, FilingLine]:
    """The lines of a month by the codes of their indicators."""
    return {line.indicator.code: line for line in filing.lines.select_related("indicator")}


def _by_line(filing: Filing, said: dict[str, str]) -> dict[int, str]:
    """What is said by indicator, by line."""
    lines = _lines_of(filing) if said else {}
    _refuse_unknown(lines, said)
    return {lines[code].pk: text for code, text in said.items()}


def _refuse_unknown(lines: dict[str, FilingLine], codes: Any) -> None:
    if unknown := sorted(set(codes) - lines.keys()):
        raise serializers.ValidationError({"lines": [f"{', '.join(unknown)}: ?"]})


def _entry(line: FilingLine, said: dict[str, Any]) -> LineEntry:
    """A line as it is filed.  Raises `ValidationError` for a part of a count."""
    numerator = said["numerator"]
    if line.indicator.kind != IndicatorKind.AMOUNT and not line.indicator.is_rate and (numerator or 0) % 100:
        raise serializers.ValidationError({line.indicator.code: ["A count in hundredths ends in 00."]})
    return LineEntry(numerator, said["denominator"] if line.indicator.is_rate else None, said["note"])


def _seen(filing: Filing, version: int | None) -> Seen:
    return Seen(filing.pk, filing.version if version is None else version)


def _unless_changed(act: Callable[[], Any]) -> Any:
    """Raises `ChangedMeanwhile` (412) where somebody else was faster."""
    try:
        return act()
    except FilingChanged:
        raise ChangedMeanwhile from None
