"""Sent twice, made once: the same ``Idempotency-Key`` of the same person leads to what the first sending made."""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

#: Longer keys nobody needs.
LONGEST = 200


def token_of(request: Request) -> UUID:
    """The token of `core.once` for a request that makes something; without a key every request makes a new thing."""
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return uuid4()
    if len(key) > LONGEST or not key.isascii() or not key.isprintable():
        raise ValidationError({"Idempotency-Key": [f"1 to {LONGEST} printable ASCII characters"]})
    return uuid5(NAMESPACE_URL, f"{request.user.pk} {request.path} {key}")
