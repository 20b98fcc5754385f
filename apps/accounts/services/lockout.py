"""Lock-outs after too many wrong passwords; django-axes counts them."""

from axes.models import AccessAttempt
from django.db import transaction

from apps.accounts.models import User
from apps.audit.services import Act, record


@transaction.atomic
def lockout_release(*, user: User, by: User | None) -> bool:
    """Let `user` try again at once, from every address; whether there was anything to forget."""
    forgotten, _rows = AccessAttempt.objects.filter(username=user.username).delete()
    if forgotten:
        record(Act("account.lockout_released", user.username), by=by)
    return bool(forgotten)
