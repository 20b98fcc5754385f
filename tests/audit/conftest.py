from collections.abc import Iterator

import pytest
from django.db import connection

from apps.audit import guards
from tests.factories.guards import let_tables_be_emptied


@pytest.fixture
def guarded(db: None) -> Iterator[None]:
    """The database as it is in service."""
    guards.install(connection)
    yield
    let_tables_be_emptied()
