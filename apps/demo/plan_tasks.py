"""The tasks of the demonstration's year, stage by stage; texts that fit any year."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from apps.demo.organisations import Planned
from apps.plan_tasks.models import TaskType

Made = Iterator[tuple[str, str, dict[str, Any]]]

#: Of the township: programme, task, its stages with the month of each, type, who answers for it.
_TASKS: tuple[tuple[str, str, tuple[tuple[str, int], ...], str, str], ...] = (
    ("组织优化工程", "基层党组织分类定级", (("自评", 2), ("评定", 3), ("核准公示", 4)), TaskType.GENERAL, "组织委员"),
    ("素质提升工程", "党员干部培训班", (("第一期", 4), ("第二期", 6), ("第三期", 9)), TaskType.TRAINING, "党校负责人"),
    ("素质提升工程", "代表候选人推荐", (("推荐提名", 3), ("资格审查", 4), ("公示", 5)), TaskType.DELEGATES, "副书记"),
    ("活力激发工程", "群团工作纳入目标考核", (("", 3),), TaskType.MASS_WORK, "群团负责人"),
    ("连心关爱工程", "“七一”走访慰问老党员", (("", 6),), TaskType.GENERAL, "组织委员"),
)


#: The stages of a project with the month of each.
_PROJECT = (("立项", 3), ("实施", 8), ("验收", 11))
_PROJECT_TASK: dict[str, Any] = {
    "programme": "先锋领航工程",
    "title": "基层党建项目",
    "type": TaskType.PROJECT,
    "owner": "党支部书记",
}


def plan_tasks(plan: list[Planned], settlements: list[str], year: int) -> Made:
    """Those of the township, projects of three units, and one of each village and community, of which one is late."""
    for programme, title, stages, type_, owner in _TASKS:
        took_part: dict[str, Any] = {"branches": 61, "people": 1246} if type_ == TaskType.DELEGATES else {}
        for stage, month in stages:
            said: dict[str, Any] = {"programme": programme, "title": title, "stage": stage, "type": type_}
            yield _task("T01", year, month, **said, **took_part, owner=owner)
    for code in project_units(plan):
        for stage, month in _PROJECT:
            yield _task(code, year, month, stage=stage, **_PROJECT_TASK)
    for at, code in enumerate(settlements):
        done = date(year, 11, 6) if at == 0 else date(year, 10, 20)
        fields = {"programme": "活力激发工程", "title": "清理更新党务公开栏", "owner": "党支部书记"}
        yield _task(code, year, 10, done=done, **fields)


def project_units(plan: list[Planned]) -> list[str]:
    """The units of different trades that carry out a project."""
    return [it.code for it in plan if it.code.startswith("J") and not it.details.get("closed")][6:9]


def _task(code: str, year: int, month: int, done: date | None = None, **fields: Any) -> tuple[str, str, dict[str, Any]]:
    days = {"set_on": date(year, max(month - 1, 1), 10), "due": date(year, month, 28)}
    finished = {"done_on": done or date(year, month, 24), "result": "已按要求完成"}
    return "tasks", code, {**fields, **days, **finished}
