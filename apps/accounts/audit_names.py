"""What the audit log tells of accounts."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from apps.accounts.models import User
from apps.audit.naming import Group, register

register(
    Group(
        "account",
        _("Accounts and sign-in"),
        {
            "account.created": _("account created"),
            "account.disabled": _("account disabled"),
            "account.enabled": _("account enabled"),
            "account.language_chosen": _("language chosen"),
            "account.locked_out": _("locked out after wrong passwords or codes"),
            "account.lockout_released": _("lock-out ended"),
            "account.password_changed": _("password changed"),
            "account.password_reset": _("temporary password given"),
            "account.present_password_failed": _("present password given wrongly"),
            "account.recovery_code_used": _("recovery code used"),
            "account.recovery_codes_made": _("recovery codes made"),
            "account.second_factor_failed": _("wrong second factor"),
            "account.second_factor_reset": _("second factor taken away"),
            "account.second_factor_set_up": _("second factor set up"),
            "account.second_factor_switched_off": _("second factor switched off"),
            "account.sessions_ended": _("signed out elsewhere"),
            "account.many_tried": _("sign-in failed for many accounts from one address"),
            "account.sign_in_failed": _("sign-in failed"),
            "account.signed_in": _("signed in"),
            "account.signed_out": _("signed out"),
            "account.updated": _("account changed"),
        },
        model=User,
        facts={"device": _("device"), "sessions": pgettext_lazy("audit", "browsers")},
    )
)
