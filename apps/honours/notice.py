"""How long what is to be honoured is on public notice (公示) before it may be named.

The usual rule is five working days.  The day on which the notice begins is the first of them, if it is a working day;
naming is possible from the day after the last one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from apps.core.calendar import WorkingDays, today
from apps.holidays.models import working_days
from apps.honours.models import Honour, NoticeRule
from apps.honours.types import HonourLevel, HonourType
from apps.organisations.models import Placement
from apps.organisations.tree import ids_on

USUAL_DAYS = 5

#: What the documents name together with a public notice (M047 M052 M085 M100 M152 M167); the rest needs none.
NOTICED = frozenset(
    {
        HonourType.MODEL_FAMILY,
        HonourType.COMMENDATION,
        HonourType.ADVANCED_ORGANISATION,
        HonourType.OUTSTANDING_MEMBER,
        HonourType.STAR_MEMBER,
        HonourType.STAR_OF_MONTH,
        HonourType.SERVICE_PIONEER,
        HonourType.SATISFYING_DEPARTMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Notice:
    """What holds for one honour: how many working days a notice lasts, and whether it cannot do without.

    `last_day` and `gone`, the working days up to today, only where it is on notice.
    """

    required: bool
    days: int
    last_day: date | None = None
    gone: int = 0


def notices_of(honours: Sequence[Honour]) -> list[Notice | None]:
    """The notice of each of the honours; None where it is another's affair: a higher level names.  Three queries."""
    calendar, rules = working_days(), _Rules(honours)
    return [
        _notice(honour, rules, calendar) if honour.level is not None and honour.level <= HonourLevel.TOWNSHIP else None
        for honour in honours
    ]


def _notice(honour: Honour, rules: "_Rules", calendar: WorkingDays) -> Notice:
    rule = rules.of(honour)
    required, days = (rule.required, rule.working_days) if rule else (honour.type in NOTICED, USUAL_DAYS)
    since = honour.noticed_on
    if since is None:
        return Notice(required, days)
    return Notice(required, days, calendar.last_of(since, days), calendar.count(since, today()))


class _Rules:
    """What the township says about some honours.  Two queries when it is made."""

    def __init__(self, honours: Sequence[Honour]) -> None:
        organisations = {it.organisation_id for it in honours}
        places = Placement.objects.on(today()).filter(organisation__in=organisations)
        self._paths = dict(places.values_list("organisation", "path"))
        self._rules: dict[tuple[str, int], list[NoticeRule]] = {}
        rules = NoticeRule.objects.counted().filter(type__in={it.type for it in honours})
        for rule in rules.order_by("start", "pk"):
            self._rules.setdefault((rule.type, rule.organisation_id), []).append(rule)

    def of(self, honour: Honour) -> NoticeRule | None:
        """The rule of the nearest organisation that has one, as of the naming, else as of today."""
        on = honour.named_on or today()
        for owner in reversed(ids_on(self._paths.get(honour.organisation_id, ""))):
            begun = [it for it in self._rules.get((honour.type, owner), ()) if it.start <= on < (it.end or date.max)]
            if begun:
                return begun[-1]
        return None


def notice_errors(honour: Honour, notice: Notice | None) -> dict[str, str]:
    """Why an honour cannot be named on its day, by field."""
    if notice is None or honour.named_on is None:
        return {}
    if notice.last_day is None:
        said = _("First put it on public notice: %(days)d working days are needed.") % {"days": notice.days}
        return {"named_on": said} if notice.required else {}
    if honour.named_on <= notice.last_day:
        said = _("On public notice until %(day)s (%(days)d working days): it can be named after that.")
        return {"named_on": said % {"day": notice.last_day.isoformat(), "days": notice.days}}
    return {}


def notice_told(honour: Honour) -> Sequence[str]:
    """What the page of a nominated honour says of its notice: the day that it is, or whether it needs one."""
    notice = None if honour.named_on or honour.withdrawn_at else notices_of([honour])[0]
    if notice is None or (notice.last_day is None and not notice.required):
        return ()
    if notice.last_day is None:
        return (_("Before it is named it must be on public notice for %(days)d working days.") % {"days": notice.days},)
    said = {
        "day": date_format(notice.last_day, pgettext("format of a day", "j F")),
        "days": notice.days,
        "gone": notice.gone,
    }
    if today() <= notice.last_day:
        return (_("On public notice: day %(gone)d of %(days)d working days, until %(day)s") % said,)
    return (_("The public notice of %(days)d working days ended on %(day)s; it can be named.") % said,)
