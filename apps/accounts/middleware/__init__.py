"""What every request goes through on account of who asks: language, idle time-out, first password."""

from apps.accounts.middleware.first_password import first_password
from apps.accounts.middleware.fragments import signed_out_fragments
from apps.accounts.middleware.idle import idle_time_out
from apps.accounts.middleware.language import language_of_user

__all__ = ["first_password", "idle_time_out", "language_of_user", "signed_out_fragments"]
