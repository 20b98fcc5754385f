import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _migrations_are_known(settings: Settings) -> None:
    """The suite makes its tables without them; a back-up is compared with them."""
    settings.MIGRATION_MODULES = {}
