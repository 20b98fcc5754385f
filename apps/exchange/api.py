"""Many records at once over REST: what a workbook brings, as rows in JSON, all or nothing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.api.fields import TextField, read
from apps.core.api.once import token_of
from apps.core.api.problems import LeftOpen
from apps.core.once import made_once
from apps.exchange.registers import REGISTERS
from apps.exchange.selectors import offers_for
from apps.organisations.access import require, user_of
from apps.workbooks.columns import Column, WordColumn
from apps.workbooks.importing import import_rows
from apps.workbooks.register import Outcome, Register
from apps.workbooks.rows import field_of
from apps.workbooks.table import Answers, CellError

#: More rows come in several requests.
MAX_ROWS = 10_000


class ColumnSerializer(serializers.Serializer[Column]):
    """A field of the rows of a table."""

    key = serializers.CharField()
    heading = serializers.CharField(help_text="The heading in the workbook")
    required = serializers.BooleanField()  # type: ignore[assignment]  # a field is no setting of its own serializer
    is_key = serializers.BooleanField(help_text="Whether it tells one record from another")
    values = serializers.SerializerMethodField(help_text="The values in code that it takes; null where it is free")

    def get_values(self, column: Column) -> list[str] | None:
        return [str(it) for it in column.written] if isinstance(column, WordColumn) else None


class TableSerializer(serializers.Serializer[Any]):
    """A table that the person may fill in."""

    name = serializers.CharField()
    title = serializers.CharField()
    columns = ColumnSerializer(many=True)


class RowsSerializer(serializers.Serializer[Any]):
    """What a row does not have stays as it is, and null clears; required fields stand in every row."""

    rows = serializers.ListField(child=serializers.DictField(), allow_empty=False, max_length=MAX_ROWS)
    reason = TextField(required=False, allow_blank=True, default="", max_length=200, help_text="For closed months")
    confirmed = serializers.BooleanField(default=False, help_text="Write also what looks as if it were there already")
    check_only = serializers.BooleanField(default=False, help_text="Only say what would happen")


class OutcomeSerializer(serializers.Serializer[Outcome]):
    created = serializers.IntegerField()
    updated = serializers.IntegerField()
    unchanged = serializers.IntegerField()


class TablesView(APIView):
    """The tables that the person may fill in, with their columns."""

    @extend_schema(responses=TableSerializer(many=True))
    def get(self, request: Request) -> Response:
        offers = [offer.register for offer in offers_for(user_of(request)) if offer.may_import]
        if not offers:
            raise PermissionDenied
        return Response(TableSerializer(offers, many=True).data)


class TableView(APIView):
    """Enter and change up to ten thousand records at once, by their keys."""

    @extend_schema(
        request=RowsSerializer,
        responses=OutcomeSerializer,
        examples=[
            OpenApiExample(
                "Two classes",
                {"rows": [{"organisation": "V01", "year": 2026, "start_class": "general"}]},
                request_only=True,
            )
        ],
    )
    def post(self, request: Request, name: str) -> Response:
        """All or nothing, as an import of a workbook: what is wrong is said for each row and field.

        With an ``Idempotency-Key`` the same request, sent again, does nothing more.
        """
        user, register = user_of(request), _register(name)
        require(user, register.action)
        given = read(RowsSerializer(data=request.data))
        _refuse_unknown(given["rows"], register.columns)
        answers = Answers(again=None if given["confirmed"] else frozenset(), reason=given["reason"])

        def carry_out() -> Outcome:
            return _in_order(
                import_rows(
                    register=register, rows=given["rows"], by=user, check_only=given["check_only"], answers=answers
                ),
                register,
            )

        if given["check_only"]:
            return Response(OutcomeSerializer(carry_out()).data)
        made = made_once(token_of(request), carry_out, _written)
        created, updated, unchanged = map(int, made.address.split())
        return Response({"created": created, "updated": updated, "unchanged": unchanged})


def _written(outcome: Outcome) -> str:
    """What is kept of an import that was carried out."""
    return f"{outcome.created} {outcome.updated} {outcome.unchanged}"


def _register(name: str) -> Register[Any]:
    try:
        return REGISTERS[name]
    except KeyError:
        raise Http404 from None


def _refuse_unknown(rows: list[dict[str, Any]], columns: Iterable[Column]) -> None:
    known = {column.key for column in columns}
    said = _("This table has no such field.")
    unknown = {at: {key: [said] for key in row if key not in known} for at, row in enumerate(rows)}
    errors: Any = {at: its for at, its in unknown.items() if its}
    if errors:
        raise serializers.ValidationError({"rows": errors})


def _in_order(outcome: Outcome, register: Register[Any]) -> Outcome:
    """Raises `ValidationError` by row and field, and `LeftOpen` with what is asked."""
    if outcome.refusal:
        raise serializers.ValidationError(outcome.refusal)
    if outcome.errors:
        raise serializers.ValidationError({"rows": _by_row(outcome.errors, register)})
    if outcome.questions:
        raise LeftOpen(_first_of(outcome.questions, register))
    if outcome.closed:
        months = "、".join(outcome.closed)
        raise LeftOpen(_("Approved and closed: %(months)s. Give a reason.") % {"months": months})
    return outcome


def _by_row(errors: Iterable[CellError], register: Register[Any]) -> Any:
    """The messages by row, then by field."""
    found: defaultdict[int, dict[str, list[str]]] = defaultdict(dict)
    for error in errors:
        row, field = field_of(error, register.columns)
        found[row].setdefault(field, []).append(error.message)
    return dict(found)


def _first_of(questions: Iterable[CellError], register: Register[Any]) -> str:
    """The first of the questions, and how many there are."""
    asked = list(questions)
    row, field = field_of(asked[0], register.columns)
    said = _("Row %(row)d, %(field)s: %(question)s (%(count)d questions; confirm them with “confirmed”.)")
    return said % {"row": row, "field": field, "question": asked[0].message, "count": len(asked)}
