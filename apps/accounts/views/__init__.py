"""Signing in and out, and one's own account."""

from apps.accounts.views.language import set_language
from apps.accounts.views.own import me, still_here
from apps.accounts.views.password import password
from apps.accounts.views.second_factor import code, recovery_codes, second_factor, switch_off
from apps.accounts.views.sessions import end_session, sessions
from apps.accounts.views.signing_in import SignIn, SignOut, forgotten

__all__ = [
    "SignIn",
    "SignOut",
    "code",
    "end_session",
    "forgotten",
    "me",
    "password",
    "recovery_codes",
    "second_factor",
    "sessions",
    "set_language",
    "still_here",
    "switch_off",
]
