"""Who stands on the lists that the township keeps."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from apps.checklists.models import Listing
from apps.checklists.names import ListName
from apps.core.calendar import valid_on
from apps.organisations.sets import Places


def listed(name: ListName) -> Places:
    """The places of the organisations that stand on a list on the day."""

    def condition(on: date) -> Q:
        those = Listing.objects.counted().filter(valid_on(on), list=name)
        return Q(Exists(those.filter(organisation=OuterRef("organisation"))))

    return condition
