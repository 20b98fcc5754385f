"""Reading and writing the records of a register over REST."""

from collections.abc import Callable, Collection
from copy import copy
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django_filters.rest_framework import CharFilter, FilterSet
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.audit.services import Act
from apps.audit.services import record as record_act
from apps.closing.api import ProposedSerializer, kept_of, read_kept
from apps.closing.models import Proposal
from apps.closing.standing import Place, closing_for
from apps.core.api.fields import read
from apps.core.api.once import token_of
from apps.core.api.problems import ChangedMeanwhile, LeftOpen
from apps.core.api.versions import answer_with, version_of
from apps.core.once import made_once
from apps.organisations.access import may_export_personal_data, require, user_of
from apps.organisations.querysets import user_paths
from apps.organisations.recorded import RecordQuerySet
from apps.registers.api.serializers import StepSerializer, WithdrawSerializer
from apps.registers.cases import CaseRegister
from apps.registers.facts import places_of
from apps.registers.models import Record
from apps.registers.proposing import record_propose, record_propose_change, record_propose_withdraw, step_propose
from apps.registers.register import RecordRegister
from apps.registers.searching import holding_in
from apps.registers.selectors import may_write, record_for
from apps.registers.services import record_change, record_create, record_withdraw, step_take

#: What a writing act leaves: the record, or the proposal for a closed month.
Done = Record | Proposal


class ReadViewSet(ListModelMixin, GenericViewSet[Any]):
    """The records of a register that count and that the person may see."""

    register: RecordRegister
    lookup_value_regex = r"\d{1,18}"

    def get_queryset(self) -> RecordQuerySet:
        user = user_of(self.request)
        require(user, self.register.may("view"))
        return self.register.visible_to(user).counted()

    def retrieve(self, request: Request, pk: str) -> Response:
        """One record, with its version as ETag; withdrawn ones do not count and are not found."""
        record = record_for(user_of(request), self.register, "view", pk)
        if record.withdrawn_at is not None:
            raise Http404
        self.register.opened(record, user_of(request))
        return answer_with(record, self.get_serializer(record).data)


class PrivateViewSet(ReadViewSet):
    """Records about people, for whoever may take personal data out of the portal; every reading is noted.

    They are entered on pages and through ``tables/``.
    """

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        answer = super().list(request, *args, **kwargs)
        after = {"rows": len(answer.data["results"])}
        record_act(Act("personal_data.exported", self.register.name, after=after), by=user_of(request))
        return answer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """403 for whoever may read them on pages only."""
        super().initial(request, *args, **kwargs)
        user, right = user_of(request), self.register.may("view")
        require(user, right)
        if not may_export_personal_data(user, user_paths(user, right)):
            raise PermissionDenied


class RecordViewSet(ReadViewSet):
    """The records of a register that count and that the person may see.

    What would change a closed month, by whoever may only propose that, is proposed: 202.
    """

    def create(self, request: Request) -> Response:
        """Enter a record; with an ``Idempotency-Key`` the same request, sent again, makes no second one."""
        user = user_of(request)
        require(user, self.register.may("record"))
        details = self._entered(request)
        reason, confirmed = details.pop("reason", ""), details.pop("confirmed")
        draft = self.register.model(**details)
        self.register.complete(draft)
        act = self._act(places_of(draft), record_create, record_propose)

        def make() -> Done:
            if not confirmed and (questions := self._questions(draft, details)):
                raise LeftOpen(" ".join(questions))
            done: Done = act(register=self.register, by=user, reason=reason, **details)
            return done

        made = made_once(token_of(request), make, _address_of)
        return self._led(made.address, HTTPStatus.CREATED if made.first else HTTPStatus.OK)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change fields of a record; ``If-Match`` says of which version."""
        record, version = self._to_write(pk), version_of(request)
        details = self._entered(request, record)
        reason, _confirmed = details.pop("reason", ""), details.pop("confirmed", False)
        draft = copy(record)
        for name, value in details.items():
            setattr(draft, name, value)
        act = self._act(places_of(record) | places_of(draft), record_change, record_propose_change)
        seen = {"record": record, "version": version, "reason": reason}
        return self._answer(act(register=self.register, by=user_of(self.request), **seen, **details))

    @extend_schema(request=WithdrawSerializer, responses={204: None, 202: ProposedSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        """Let a record count no more; it stays, with the reason."""
        record, version = self._to_write(pk), version_of(request)
        said = read(WithdrawSerializer(data=request.data))
        act = self._act(places_of(record), record_withdraw, record_propose_withdraw)
        done = act(register=self.register, record=record, version=version, by=user_of(request), **said)
        return self._answer(done) if isinstance(done, Proposal) else Response(status=HTTPStatus.NO_CONTENT)

    def _questions(self, draft: Record, details: dict[str, Any]) -> list[str]:
        """What a page would ask before it enters the record."""
        alike = self.register.likely_same(draft).first()
        said = [_("This looks like %(record)s, which is there already.") % {"record": alike}] if alike else []
        return [*said, *self.register.entry_remarks([draft], details, user_of(self.request))[0]]

    def _entered(self, request: Request, record: Record | None = None) -> dict[str, Any]:
        """What was sent, of what the form of the record offers: the rest follows from steps, or stays as it is."""
        details = self._read(request, record)
        offered = {line.name for line in self.register.form_lines(record)} | {"reason", "confirmed"}
        said = _("This is not entered here.")
        if refused := {name: [said] for name in details if name not in offered and name in request.data}:
            raise ValidationError(refused)
        return {name: value for name, value in details.items() if name in offered}

    def _read(self, request: Request, record: Record | None = None, besides: Collection[str] = ()) -> dict[str, Any]:
        return read(self.get_serializer(record, data=request.data, partial=record is not None), besides=besides)

    def _act(self, places: set[Place], enter: Callable[..., Record], propose: Callable[..., Proposal]) -> Any:
        """Whoever may only propose in one of the closed months among the places proposes."""
        return propose if closing_for(user_of(self.request), places).proposes else enter

    def _to_write(self, pk: str) -> Record:
        user = user_of(self.request)
        record = record_for(user, self.register, "record", pk)
        if record.withdrawn_at is not None:
            raise ChangedMeanwhile
        if not may_write(user, self.register, record, self.register.right_to_change(record)):
            raise PermissionDenied
        return record

    def _answer(self, done: Done, status: HTTPStatus = HTTPStatus.OK) -> Response:
        return self._led(_address_of(done), HTTPStatus.ACCEPTED if isinstance(done, Proposal) else status)

    def _led(self, address: str, status: HTTPStatus) -> Response:
        """What an act led to, read once more: a record, or a proposal."""
        proposed, pk = read_kept(address)
        if proposed:
            return proposed
        record = record_for(user_of(self.request), self.register, "view", pk)
        location = reverse(f"api:{self.register.record_name}-detail", args=[pk])
        return answer_with(record, self.get_serializer(record).data, status=status, location=location)


class CaseViewSet(RecordViewSet):
    """The records of a register that count and that the person may see; they go through steps."""

    @extend_schema(request=StepSerializer, responses={202: ProposedSerializer})
    @action(detail=True, methods=["post"], url_path=r"steps/(?P<code>[a-z_]{1,30})", url_name="step")
    def step(self, request: Request, pk: str, code: str) -> Response:
        """Let a record take a step on a day; ``If-Match`` says in which version."""
        register, user = self.register, user_of(request)
        step = next((it for it in getattr(register, "steps", ()) if it.code == code), None)
        if step is None or not isinstance(register, CaseRegister):
            raise Http404
        record = record_for(user, register, step.action, pk)
        if not may_write(user, register, record, step.action):
            raise PermissionDenied
        version, given = version_of(request), read(StepSerializer(data=request.data), besides=step.asks)
        asked = {name: it for name, it in self._read(request, record, ("on",)).items() if name in step.asks}
        act = self._act({(record.organisation_id, given["on"])}, step_take, step_propose)
        return self._answer(act(register=register, case=record, step=step, version=version, by=user, **given, **asked))


def _address_of(done: Done) -> str:
    return kept_of(done, done.pk)


def filters_of(register: RecordRegister) -> type[FilterSet]:
    """Of a line whose values people add to, every value is taken; `q` looks through what a search looks through."""
    filtered = [line for line in register.lines if line.filtered]
    open_ended = {line.name: CharFilter() for line in filtered if line.values_named}
    meta = type("Meta", (), {"model": register.model, "fields": [line.name for line in filtered]})
    own = {"q": CharFilter(method="search"), "organisation": CharFilter(field_name=f"{register.own}__code")}

    def search(_filters: FilterSet, records: RecordQuerySet, _name: str, value: str) -> RecordQuerySet:
        return records.filter(holding_in(register, value))

    said = {**open_ended, **own, "search": search, "Meta": meta}
    return type(f"{register.model.__name__}Filters", (FilterSet,), said)
