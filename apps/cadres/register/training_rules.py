"""The register of who is to be trained, and how many of them have been (M022 M104)."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.cadres.models import TrainingRule
from apps.cadres.models.training_rule import AUDIENCE_WORDS, LEVEL_WORDS
from apps.cadres.trained import trained
from apps.core.calendar import today, valid_on
from apps.organisations.access import may
from apps.organisations.models import Organisation
from apps.registers.lines import Line
from apps.registers.links import SeenBelow
from apps.registers.register import KEPT_BY_STAFF
from apps.registers.registry import declare

#: Of so many rules the list tells what became of them, with a query for each.
MOST = 12


@declare
class TrainingRules(SeenBelow):
    name = "training-rules"
    record_name = "training_rule"
    reported = False
    title = gettext_lazy("Who is to be trained")
    record_title = gettext_lazy("Rule about training")
    explained = gettext_lazy("Whom a level trains, in what and for how many hours a year, and how many of them were")
    icon = "certificate"
    sheet = "培训对象"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = TrainingRule
    titled = "course"
    one_at_a_time = ("organisation", "audience", "level")
    overlapping = gettext_lazy("There is a rule for them at this level at that time.")
    roles = KEPT_BY_STAFF
    lines: ClassVar[Any] = (
        Line("audience", "培训对象", key=True, listed=True, filtered=True, words=AUDIENCE_WORDS, width=18),
        Line("level", "培训层级", key=True, listed=True, filtered=True, words=LEVEL_WORDS, width=10),
        Line("hours", "年度学时", listed=True, width=10),
        Line("course", "培训内容", listed=True, searched=True, width=40),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期"),
        Line("basis", "依据", searched=True, width=30),
    )

    def title_of(self, record: Any) -> str:
        return str(record)

    def notes(self, user: User, record: Any = None) -> Sequence[str]:
        """How many of those whom one sees were trained in this year so far; for whoever may read the roll.

        A query for each of the rules that differ in whom they mean and for how long.
        """
        if not may(user, "member.view"):
            return []
        rules = [record] if record else self.visible_to(user).counted().filter(valid_on(today()))[:MOST]
        differing = {(rule.audience, rule.level, rule.hours): rule for rule in rules}
        return [_told(rule, user) for rule in differing.values()]


def _told(rule: TrainingRule, user: User) -> str:
    seen = Organisation.objects.visible_to(user, "training_rule.view").order_by().values("pk")
    found = trained(rule, seen, today())
    said = {"rule": rule, "trained": found.numerator, "all": found.denominator, "year": today().year}
    return _("%(rule)s: %(trained)d of %(all)d trained in %(year)d.") % said
