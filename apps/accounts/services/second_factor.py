"""The second factor: a code of the telephone's own making (TOTP), and recovery codes for when it is lost.

django-otp keeps the devices, refuses a code that was used before, and makes wrong ones wait ever longer.
"""

from math import ceil

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp import devices_for_user
from django_otp.models import ThrottlingMixin
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from apps.accounts.models import User
from apps.accounts.services.sessions import sessions_end
from apps.audit.services import Act, record

RECOVERY_CODES = 10
TELEPHONE_DIGITS = 6


def device_of(user: User) -> TOTPDevice | None:
    """The telephone that `user` has set up; None without a second factor.  One query."""
    device: TOTPDevice | None = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return device


def telephone_of(user: User, key: str) -> TOTPDevice:
    """The telephone that `user` is about to set up with that key (hexadecimal); nothing is stored yet."""
    return TOTPDevice(user=user, name="TOTP", key=key)


@transaction.atomic
def second_factor_set_up(*, user: User, key: str, code: str, keep: str | None = None, by: User) -> list[str]:
    """Confirm the telephone that has that key with a code of it; the recovery codes, which are shown once.

    Ends the other sessions, which nobody opened with a code; `keep` is the key of this one.  Raises `ValidationError`
    for a wrong code and where there is a telephone already.
    """
    User.objects.select_for_update().get(pk=user.pk)
    if device_of(user) is not None:
        raise ValidationError(_("Your account has a second factor."))
    if not telephone_of(user, key).verify_token(_digits(code)):
        # What the device has noted of the wrong code goes with the transaction: it is no device yet.
        raise ValidationError(_("This code is not right. Take the one that the telephone shows now."))
    record(Act("account.second_factor_set_up", user.username), by=by)
    sessions_end(user=user, keep=keep, by=by)
    return recovery_codes_make(user=user, by=by)


@transaction.atomic
def recovery_codes_make(*, user: User, by: User) -> list[str]:
    """Ten new recovery codes; former ones no longer count."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _at in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    record(Act("account.recovery_codes_made", user.username), by=by)
    return codes


class TooSoon(Exception):
    """After a wrong code the next is not looked at for a while."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@transaction.atomic
def second_factor_check(*, user: User, code: str) -> bool:
    """Whether `code` is one of the telephone's or a recovery code that was not used yet.  Raises `TooSoon`."""
    typed = _digits(code)
    # Asked of one device only: a right code of the telephone would count as a wrong one for the recovery codes.
    of_telephone = len(typed) == TELEPHONE_DIGITS and typed.isdigit()
    devices = TOTPDevice if of_telephone else StaticDevice
    device = devices.objects.select_for_update().filter(user=user, confirmed=True).first()
    if device is not None:
        _refuse_too_soon(device)
    is_right = device is not None and bool(device.verify_token(typed))
    if not is_right:
        # Whoever it is has only shown the password.
        record(Act("account.second_factor_failed", user.username), by=None)
    elif not of_telephone:
        record(Act("account.recovery_code_used", user.username), by=user)
    return is_right


def _refuse_too_soon(device: ThrottlingMixin) -> None:
    allowed, why = device.verify_is_allowed()
    if not allowed:
        raise TooSoon(ceil((why["locked_until"] - timezone.now()).total_seconds()))


@transaction.atomic
def second_factor_reset(*, user: User, by: User | None) -> None:
    """Take the second factor away, as for somebody who lost the telephone; ends all sessions."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()
    record(Act("account.second_factor_reset", user.username), by=by)
    sessions_end(user=user, by=by)


@transaction.atomic
def second_factor_switch_off(*, user: User, by: User) -> None:
    """One's own wish, in a session that stays."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()
    record(Act("account.second_factor_switched_off", user.username), by=by)


def _digits(code: str) -> str:
    """As it is typed: with blanks, in capitals."""
    return "".join(code.split()).lower()
