"""What the demonstration township is, whatever the seed: as large as one of the kind, with the figures of 2012."""

from collections import Counter
from datetime import date

from apps.gradings.models import Grading
from apps.gradings.rates import RateCode
from apps.gradings.selectors import rates_of
from apps.organisations.models import Organisation
from apps.progress.selectors import progress_of

UPGRADED = {
    RateCode.ADVANCED_UPGRADE: (7, 31),
    RateCode.GENERAL_UPGRADE: (15, 49),
    RateCode.BACKWARD_CONVERSION: (5, 6),
}


def upgraded(year: int) -> dict[RateCode, tuple[int, int]]:
    found = rates_of(Organisation.objects.get(code="T01"), year)
    return {code: (rate.ratio.numerator, rate.ratio.denominator) for code, rate in found.items()}


def check_organisations_and_figures_of_2012() -> None:
    kinds = Counter(Organisation.objects.values_list("kind", flat=True))
    assert kinds["general_branch"] == 10
    assert kinds["branch"] + kinds["joint_branch"] == 79
    assert (kinds["womens_federation"], kinds["trade_union"], kinds["association"]) == (47, 17, 14)
    assert kinds["league_committee"] + kinds["league_branch"] == 51
    standings = progress_of(Organisation.objects.get(code="T01"), 2012, date(2012, 12, 31))
    told = {it.indicator.code: it.figure.numerator for it in standings}
    assert (len(told), {code for code in told if told[code] is None}) == (35, set())
    assert (told["QUA-02"], told["QUA-03"]) == (45, 42)
    starts = Counter(Grading.objects.filter(year=2012).values_list("start_class", flat=True))
    assert starts == {"advanced": 31, "general": 50, "backward": 6, "ungraded": 2}
    assert upgraded(2012) == UPGRADED
