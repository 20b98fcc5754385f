"""What the portal knows of a month without asking: the indicators that it computes."""

from apps.filings.models import Filing
from apps.organisations.selectors import path_on
from apps.plans.applies import meant_by
from apps.plans.models import Indicator
from apps.plans.natures import Source
from apps.plans.selectors.exemptions import exemption_at, exemptions_of


def measured_for(filing: Filing) -> list[Indicator]:
    """The measured indicators of the plan that mean the organisation or one below it at the month's end.

    Without those from which the organisation itself is exempted.  At most four queries.
    """
    on = filing.when.last_day
    if (path := path_on(filing.organisation, on)) is None:
        return []
    indicators = list(Indicator.objects.filter(programme__plan=filing.plan_id, source=Source.MEASURE))
    names = {name for indicator in indicators for name in indicator.applies_to}
    meant = {name for it in meant_by(names, path, on) for name in it.names}
    exemptions = exemptions_of(indicators, on)
    return [
        it
        for it in indicators
        if meant.intersection(it.applies_to) and exemption_at(exemptions.get(it.pk, ()), path, on) is None
    ]
