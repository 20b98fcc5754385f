"""The register of the tasks of the year's programmes."""

from datetime import date
from typing import Any, ClassVar

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.plan_tasks.models import TYPE_WORDS, PlanTask, TaskType
from apps.registers.cases import CaseRegister
from apps.registers.deadlines import Deadline
from apps.registers.lines import Line
from apps.registers.measures import Glance, Number, Period, Settled, Way
from apps.registers.registry import declare


def due_by_now(period: Period) -> Q:
    """The tasks that are due in the year by the day."""
    return Q(due__range=period)


def done_in_time(period: Period) -> Q:
    """Those that were done by their due day."""
    return Q(done_on__lte=F("due")) & Q(done_on__lte=period.as_of)


def still_open(period: Period) -> Q:
    """What was set by the day and is not done yet."""
    return Q(set_on__lte=period.as_of) & (Q(done_on__isnull=True) | Q(done_on__gt=period.as_of))


@declare
class PlanTasks(CaseRegister):
    name = "tasks"
    record_name = "plan_task"
    title = gettext_lazy("Tasks of the plan")
    record_title = gettext_lazy("Task of the plan")
    explained = gettext_lazy("Programme by programme: who does what until when, stage by stage, by which document")
    icon = "checkup-list"
    sheet = "工作任务"
    organisation_headings = ("责任单位编码", "责任单位")
    organisation_label = gettext_lazy("Responsible organisation")
    model = PlanTask
    titled = "title"
    glance = Glance(still_open, lines=("programme", "owner", "due"))
    lines: ClassVar[Any] = (
        Line("programme", "工程或行动", listed=True, searched=True, width=24),
        Line("title", "任务", key=True, listed=True, searched=True, width=32),
        Line("stage", "阶段", key=True, listed=True, width=16),
        Line("type", "类别", filtered=True, words=TYPE_WORDS),
        Line("owner", "责任人", listed=True, searched=True),
        Line("basis", "依据文号", searched=True, width=24),
        Line("set_on", "下达日期", key=True),
        Line("due", "完成时限", listed=True),
        Line("done_on", "完成日期", listed=True),
        Line("result", "完成情况", width=36),
        Line("accepted_on", "验收日期"),
        Line("branches", "参与支部数"),
        Line("people", "参与人数"),
        Line("objections", "异议及处理", width=24),
    )
    kind = "type"
    deadline = Deadline("due", "done_on")
    measures: ClassVar[Any] = (
        Settled("M048", due_by_now, settled=done_in_time),
        Settled("M049", due_by_now, (TaskType.DELEGATES,), settled=done_in_time),
    )
    ways: ClassVar[Any] = (
        Way("in_time", gettext_lazy("share of those due that were done in time"), Settled, due_by_now, done_in_time),
        Way("number", gettext_lazy("how many were due"), Number, due_by_now),
    )

    def errors_of(self, record: Any, on: date) -> dict[str, str]:
        found = super().errors_of(record, on)
        if record.due and record.set_on and record.due < record.set_on:
            found["due"] = _("Before the day on which it was set.")
        if record.done_on and not record.result:
            found["result"] = _("Say what came of it.")
        return found
