"""Which early warnings there are, how grave they can be, and from which number on each is raised.

What is stated here holds until the township says otherwise: a `WarningRule` of an organisation above.
"""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Severity(models.TextChoices):
    """The four colours, the lightest first."""

    BLUE = "blue", pgettext_lazy("warning", "blue")
    YELLOW = "yellow", pgettext_lazy("warning", "yellow")
    ORANGE = "orange", pgettext_lazy("warning", "orange")
    RED = "red", pgettext_lazy("warning", "red")


SEVERITY_WORDS = {
    "蓝色": Severity.BLUE,
    "黄色": Severity.YELLOW,
    "橙色": Severity.ORANGE,
    "红色": Severity.RED,
}
RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}


class RuleName(models.TextChoices):
    """What is warned of; the number of each is said in `UNITS`."""

    BEHIND = "behind", _("indicator behind its pace")
    NOT_HELD = "not_held", _("no activity for a long time")
    VACANT = "vacant", _("post vacant for too long")
    ELECTION = "election", _("election due")
    LATE = "late", _("monthly filings late in a row")
    OVERDUE = "overdue", _("matter or commitment overdue")
    NO_ADMISSION = "no_admission", _("no new member for a long time")
    NO_ACTIVIST = "no_activist", _("no activist for a long time")


RULE_WORDS = {
    "指标滞后": RuleName.BEHIND,
    "长期未开展活动": RuleName.NOT_HELD,
    "岗位空缺": RuleName.VACANT,
    "换届到期": RuleName.ELECTION,
    "月报连续逾期": RuleName.LATE,
    "事项逾期": RuleName.OVERDUE,
    "长期未发展党员": RuleName.NO_ADMISSION,
    "长期未培养积极分子": RuleName.NO_ACTIVIST,
}
UNITS = {
    RuleName.BEHIND: _("percent below what is expected by now"),
    RuleName.NOT_HELD: _("whole months without an activity"),
    RuleName.VACANT: _("days vacant"),
    RuleName.ELECTION: _("days before the term ends"),
    RuleName.LATE: _("filings late one after the other"),
    RuleName.OVERDUE: _("days overdue"),
    RuleName.NO_ADMISSION: _("whole years without a new member"),
    RuleName.NO_ACTIVIST: _("whole years without an activist"),
}
#: Of these a smaller number is the graver one.
COUNTED_DOWN = frozenset({RuleName.ELECTION})

#: From which number on a warning is raised, by rule and colour.
STATED: Mapping[str, Mapping[str, int]] = {
    RuleName.BEHIND: {Severity.YELLOW: 20, Severity.ORANGE: 50},
    RuleName.NOT_HELD: {Severity.BLUE: 2, Severity.YELLOW: 3},
    # A secretary's post that has been empty for longer than three months (`posts/rules.py`).
    RuleName.VACANT: {Severity.YELLOW: 91, Severity.RED: 181},
    RuleName.ELECTION: {Severity.BLUE: 90, Severity.ORANGE: 0},
    RuleName.LATE: {Severity.YELLOW: 2, Severity.ORANGE: 3},
    RuleName.OVERDUE: {Severity.BLUE: 1, Severity.YELLOW: 30},
    # M109, as practised elsewhere: no activist in a year is blue; no new member in a year yellow, in two, in three.
    RuleName.NO_ACTIVIST: {Severity.BLUE: 1},
    RuleName.NO_ADMISSION: {Severity.YELLOW: 1, Severity.ORANGE: 2, Severity.RED: 3},
}
