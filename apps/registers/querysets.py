"""The vocabulary of reads about the records of a register."""

from typing import TYPE_CHECKING, Any

from apps.core.versioning import VersionedQuerySet
from apps.organisations.models import Organisation
from apps.organisations.querysets import OrganisationQuerySet

if TYPE_CHECKING:
    from apps.accounts.models import User


class RecordQuerySet(VersionedQuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "RecordQuerySet":
        """Records of the organisations on which `user` may do `action`.  One query for the scope."""
        return self.of(Organisation.objects.visible_to(user, action))

    def of(self, organisations: OrganisationQuerySet) -> "RecordQuerySet":
        """Records of these organisations."""
        return self.filter(organisation__in=organisations.order_by().values("pk"))

    def counted(self) -> "RecordQuerySet":
        """Those that nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)
