"""The days of advice and answers, and who answered when as the step that every case takes."""

from typing import Any

from django.db import migrations
from django.utils import timezone


def to_steps(apps: Any, _editor: Any) -> None:
    advice, steps = apps.get_model("associations", "Advice"), apps.get_model("registers", "StepTaken")
    for one in advice.objects.order_by("pk").iterator():
        answered_on = timezone.localdate(one.answered_at) if one.answered_at else None
        days = {"given_on": timezone.localdate(one.recorded_at), "answered_on": answered_on}
        advice.objects.filter(pk=one.pk).update(**days)
        if answered_on is not None:
            of = {"register": "advice", "record": one.pk, "step": "answered"}
            step = steps.objects.create(**of, on=answered_on, by_id=one.answered_by_id)
            steps.objects.filter(pk=step.pk).update(at=one.answered_at)


def from_steps(apps: Any, _editor: Any) -> None:
    advice, steps = apps.get_model("associations", "Advice"), apps.get_model("registers", "StepTaken")
    answered = steps.objects.filter(register="advice", step="answered")
    for step in answered.iterator():
        advice.objects.filter(pk=step.record).update(answered_at=step.at, answered_by_id=step.by_id)
    answered.delete()


class Migration(migrations.Migration):
    dependencies = [("associations", "0003_advice_is_a_case")]

    operations = [migrations.RunPython(to_steps, from_steps)]
