"""Notices over REST: what the person's organisations were sent, received and answered."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.api.fields import TextField, read
from apps.core.api.filters import filters_by
from apps.notices.models import Receipt
from apps.notices.selectors import notice_for
from apps.notices.services import notice_answer, notice_receive
from apps.organisations.access import require, user_of
from apps.organisations.api import ScopedViewSet


class ReceiptSerializer(serializers.ModelSerializer[Receipt]):
    """A notice as one organisation got it."""

    notice = serializers.IntegerField(source="notice_id")
    organisation = serializers.CharField(source="organisation.code")
    title = serializers.CharField(source="notice.title")
    text = serializers.CharField(source="notice.text")
    needs_answer = serializers.BooleanField(source="notice.needs_answer")
    answer_by = serializers.DateField(source="notice.answer_by", allow_null=True)
    sent_at = serializers.DateTimeField(source="notice.sent_at")

    class Meta:
        model = Receipt
        fields = (
            "id",
            "notice",
            "organisation",
            "title",
            "text",
            "needs_answer",
            "answer_by",
            "sent_at",
            "received_at",
            "answer",
            "answered_at",
        )


class NoticeAnswerSerializer(serializers.Serializer[Any]):
    answer = TextField(max_length=1000)


class CountSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField(help_text="Of how many of the person's organisations")


class NoticeViewSet(ScopedViewSet):
    """What was sent to the organisations that the person looks after, a row for each of them."""

    view_action = "notice.view"
    serializer_class = ReceiptSerializer
    filterset_class = filters_by(
        Receipt, texts={"organisation": "organisation__code"}, numbers={"notice": "notice"}, unset=("received_at",)
    )
    queryset = Receipt.objects.select_related("notice", "organisation")

    @extend_schema(request=None, responses=CountSerializer)
    @action(detail=True, methods=["post"])
    def receive(self, request: Request, pk: str) -> Response:
        """Say that the notice of this row has been read, for all organisations for which the person answers."""
        del pk
        return Response({"count": notice_receive(notice=self._notice(request), by=user_of(request))})

    @extend_schema(request=NoticeAnswerSerializer, responses=CountSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        """Answer the notice of this row, for all organisations for which the person answers."""
        del pk
        notice, said = self._notice(request), read(NoticeAnswerSerializer(data=request.data))
        return Response({"count": notice_answer(notice=notice, by=user_of(request), **said)})

    def _notice(self, request: Request) -> Any:
        require(user_of(request), "notice.answer")
        return notice_for(user_of(request), self.get_object().notice_id).notice
