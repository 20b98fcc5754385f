"""Whether a rectification was accepted stood in its class and, as a day, in the ledger: it moves to the class."""

from typing import Any

from django.db import migrations


def move(apps: Any, _schema: Any) -> None:
    """The class of the year in which it was settled takes the day, and the acceptance where it said nothing.

    Where there is no such class, or it says that the rectification did not pass, or has another day already, the day
    stays in words with the progress of the rectification: nothing that was entered is lost.
    """
    matters, gradings = apps.get_model("matters", "Matter"), apps.get_model("gradings", "Grading")
    accepted = matters.objects.filter(category="rectification", accepted_on__isnull=False)
    for matter in accepted.order_by("-accepted_on", "pk").iterator():
        year, day = (matter.settled_on or matter.accepted_on).year, matter.accepted_on
        its = gradings.objects.filter(organisation_id=matter.organisation_id, year=year).first()
        if matter.withdrawn_at is None and its and its.accepted is not False and its.accepted_on in (None, day):
            gradings.objects.filter(pk=its.pk).update(accepted=True, accepted_on=day)
        else:
            matter.progress = "\n".join(
                filter(None, (f"验收日期：{day.isoformat()}（原整顿台账所载）", matter.progress))
            )
        matters.objects.filter(pk=matter.pk).update(accepted_on=None, progress=matter.progress)


class Migration(migrations.Migration):
    dependencies = [
        ("gradings", "0003_acceptance"),
        ("matters", "0002_progress"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
