"""Tests of closed months happen on 3 November 2012, when October is being reviewed; sentences are the source's."""

from collections.abc import Iterator

import pytest
import time_machine
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _in_time(settings: Settings) -> Iterator[None]:
    settings.LANGUAGE_CODE = "en"
    with time_machine.travel("2012-11-03 09:00+08:00"), translation.override("en"):
        yield
