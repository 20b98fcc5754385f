"""Tests of closed months happen on 3 November 2012, when October is being reviewed; sentences are the source's."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import time_machine
from django.utils import translation
from pytest_django import Settings

from apps.activities.models import Activity
from tests.closing.cast import CLOSED_DAY, SERVICE, close
from tests.factories import township as cast
from tests.factories.activities import activity
from tests.factories.kept import Kept
from tests.factories.township import Township


@dataclass
class Begun:
    township: Township
    served: Activity | None = None


def _plain() -> Begun:
    return Begun(cast.township())


def _closed() -> Begun:
    begun = _plain()
    begun.served = activity(begun.township["V01"], date=CLOSED_DAY, present=8, **SERVICE)
    close(begun.township)
    return begun


PLAIN, CLOSED = Kept(_plain, "closing-plain"), Kept(_closed, "closing-closed")


@pytest.fixture(autouse=True)
def _in_time(settings: Settings) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    with time_machine.travel("2012-11-03 09:00+08:00"), translation.override("en"):
        yield


@pytest.fixture
def begun(request: pytest.FixtureRequest, db: None) -> Begun:
    return (CLOSED if "served" in request.fixturenames else PLAIN).given()


@pytest.fixture
def township(begun: Begun) -> Township:
    return begun.township


@pytest.fixture
def served(begun: Begun) -> Activity:
    """Two hours of V01 in a month that is closed."""
    assert begun.served is not None
    return begun.served
