"""Activities over REST: read, recorded, changed and withdrawn; many at once through ``tables/activities/``."""

from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django_filters.rest_framework import CharFilter, FilterSet
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from apps.activities.access import activity_for
from apps.activities.models import Activity
from apps.activities.proposing import activity_propose, activity_propose_update, activity_propose_withdraw
from apps.activities.selectors import similar_activities, visible_activities
from apps.activities.services import FIELDS, activity_record, activity_update, activity_withdraw, places_of
from apps.closing.api import ProposedSerializer, kept_of, read_kept
from apps.closing.models import Proposal
from apps.closing.standing import Place, closing_for
from apps.core.api.fields import StoredSerializer, TextField, read
from apps.core.api.once import token_of
from apps.core.api.problems import LeftOpen
from apps.core.api.versions import answer_with, version_of
from apps.core.once import made_once
from apps.core.searching import holding
from apps.organisations.access import require, user_of
from apps.organisations.api import OrganisationCode
from apps.organisations.models import Organisation

#: What a writing act leaves: the activity, or the proposal for a closed month.
Done = Activity | Proposal


VISIT = OpenApiExample(
    "A visit",
    {"date": "2026-03-01", "type": "visit", "topic": "走访困难群众", "hosts": ["V01"], "present": 6, "hours": 250},
    request_only=True,
)


class ActivitySerializer(StoredSerializer):
    """`hosts` by their codes, `hours` in integer hundredths."""

    hosts = OrganisationCode("activity.record", many=True, allow_empty=False)
    reason = TextField(
        write_only=True, required=False, allow_blank=True, max_length=200, help_text="For a closed month"
    )

    confirmed = serializers.BooleanField(
        write_only=True, default=False, help_text="Record it also where it looks as if it were there already"
    )

    class Meta:
        model = Activity
        fields = ("number", *FIELDS, "hosts", "version", "reason", "confirmed")
        read_only_fields = ("number", "version")


class ActivityReasonSerializer(serializers.Serializer[Any]):
    reason = TextField(max_length=200)


class ActivityFilters(FilterSet):
    q = CharFilter(method="search")
    host = CharFilter(field_name="hosts__code", distinct=True)

    class Meta:
        model = Activity
        fields = {"date": ["gte", "lte"], "type": ["exact"]}

    def search(self, rows: QuerySet[Activity], _name: str, value: str) -> QuerySet[Activity]:
        return rows.filter(holding(value, "number", "topic"))


class ActivityViewSet(ListModelMixin, GenericViewSet[Activity]):
    """The activities that count and that the person may see, by number.

    What would change a closed month, by whoever may only propose that, is proposed: 202.
    """

    serializer_class = ActivitySerializer
    filterset_class = ActivityFilters
    lookup_field = "number"
    lookup_value_regex = r"[0-9A-Za-z._-]{1,20}"
    queryset = Activity.objects.none()

    def get_queryset(self) -> QuerySet[Activity]:
        user = user_of(self.request)
        require(user, "activity.view")
        return visible_activities(user).filter(withdrawn_at__isnull=True)

    def retrieve(self, request: Request, number: str) -> Response:
        """One activity, with its version as ETag."""
        return self._shown(activity_for(user_of(request), "activity.view", number))

    @extend_schema(examples=[VISIT])
    def create(self, request: Request) -> Response:
        """Record an activity; with an ``Idempotency-Key`` the same request, sent again, makes no second one."""
        user = user_of(request)
        require(user, "activity.record")
        details, hosts, reason, confirmed = self._read(request)
        act = self._act(places_of(Activity(**details), hosts), activity_record, activity_propose)

        def make() -> Done:
            if not confirmed and (alike := similar_activities(hosts, details["date"], details["type"], None)):
                said = _("This looks like %(number)s, which is there already.")
                raise LeftOpen(said % {"number": alike[0].number})
            return act(hosts=hosts, by=user, reason=reason, **details)

        made = made_once(token_of(request), make, _address_of)
        return self._led(made.address, HTTPStatus.CREATED if made.first else HTTPStatus.OK)

    def partial_update(self, request: Request, number: str) -> Response:
        """Change fields of an activity; ``If-Match`` says of which version."""
        user = user_of(request)
        activity, version = activity_for(user, "activity.record", number), version_of(request)
        before = list(activity.hosts.all())
        details, hosts, reason, _confirmed = self._read(request, activity)
        places = places_of(activity, before)
        draft = Activity(**{name: details.get(name, getattr(activity, name)) for name in FIELDS})
        act = self._act(places | places_of(draft, hosts or before), activity_update, activity_propose_update)
        seen = {"activity": activity, "version": version, "reason": reason}
        return self._led(_address_of(act(hosts=hosts or before, by=user, **seen, **details)), HTTPStatus.OK)

    @extend_schema(request=ActivityReasonSerializer, responses={204: None, 202: ProposedSerializer})
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, number: str) -> Response:
        """Let an activity count no more; it stays, with the reason."""
        user = user_of(request)
        activity, version = activity_for(user, "activity.record", number), version_of(request)
        said = read(ActivityReasonSerializer(data=request.data))
        act = self._act(places_of(activity, activity.hosts.all()), activity_withdraw, activity_propose_withdraw)
        done = act(activity=activity, version=version, by=user, **said)
        return self._led(_address_of(done), HTTPStatus.OK) if isinstance(done, Proposal) else Response(status=204)

    def _read(
        self, request: Request, activity: Activity | None = None
    ) -> tuple[dict[str, Any], list[Organisation], str, bool]:
        details = read(self.get_serializer(activity, data=request.data, partial=activity is not None))
        return details, details.pop("hosts", []), details.pop("reason", ""), details.pop("confirmed", False)

    def _act(
        self, places: Collection[Place], record: Callable[..., Activity], propose: Callable[..., Proposal]
    ) -> Callable[..., Done]:
        return propose if closing_for(user_of(self.request), places).proposes else record

    def _led(self, address: str, status: HTTPStatus) -> Response:
        proposed, key = read_kept(address)
        return proposed or self._shown(activity_for(user_of(self.request), "activity.view", key), status)

    def _shown(self, activity: Activity, status: int = HTTPStatus.OK) -> Response:
        where = reverse("api:activity-detail", args=[activity.number])
        return answer_with(activity, self.get_serializer(activity).data, status=status, location=where)


def _address_of(done: Done) -> str:
    return kept_of(done, getattr(done, "number", ""))
