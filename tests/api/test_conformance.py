"""Whatever a program sends, the API answers as its schema says, and never with a fault of its own."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings

from apps.organisations.kinds import Kind, Role
from apps.tokens.throttling import TokenThrottle
from tests.factories.township import Township, organisation, person
from tests.tokens.programs import secret_of

with warnings.catch_warnings():
    # What it brings along speaks of its own future.
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
OF_A_VILLAGE = (Role.VILLAGE_CONTACT, Role.SECRETARY, Role.CLERK)
#: Staff go everywhere, the others each to a third.  A token opens nothing for administrators: tests/tokens.
ROLES = sorted({*Role} - {Role.ADMINISTRATOR})
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OPERATIONS: list[Any] = []
EACH = settings(
    max_examples=1,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The test and the application share it, as with Django's own client: no request closes it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    cache.clear()  # of how often each token asked
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations_of_the_schema(headers: dict[str, str]) -> list[Any]:
    """They follow from the code alone, and are read once."""
    if not OPERATIONS:
        schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", get_wsgi_application(), headers=headers)
        OPERATIONS.extend(it.ok() for it in schema.get_all_operations())  # type: ignore[union-attr]
    return OPERATIONS


@pytest.mark.parametrize(("turn", "role"), list(enumerate(ROLES)))
def test_the_api_answers_as_its_schema_says(
    township: Township, turn: int, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TokenThrottle, "THROTTLE_RATES", {"token": "1000000/min"})
    league = organisation("L01", township["T01"], kind=Kind.LEAGUE_COMMITTEE, sector="")
    over = {Role.MASS_OFFICER: league, **dict.fromkeys(OF_A_VILLAGE, township["V01"])}.get(role, township["T01"])
    headers = {"Authorization": f"Bearer {secret_of(person('program', role, over), role)}"}
    operations = operations_of_the_schema(headers)
    assert len(operations) > 200

    def walk(operation: Any) -> None:
        @EACH
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            with transaction.atomic():
                case.validate_response(case.call(headers=headers), checks=CHECKS)
                transaction.set_rollback(True)

        ask()

    for operation in operations if role == Role.STAFF else operations[turn % 3 :: 3]:
        walk(operation)
