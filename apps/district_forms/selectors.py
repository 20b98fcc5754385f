"""What the list of forms shows."""

from django.db.models import Count

from apps.accounts.models import User
from apps.district_forms.access import VIEW
from apps.district_forms.models import DistrictForm
from apps.district_forms.querysets import DistrictFormQuerySet


def listed(user: User) -> DistrictFormQuerySet:
    """The forms that the person sees, each with the number of its lines."""
    forms = DistrictForm.objects.visible_to(user, VIEW).select_related("organisation")
    counted: DistrictFormQuerySet = forms.annotate(number_of_lines=Count("lines")).order_by("name", "pk")
    return counted
