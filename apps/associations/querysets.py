"""The vocabulary of reads about advice."""

from typing import Any

from apps.core.versioning import VersionedQuerySet
from apps.organisations.models import Organisation


class AdviceQuerySet(VersionedQuerySet[Any]):
    def open(self) -> "AdviceQuerySet":
        """What nobody has answered yet."""
        return self.filter(answered_at__isnull=True)

    def to(self, association: Organisation) -> "AdviceQuerySet":
        """What was given to this mass organisation, whoever led it then."""
        return self.filter(association=association)
