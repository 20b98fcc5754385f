"""Year-end reports over REST: asked for, watched, fetched."""

from datetime import date
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from apps.core.api.fields import read
from apps.core.api.filters import filters_by
from apps.core.api.once import token_of
from apps.core.calendar import ReportingYear, today
from apps.core.once import made_once
from apps.organisations.access import organisation_for, require, user_of
from apps.reports.downloads import CONTENT_TYPES, ENDINGS, opened
from apps.reports.models import YearEndReport
from apps.reports.selectors import report_to_read
from apps.reports.services import report_downloaded, report_request


class ReportSerializer(serializers.ModelSerializer[YearEndReport]):
    """`job` says how far the worker is; the files are there once the report is frozen."""

    organisation = serializers.CharField(source="organisation.code")
    job = serializers.SerializerMethodField()

    class Meta:
        model = YearEndReport
        fields = (
            "id",
            "organisation",
            "year",
            "month",
            "as_of",
            "number",
            "internal",
            "state",
            "sha256",
            "signed_at",
            "job",
        )

    def get_job(self, report: YearEndReport) -> dict[str, Any] | None:
        job = report.job
        return {"state": job.state, "done": job.done, "total": job.total, "error": job.error} if job else None


class AskSerializer(serializers.Serializer[Any]):
    organisation = serializers.CharField(max_length=40)
    year = serializers.IntegerField(min_value=1949, max_value=2999)
    month = serializers.IntegerField(min_value=0, max_value=12, default=0, help_text="0: of the year; else a bulletin")
    as_of = serializers.DateField(required=False, help_text="Defaults to today, at most 31 December of the year")
    internal = serializers.BooleanField(default=False, help_text="With the sheet of filing discipline, not for signing")


class ReportViewSet(ReadOnlyModelViewSet[YearEndReport]):
    """The reports that the person may see; who looks from above sees signed ones only."""

    serializer_class = ReportSerializer
    filterset_class = filters_by(YearEndReport, "year", "month", "state", texts={"organisation": "organisation__code"})
    lookup_value_regex = r"\d{1,18}"
    queryset = YearEndReport.objects.select_related("organisation", "job")

    def get_queryset(self) -> QuerySet[YearEndReport]:
        user = user_of(self.request)
        require(user, "report.view_signed")
        seen: QuerySet[YearEndReport] = super().get_queryset().visible_to(user)  # type: ignore[attr-defined]
        return seen

    @extend_schema(
        request=AskSerializer,
        responses={202: ReportSerializer},
        examples=[OpenApiExample("The year of a township", {"organisation": "T01", "year": 2026}, request_only=True)],
    )
    def create(self, request: Request) -> Response:
        """Ask for a report; a worker makes it."""
        user = user_of(request)
        require(user, "report.create")
        asked = read(AskSerializer(data=request.data))
        organisation = organisation_for(user, "report.create", asked["organisation"])
        last = today() if asked["month"] else min(today(), ReportingYear(asked["year"]).last_day)
        as_of: date = asked.get("as_of") or last
        made = made_once(
            token_of(request),
            lambda: report_request(
                organisation=organisation,
                year=asked["year"],
                month=asked["month"],
                as_of=as_of,
                internal=asked["internal"],
                by=user,
            ),
            lambda report: str(report.pk),
        )
        report = self.get_queryset().get(pk=int(made.address))
        where = reverse("api:report-detail", args=[report.pk])
        return Response(self.get_serializer(report).data, status=HTTPStatus.ACCEPTED, headers={"Location": where})

    @extend_schema(
        responses={(200, content_type): OpenApiTypes.BINARY for content_type in CONTENT_TYPES.values()},
        parameters=[OpenApiParameter("form", enum=[*CONTENT_TYPES], default="xlsx")],
    )
    @action(detail=True)
    def file(self, request: Request, pk: str) -> FileResponse:
        """The issued workbook, the Word document or the data; noted as a download."""
        form = request.query_params.get("form", "xlsx")
        report = report_to_read(user_of(request), int(pk))
        require(user_of(request), "report.view_signed")
        if report is None or not report.readable or form not in CONTENT_TYPES:
            raise Http404
        try:
            content = opened(report, form)
        except FileNotFoundError:
            raise Http404 from None
        report_downloaded(report=report, form=form, by=user_of(request))
        ending, said = (ENDINGS[form][0], f"-{form}") if form in ENDINGS else (form, "")
        name = f"{report.organisation.code}-{report.when}-{report.number}{said}.{ending}"
        return FileResponse(content, as_attachment=True, filename=name, content_type=CONTENT_TYPES[form])
