"""Lock-outs after too many wrong passwords and codes; django-axes counts them."""

from axes.models import AccessAttempt
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp import devices_for_user

from apps.accounts.models import User
from apps.audit.services import Act, record


def counted_as(username: str) -> str:
    """Under what the failures of this user name are counted; what was typed there may have been a password."""
    return salted_hmac("accounts.lockout", username, algorithm="sha256").hexdigest()


def lockouts_forget() -> None:
    """Delete the failures that no longer count."""
    AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - settings.AXES_COOLOFF_TIME).delete()


@transaction.atomic
def lockout_release(*, user: User, by: User | None) -> bool:
    """Let `user` try again at once, from every address; whether there was anything to forget."""
    forgotten, _rows = AccessAttempt.objects.filter(username=counted_as(user.username)).delete()
    waiting = [device for device in devices_for_user(user) if device.throttling_failure_count]
    for device in waiting:
        device.throttle_reset()
    if forgotten or waiting:
        record(Act("account.lockout_released", user.username), by=by)
    return bool(forgotten or waiting)
