from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _english(settings: Settings) -> Iterator[None]:
    """Sentences are compared in the language of the source."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield
