import pytest
from django.core.management import CommandError, call_command

from apps.gradings.selectors import rates_of
from apps.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_many_townships_stand_below_one_district_and_their_rates_add_up() -> None:
    call_command("generate_scale", "--townships=3", "--year=2012", verbosity=0)
    assert Organisation.objects.count() == 1 + 3 * 219
    rates = rates_of(Organisation.objects.get(code="D01"), 2012).values()
    assert [(rate.ratio.numerator, rate.ratio.denominator) for rate in rates] == [(21, 93), (45, 147), (15, 18)]


def test_the_district_is_generated_once() -> None:
    call_command("generate_scale", "--townships=1", verbosity=0)
    with pytest.raises(CommandError):
        call_command("generate_scale", "--townships=1")
