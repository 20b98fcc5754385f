"""What every request goes through on account of who asks: language, idle time-out, first password."""

from apps.accounts.middleware.first_password import first_password
from apps.accounts.middleware.idle import idle_time_out
from apps.accounts.middleware.language import language_of_user
from apps.accounts.middleware.login_redirect import login_redirect

__all__ = ["first_password", "idle_time_out", "language_of_user", "login_redirect"]
