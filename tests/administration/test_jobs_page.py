from collections.abc import Callable

from django.test import Client

from tests.factories.township import Township

SignIn = Callable[[str], Client]


def test_only_the_administrator_sees_every_job(township: Township, signed_in: SignIn) -> None:
    assert signed_in("admin").get("/jobs/").status_code == 200
    assert [signed_in(who).get("/jobs/").status_code for who in ("staff", "auditor")] == [403, 403]
