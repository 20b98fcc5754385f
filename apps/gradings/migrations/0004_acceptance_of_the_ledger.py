"""Whether a rectification was accepted stood in its class and, as a day, in the ledger: it moves to the class."""

from datetime import date
from typing import Any

from django.db import migrations


def move(apps: Any, _schema: Any) -> None:
    """The class of the year in which it was settled takes the day, and the acceptance where it said nothing.

    Where that class does not `take` it, the day stays in words with the progress of the rectification: nothing that
    was entered is lost, and no figure that was confirmed changes.  Of several days the class takes the last.
    """
    matters, gradings = apps.get_model("matters", "Matter"), apps.get_model("gradings", "Grading")
    rectifications = matters.objects.filter(category="rectification")
    for matter in rectifications.filter(accepted_on__isnull=False).order_by("-accepted_on", "pk").iterator():
        year, day = (matter.settled_on or matter.accepted_on).year, matter.accepted_on
        its = gradings.objects.filter(organisation_id=matter.organisation_id, year=year).first()
        beside = rectifications.filter(organisation_id=matter.organisation_id, withdrawn_at=None)
        waiting = beside.filter(accepted_on=None, settled_on=None, registered_on__year__lte=year)
        if matter.withdrawn_at is None and its and takes(its, day, waiting.exists()):
            gradings.objects.filter(pk=its.pk).update(accepted=True, accepted_on=day)
        else:
            words = f"验收日期：{day.isoformat()}（原整顿台账所载）"
            matter.progress = "\n".join(filter(None, (words, matter.progress)))
        matters.objects.filter(pk=matter.pk).update(accepted_on=None, progress=matter.progress)


def takes(its: Any, day: date, waiting: bool) -> bool:
    """Whether a class takes the day from the ledger; `waiting` says whether another task of the same is still open."""
    if its.start_class != "backward" or its.accepted is False or day.year < its.year:
        return False
    if its.accepted is None:
        return its.confirmed_on is None and not waiting
    if its.accepted_on is None:
        return its.confirmed_on is None or day <= its.confirmed_on
    return bool(its.accepted_on == day)


class Migration(migrations.Migration):
    dependencies = [
        ("gradings", "0003_acceptance"),
        ("matters", "0001_first_release"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
