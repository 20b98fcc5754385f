"""表F 活动阵地: of every village and community the venue by which it is judged (M134 M135)."""

from decimal import Decimal
from typing import Any

from apps.core.calendar import valid_on
from apps.core.ratio import Ratio
from apps.organisations import sets
from apps.organisations.kinds import Sector, official_order
from apps.organisations.models import Placement
from apps.reports.labels import CUT, NOT_APPLICABLE, TOTAL
from apps.reports.layout import Column, Form, Head, Row, Table
from apps.reports.scope import ReportScope
from apps.reports.sections.base import Data, Section
from apps.venues.models import OWNERSHIP_WORDS, Venue
from apps.venues.register import MEETING

#: Square metres from which on a venue suffices.
ENOUGH = {Sector.VILLAGE.value: 100, Sector.COMMUNITY.value: 150}
FIELDS = ["code", "name", "sector", "area", "ownership", "shared_with"]


def collect(scope: ReportScope) -> Data:
    """Each with its largest venue on the day (the area in hundredths, null for none).  Two queries."""
    day = scope.as_of
    places = Placement.objects.on(day).filter(sets.exists_on(day), organisation__in=scope.subtree)
    meant = places.filter(sets.VILLAGES_AND_COMMUNITIES(day)).order_by()
    told = meant.values_list("organisation__code", "organisation__name", "organisation__sector", "organisation")
    venues = Venue.objects.counted().filter(
        valid_on(day), type__in=MEETING, organisation__in=meant.values("organisation")
    )
    largest = {
        organisation: [area, ownership, shared]
        for organisation, area, ownership, shared in venues.order_by("area", "-pk").values_list(
            "organisation", "area", "ownership", "shared_with"
        )
    }
    rows = sorted(told, key=lambda row: official_order(row[2], row[0]))
    nothing: list[Any] = [None, "", ""]
    return {"fields": FIELDS, "places": [[*row, *largest.get(pk, nothing)] for *row, pk in rows]}


COLUMNS = (
    Column("村（社区）", 36, Form.TEXT),
    Column("面　积（平方米）", 18, Form.NUMBER),
    Column("达　标", 12),
    Column("产　权", 14),
    Column("共　用", 40, Form.TEXT),
)
OWNERSHIP = {value.value: word for word, value in OWNERSHIP_WORDS.items()}


def tables(head: Head, data: Data) -> list[Table]:
    places = data["places"]
    total = [_total(places)] if places else []
    return [
        Table(
            key="table_f",
            name="表F 活动阵地",
            title=f"{head.year}年度村（社区）活动阵地情况表（表F）",
            shows=f"村（社区）{len(places)}个，活动阵地达标{_reached(places).numerator}个",
            columns=COLUMNS,
            rows=[*total, *(_row(place) for place in places)],
            totals=len(total),
            annex=True,
            frozen_columns=1,
            empty="无村（社区）",
            notes=_notes(places),
        )
    ]


def _is_enough(place: list[Any]) -> bool:
    _code, _name, sector, area, *_rest = place
    return area is not None and area >= 100 * ENOUGH[sector]


def _reached(places: list[list[Any]]) -> Ratio:
    return Ratio(sum(map(_is_enough, places)), len(places))


def _square_metres(hundredths: int) -> Decimal | int:
    whole, rest = divmod(hundredths, 100)
    return Decimal(hundredths) / 100 if rest else whole


def _row(place: list[Any]) -> Row:
    _code, name, _sector, area, ownership, shared_with = place
    if area is None:
        return (name, None, "无", "", "")
    return (name, _square_metres(area), "是" if _is_enough(place) else "否", OWNERSHIP.get(ownership, ""), shared_with)


def _total(places: list[list[Any]]) -> Row:
    known = [area for _code, _name, _sector, area, *_rest in places if area is not None]
    area = _square_metres(sum(known)) if known else None
    return (f"{TOTAL}（{len(places)}个）", area, f"{_reached(places).numerator}个", "", "")


def _notes(places: list[list[Any]]) -> list[str]:
    notes = [CUT, "面积为建筑面积；有几处活动阵地的，按最大一处填写并评定。达标线：村100平方米、社区150平方米。"]
    for sector, word in ((Sector.VILLAGE, "村"), (Sector.COMMUNITY, "社区")):
        ratio = _reached([place for place in places if place[2] == sector])
        percent = f"{ratio.percent}%" if ratio.percent else NOT_APPLICABLE
        notes.append(f"{word}活动阵地达标{ratio.numerator}个，应达标{ratio.denominator}个，达标率{percent}。")
    return notes


SECTION = Section("table_f", collect, tables)
