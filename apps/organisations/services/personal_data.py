"""Opening restricted data, one field of one person at a time."""

from django.db import transaction
from django.db.models import Model

from apps.accounts.models import User
from apps.audit.services import Act, record
from apps.core.restricted import mask_of


@transaction.atomic
def personal_data_open(*, target: Model, field: str, subject: str, organisation_code: str, by: User) -> str:
    """The restricted `field` of `target` in clear; the audit log tells who opened which field of whom, not the value.

    The caller has made sure that `by` may `personal_data.view` over the organisation of this person.  `subject` names
    the person in the audit log.  Raises `core.restricted.NotRestricted`.
    """
    label = f"{target._meta.label}.{field}"
    mask_of(label)
    record(Act("personal_data.opened", subject, organisation_code, after={"field": label}), by=by)
    return str(getattr(target, field))
