"""The classes of an organisation that ends stay its own; it leaves the cohort (figures.md, section 4)."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from apps.accounts.models import User
from apps.gradings.models import Grading
from apps.organisations.handing_over import Fate, Going, Succession


def classes_left(succession: Succession, by: User | None) -> Iterator[Going]:
    """Its class of the year.  One query."""
    del by
    if succession.closes:
        for it in Grading.objects.filter(organisation=succession.giver, year=succession.on.year):
            label = f"{it.year} · {it.get_start_class_display()}"
            why = _("it leaves the cohort, and is no upgrade")
            yield Going(_("Classes"), f"class-{it.pk}", label, Fate.STAYS, version=it.version, why=why)
