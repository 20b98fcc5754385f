"""Sent twice, made once: the same ``Idempotency-Key`` of the same person leads to what the first sending made."""

from uuid import UUID, uuid4

from django.utils.crypto import salted_hmac
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
    # Nobody can tell it beforehand: another person's form cannot use it up.
    return UUID(hex=salted_hmac(__name__, f"{request.user.pk} {request.path} {key}").hexdigest()[:32])
