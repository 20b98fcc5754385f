"""What the API answers where something was proposed for a closed month: 202, and where its decision is told."""

from http import HTTPStatus
from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.response import Response

from apps.closing.models import Proposal

_KIND = "proposal"


class ProposedSerializer(serializers.Serializer[Any]):
    """The number of the proposal, and its page."""

    proposal = serializers.IntegerField()
    address = serializers.CharField()


def kept_of(done: Any, key: object) -> str:
    """What `core.once` keeps of an act that was carried out: ``proposal/7``, or ``made/`` and the key of the thing."""
    return f"{_KIND}/{done.pk}" if isinstance(done, Proposal) else f"made/{key}"


def read_kept(kept: str) -> tuple[Response | None, str]:
    """The answer to a proposal, or None and the key of the thing that was made."""
    kind, _slash, key = kept.partition("/")
    if kind != _KIND:
        return None, key
    address = reverse("closing:proposal", args=[key])
    said = {"proposal": int(key), "address": address}
    return Response(said, status=HTTPStatus.ACCEPTED, headers={"Location": address}), key
