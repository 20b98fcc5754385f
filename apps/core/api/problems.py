"""What the API answers where it does not do what was asked: ``application/problem+json`` (RFC 9457)."""

from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from json import JSONDecodeError
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from apps.core.versioning import StaleVersion

CONTENT_TYPE = "application/problem+json"


class ChangedMeanwhile(exceptions.APIException):
    """412: what stands now is another version than the one that ``If-Match`` names."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(_("Somebody changed this record meanwhile. Look at it once more."))


class VersionNeeded(exceptions.APIException):
    """428: a change must say which version it is a change of."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_code = "version_needed"

    def __init__(self) -> None:
        super().__init__(_("Send the ETag of what you have read as If-Match."))


class LeftOpen(exceptions.APIException):
    """409: nothing was written, for something must be confirmed first, or a reason given; the text says what."""

    status_code = HTTPStatus.CONFLICT
    default_code = "left_open"


def problem(fault: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to a fault that the person can do something about; None for all others.

    Body: `type`, `title`, `status`, `detail`, `code`, and where there are any `errors`, each a `field` and a `detail`.
    """
    known = _known(fault)
    answer = exception_handler(known, context)
    if answer is None:
        return None
    errors = list(_by_field(answer.data)) if isinstance(known, exceptions.ValidationError) else []
    status = HTTPStatus(answer.status_code)
    answer.data = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": " ".join(it["detail"] for it in errors) if errors else str(answer.data.get("detail", "")),
        "code": str(getattr(known, "default_code", "")),
        **({"errors": errors} if errors else {}),
    }
    answer.content_type = CONTENT_TYPE
    return answer


def _known(fault: Exception) -> Exception:
    """Faults of services as the framework's own."""
    if isinstance(fault, StaleVersion):
        return ChangedMeanwhile()
    if isinstance(fault, Http404):
        return exceptions.NotFound(*fault.args)
    if isinstance(fault, PermissionDenied):
        return exceptions.PermissionDenied(*fault.args)
    if isinstance(fault, exceptions.ParseError):
        return exceptions.ParseError(_unread(fault))
    if isinstance(fault, ValidationError):
        said: Any = fault.message_dict if hasattr(fault, "error_dict") else {NON_FIELD_ERRORS: fault.messages}
        return exceptions.ValidationError(said)
    return fault


def _unread(fault: exceptions.ParseError) -> str:
    """Why the body could not be read."""
    broken = fault.__context__
    if isinstance(broken, JSONDecodeError):
        place = {"line": broken.lineno, "column": broken.colno}
        return _("The body is not valid JSON: line %(line)d, column %(column)d.") % place
    return _("The body is not valid JSON.") if isinstance(broken, ValueError) else str(fault.detail)


def _by_field(said: Any, field: str = "") -> Iterator[dict[str, str]]:
    """The sentences of nested errors, each with its field: ``"date"``, ``"items.3.date"``; empty for none of them."""
    if isinstance(said, Mapping):
        for name, its in said.items():
            own = "" if name in (NON_FIELD_ERRORS, "non_field_errors", "detail") else str(name)
            yield from _by_field(its, ".".join(it for it in (field, own) if it))
    elif isinstance(said, Sequence) and not isinstance(said, str):
        for at, its in enumerate(said):
            inside = isinstance(its, Mapping) and field
            yield from _by_field(its, f"{field}.{at}" if inside else field)
    else:
        yield {"field": field, "detail": str(said)}
