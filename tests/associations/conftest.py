"""Villages that lead associations."""

from datetime import date

import pytest

from apps.organisations.kinds import Kind, Role
from tests.factories import township as cast
from tests.factories.kept import Kept
from tests.factories.leading import leading_start
from tests.factories.township import Township, organisation, person

START = date(2000, 1, 1)


def _led() -> Township:
    township = cast.township()
    for code in ("A01", "A02", "A03"):
        made = organisation(code, township["T01"], kind=Kind.ASSOCIATION, sector="")
        township.organisations[code] = made
        township.people[f"officer-{code}"] = person(f"officer-{code}", Role.MASS_OFFICER, made)
    leading_start(leader=township["V01"], led=township["A01"], start=START, by=None)
    leading_start(leader=township["V02"], led=township["A02"], start=START, by=None)
    return township


LED = Kept(_led, "associations-led")


@pytest.fixture
def township(db: None) -> Township:
    return LED.given()


@pytest.fixture
def led(township: Township) -> Township:
    """V01 leads A01, V02 leads A02, nobody leads A03; each association has an officer of its own."""
    return township
