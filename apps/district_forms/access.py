"""One form for a person: outsiders get 404, weaker roles 403."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from apps.accounts.models import User
from apps.core.ids import read_id
from apps.district_forms.models import DistrictForm
from apps.organisations.access import require

VIEW, EDIT = "district_form.view", "district_form.edit"


def form_for(user: User, action: str, pk: int) -> DistrictForm:
    """The form `pk` for `action`."""
    require(user, action)
    if read_id(str(pk)) is None:
        raise Http404
    forms = DistrictForm.objects.select_related("organisation", "added_by", "changed_by")
    found: DistrictForm | None = forms.visible_to(user, action).filter(pk=pk).first()
    if found is not None:
        return found
    if DistrictForm.objects.visible_to(user, VIEW).filter(pk=pk).exists():
        raise PermissionDenied
    raise Http404
