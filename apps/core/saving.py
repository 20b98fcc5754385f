"""Saving what must be unique, also where two people save the same key at the same moment."""

from collections.abc import Collection

from django.db import IntegrityError, models, transaction


def save_checked(instance: models.Model, *, exclude: Collection[str] = ()) -> None:
    """Validate and save; of two who save the same key at once the second gets the sentence about it.

    `exclude` are fields that need no validation.  Raises `ValidationError` by field.
    """
    instance.full_clean(exclude=exclude)
    try:
        with transaction.atomic():
            instance.save()
    except IntegrityError:
        instance.full_clean(exclude=exclude)  # finds what somebody else has just committed, and says so
        raise
