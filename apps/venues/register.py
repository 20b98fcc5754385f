"""The register of venues."""

from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy

from apps.registers.lines import Line
from apps.registers.links import LinkRegister
from apps.registers.measures import Condition, Coverage, DistinctCount, Glance, Number, Period, Way, lasting
from apps.registers.registry import declare
from apps.venues.models import OWNERSHIP_WORDS, TYPE_WORDS, Venue, VenueType


def of_at_least(square_metres: int) -> Condition:
    """In use on the day, and large enough."""

    def condition(period: Period) -> Q:
        return lasting(period) & Q(area__gte=square_metres * 100)

    return condition


#: Where the organisation meets: a centre holds its venue.
MEETING = (VenueType.ACTIVITIES, VenueType.CENTRE)


@declare
class Venues(LinkRegister):
    name = "venues"
    record_name = "venue"
    title = gettext_lazy("Venues")
    record_title = gettext_lazy("Venue")
    explained = gettext_lazy("Where organisations meet and serve: floor area, whose it is, with whom it is shared")
    icon = "building-community"
    sheet = "活动阵地"
    model = Venue
    titled = "title"
    lies_ahead = False
    glance = Glance(lasting, lines=("type", "area", "ownership", "shared_with"))
    lines: ClassVar[Any] = (
        Line("title", "名称", key=True, listed=True, searched=True, width=26),
        Line("type", "类别", key=True, listed=True, filtered=True, words=TYPE_WORDS, width=18),
        Line("place", "地址", searched=True, width=26),
        Line("area", "建筑面积（平方米）", listed=True, width=20, former="建筑面积"),
        Line("ownership", "产权", listed=True, filtered=True, words=OWNERSHIP_WORDS),
        Line("shared_with", "共用单位", width=24),
        Line("services", "服务事项", width=30),
        Line("start", "启用日期", key=True),
        Line("end", "停用日期"),
    )
    kind = "type"
    measures: ClassVar[Any] = (
        Coverage("M134", of_at_least(100), MEETING),
        Coverage("M135", of_at_least(150), MEETING),
        Coverage("M071", lasting, (VenueType.SERVICE,)),
        DistinctCount("M133", lasting, (VenueType.CENTRE,)),
    )
    ways: ClassVar[Any] = (
        Way("share", gettext_lazy("share of those meant that have one"), Coverage, lasting),
        Way("number", gettext_lazy("how many there are"), Number, lasting),
    )
