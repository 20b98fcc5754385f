"""The register of frequency rules."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.models import User
from apps.activities.workbook import TYPES
from apps.frequencies.models import CONDITION_WORDS, PER_WORDS, WHOM_WORDS, FrequencyRule
from apps.organisations.models import Organisation
from apps.organisations.querysets import user_paths
from apps.organisations.recorded import RecordQuerySet
from apps.organisations.tree import ids_on
from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.register import KEPT_BY_STAFF, RecordRegister
from apps.registers.registry import declare


class SeenBelowToo(RecordRegister):
    """What is said for an organisation and all below it: those below see it, too."""

    def visible_to(self, user: User) -> RecordQuerySet:
        paths = user_paths(user, self.may("view"))
        above = {organisation for path in paths for organisation in ids_on(path)}
        within = Organisation.objects.below_paths(paths).order_by().values("pk")
        seen: RecordQuerySet = self.records().filter(Q(organisation__in=within) | Q(organisation__in=above))
        return seen


class SeenBelow(SeenBelowToo, LinkRegister):
    """Such things that hold from a day to a day."""


@declare
class FrequencyRules(SeenBelow):
    name = "frequency-rules"
    record_name = "frequency_rule"
    reported = False
    title = gettext_lazy("Frequency rules")
    record_title = gettext_lazy("Frequency rule")
    explained = gettext_lazy("How often which organisations hold which kind of activity")
    icon = "calendar-repeat"
    sheet = "活动频次"
    organisation_label = gettext_lazy("For this organisation and all below it")
    model = FrequencyRule
    titled = "basis"
    roles = KEPT_BY_STAFF
    settles = True
    one_at_a_time = ("organisation", "type", "whom")
    gap: ClassVar[Promise] = gettext_lazy("From %(start)s to %(end)s (not included) what is usual holds.")
    open_gap: ClassVar[Promise] = gettext_lazy("From %(start)s on what is usual holds.")
    lines: ClassVar[Any] = (
        Line("type", "活动类型", key=True, listed=True, filtered=True, words=TYPES, width=18),
        Line("whom", "适用对象", key=True, listed=True, words=WHOM_WORDS, width=18),
        Line("condition", "条件", listed=True, words=CONDITION_WORDS),
        Line("times", "次数", listed=True, width=8),
        Line("per", "周期", listed=True, words=PER_WORDS, width=8),
        Line("start", "起始日期", key=True, listed=True),
        Line("end", "终止日期"),
        Line("basis", "依据", searched=True, width=40),
    )

    def title_of(self, record: Any) -> str:
        return capfirst(str(record.get_type_display()))

    def notes(self, user: User, record: Any = None) -> Sequence[str]:  # noqa: ARG002
        """What holds where nobody has said anything else."""
        if record is not None:
            return ()
        return (_("Where no rule says otherwise, the usual frequencies of the regulations hold."),)
