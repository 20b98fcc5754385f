from typing import TYPE_CHECKING, Any

from apps.core.versioning import VersionedQuerySet
from apps.organisations.models import Organisation

if TYPE_CHECKING:
    from apps.accounts.models import User


class DistrictFormQuerySet(VersionedQuerySet[Any]):
    def visible_to(self, user: "User", action: str) -> "DistrictFormQuerySet":
        """Those in use of the organisations on which `user` may do `action`."""
        allowed = Organisation.objects.visible_to(user, action)
        return self.filter(organisation__in=allowed, withdrawn_at__isnull=True)


class FormLineQuerySet(VersionedQuerySet[Any]):
    def of_forms(self, forms: DistrictFormQuerySet) -> "FormLineQuerySet":
        return self.filter(form__in=forms.values("pk")).select_related("form__organisation", "organisation")
