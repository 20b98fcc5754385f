"""The language in which somebody reads the portal."""

from django.db import transaction

from apps.accounts.models import User
from apps.audit.services import Act, record


@transaction.atomic
def language_choose(*, user: User, language: str) -> None:
    """Remember the language in which a person reads the portal."""
    before, user.language = user.language, language
    user.save(update_fields=["language"])
    record(
        Act(
            "account.language_chosen",
            user.username,
            before={"language": before},
            after={"language": language},
        ),
        by=user,
    )
