"""The pages of the files of a record."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST

from apps.attachments import answers
from apps.attachments.holders import Holder
from apps.organisations.access import user_of
from apps.registers.registry import register_named
from apps.registers.selectors import holder_of, may_write, record_for


@require_POST
def add(request: HttpRequest, register: str, pk: str) -> HttpResponse:
    """Add files."""
    return answers.added(request, _written(request, register, pk))


def download(request: HttpRequest, register: str, pk: str, attachment_id: UUID) -> HttpResponseBase:
    """A file, as a download."""
    its = register_named(register)
    return answers.downloaded(request, holder_of(its, record_for(user_of(request), its, "view", pk)), attachment_id)


@require_POST
def remove(request: HttpRequest, register: str, pk: str, attachment_id: UUID) -> HttpResponse:
    """Take a file away."""
    return answers.removed(request, _written(request, register, pk), attachment_id)


def _written(request: HttpRequest, register: str, pk: str) -> Holder:
    """The record whose files the person may change: 403 for whoever may not change the record itself."""
    user, its = user_of(request), register_named(register)
    record = record_for(user, its, "record", pk)
    if not may_write(user, its, record, its.right_to_change(record)):
        raise PermissionDenied
    return holder_of(its, record)
