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
from apps.organisations.models import Organisation
from apps.tokens.throttling import TokenThrottle
from tests.factories.township import organisation, person, township
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
#: Beside staff.  A token opens nothing for administrators: tests/tokens.
OTHERS = sorted({*Role} - {Role.ADMINISTRATOR, Role.STAFF})
#: The operations are walked in so many parts.
PARTS = 8
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


def headers_of(role: Role) -> dict[str, str]:
    """Those of a program with a token of somebody in this role."""
    over = {Role.MASS_OFFICER: "L01", **dict.fromkeys(OF_A_VILLAGE, "V01")}.get(role, "T01")
    someone = person(f"program-{role}", role, Organisation.objects.get(code=over))
    return {"Authorization": f"Bearer {secret_of(someone, role)}"}


def roles_that_ask(number: int, path: str) -> list[Role]:
    """Staff ask everywhere, the others a third each; of what every register does alike each asks its share: that no
    role is met by a fault anywhere, tests/access sees at every route."""
    every = len(OTHERS) if path.startswith("/api/v1/registers/") else 3
    return [Role.STAFF, *(role for turn, role in enumerate(OTHERS) if turn % every == number % every)]


@pytest.fixture(scope="module")
def headers(all_along: None) -> dict[Role, dict[str, str]]:
    """Those of a program of everybody."""
    organisation("L01", township()["T01"], kind=Kind.LEAGUE_COMMITTEE, sector="")
    return {role: headers_of(role) for role in (Role.STAFF, *OTHERS)}


@pytest.mark.parametrize("part", range(PARTS))
def test_the_api_answers_as_its_schema_says(
    headers: dict[Role, dict[str, str]], part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TokenThrottle, "THROTTLE_RATES", {"token": "1000000/min"})
    operations = operations_of_the_schema(headers[Role.STAFF])
    assert len(operations) > 200

    def walk(number: int, operation: Any) -> None:
        @EACH
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            for role in roles_that_ask(number, operation.path):
                with transaction.atomic():
                    case.validate_response(case.call(headers=headers[role]), checks=CHECKS)
                    transaction.set_rollback(True)

        ask()

    for number, operation in list(enumerate(operations))[part::PARTS]:
        walk(number, operation)
