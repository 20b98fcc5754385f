"""All that is known of one organisation on one page, for whoever goes there: read in a fixed number of queries.

What the registers tell is theirs to declare (`registers.measures.Glance`); nothing here knows one of them.
"""

from dataclasses import dataclass
from datetime import date

from apps.accounts.models import User
from apps.activities.models import Activity
from apps.associations.selectors import tells_of
from apps.gradings.models import Grading
from apps.organisations.access import may_at
from apps.organisations.models import Organisation
from apps.progress.selectors.pages import PlanPage, plan_page
from apps.registers.glances import Section, sections_of

ACTIVITIES = 8


@dataclass(frozen=True, slots=True)
class OnePage:
    """What the person may read of it; a part that their roles do not allow there stays empty (None)."""

    below: list[Organisation]
    classes: list[Grading] | None
    plan: PlanPage | None
    activities: list[Activity] | None
    sections: list[Section]


def one_page_of(user: User, organisation: Organisation, on: date) -> OnePage:
    """What `user` reads of `organisation` and all below it on a day: a query for each register and some twenty."""
    path = organisation.placements.on(on).values_list("path", flat=True).first()
    scope = Organisation.objects.at_or_below(path, on) if path else Organisation.objects.filter(pk=organisation.pk)

    def reads(action: str) -> bool:
        return path is not None and may_at(user, action, path)

    graded = Grading.objects.filter(year=on.year, organisation__in=scope.order_by().values("pk"))
    graded = graded.select_related("organisation").order_by("organisation__code")
    held = Activity.objects.hosted_by(scope).counted().filter(date__lte=on).order_by("-date", "-pk")
    return OnePage(
        below=list(scope.existing(on).exclude(pk=organisation.pk).order_by("code")),
        classes=list(graded) if reads("class.view") else None,
        plan=plan_page(organisation, path, on.year, on) if reads("progress.view") else None,
        activities=list(held.with_hosts()[:ACTIVITIES]) if reads("activity.view") else None,
        sections=sections_of(user, organisation, on, tells_of(organisation)),
    )
