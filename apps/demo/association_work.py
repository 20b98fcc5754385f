"""What the fourteen associations of the demonstration township do, this year and the year before (layouts.md)."""

from datetime import date
from random import Random
from typing import Any

from apps.association_work.models import Combination, NeedType, Stage
from apps.associations.models import Trade
from apps.demo import names
from apps.demo.organisations import Planned
from apps.demo.planned import PlannedRecord
from apps.demo.registers import Planning

#: By the end of an association's name.
_TRADES = {"种植": Trade.CROPS, "养殖": Trade.LIVESTOCK, "加工": Trade.PROCESSING}


def association_work(plan: list[Planned], year: int, random: Random) -> list[PlannedRecord]:
    """Six associations of growers, five of breeders, three of processors; two needs are not met yet."""
    made: list[tuple[str, str, dict[str, Any]]] = []
    for number, it in enumerate(it for it in plan if it.code.startswith("A")):
        name = it.details["name"].removeprefix(names.TOWNSHIP).removesuffix("协会")
        opened, product, trade = it.details["opened"], name[:-2], _TRADES[name[-2:]]
        villages = names.VILLAGES[number * 2 : number * 2 + 3]
        profile = {"trade": trade, "product": product, "villages": "、".join(f"{one}村" for one in villages)}
        profile |= {"number_of_villages": len(villages), "fees": "章程第二十一条", "start": opened}
        made.append(("associations", it.code, profile))
        households = random.randint(40, 160)
        for past in (year - 1, year):
            if opened < date(past, 1, 1):
                made += _year_of(it.code, product, households, past, random)
        if opened < date(year - 1, 1, 1):
            made += _needs(it.code, number, year, random)
    return [PlannedRecord(*it) for it in made]


def _year_of(code: str, product: str, households: int, year: int, random: Random) -> Planning:
    for month in (6, 12):
        joined = random.randint(2, 9) * month // 12
        counted = {"households": households + joined, "joined": joined, "left": month // 6 - 1}
        yield "member-households", code, {"date": date(year, month, 20), **counted, "basis": "会员名册"}
    signed = random.randint(20, households - 10)
    agreement = {"subject": f"{product}产销保底收购", "partner": "禾丰粮油有限公司", "households": signed}
    number = {"number": f"{year}-{code}-01", "start": date(year, 3, 10), "end": date(year + 1, 3, 10)}
    yield "agreements", code, {**agreement, **number}
    for stage, content, month in (
        (Stage.BEFORE, f"统一订购{product}良种和农资", 3),
        (Stage.DURING, f"{product}技术员上门指导", 6),
        (Stage.AFTER, f"联系客商销售{product}", 10),
    ):
        served = random.randint(20, households)
        service = {"content": content, "stage": stage, "date": date(year, month, random.randint(1, 28))}
        yield "association-services", code, {**service, "households": served, "under_agreement": min(served, signed)}
    project = {"title": f"{product}示范基地", "combination": list(Combination)[households % len(Combination)]}
    if year % 2 == households % 2:
        yield "association-projects", code, {**project, "start": date(year, 4, 1), "progress": "已建成一期"}


def _needs(code: str, number: int, year: int, random: Random) -> Planning:
    for type_, subject, amount, how in (
        (NeedType.FUNDS, "协会启动资金", 500_000, "镇产业扶持资金解决"),
        (NeedType.OFFICE, "协会办公场所", 3_000, "村支部腾出办公室一间"),
        (NeedType.VENUE, "会员活动阵地", 8_000, "与村活动室共用"),
    ):
        need = {"type": type_, "subject": subject, "amount": amount}
        past = year - number % 2
        met = {"met_on": date(past, 7, random.randint(1, 28)), "met_by": how}
        is_open = number in (4, 10) and type_ == NeedType.OFFICE
        yield "association-needs", code, {**need, "registered_on": date(past, 2, 10), **({} if is_open else met)}
