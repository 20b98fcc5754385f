from collections.abc import Iterator

import pytest
from django.db import connection

from apps.audit import guards


@pytest.fixture
def guarded(db: None) -> Iterator[None]:
    """The database as it is in service; the suite empties its tables without guards."""
    guards.install(connection)
    yield
    guards.remove(connection)
