"""The months of an organisation that ends: those before its last day are its own and stay so."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.filings.states import FilingState
from apps.organisations.handing_over import Fate, Going, Succession


def filings_left(succession: Succession, by: User | None) -> Iterator[Going]:
    """What is not yet approved: it is filed, or entered on its behalf, and reviewed as before.  One query."""
    del by
    if succession.closes:
        rows = Filing.objects.filter(organisation=succession.giver).exclude(state=FilingState.APPROVED)
        for it in rows.order_by("year", "month"):
            label, why = f"{it.when} · {it.get_state_display()}", _("still to be filed or reviewed there")
            yield Going(_("Monthly filings"), f"filing-{it.pk}", label, Fate.STAYS, version=it.version, why=why)
