from collections.abc import Callable

from django.test import Client

from tests.factories.township import Township

SignIn = Callable[[str], Client]


def test_the_audit_log_is_filtered_and_only_the_auditor_reads_it(township: Township, signed_in: SignIn) -> None:
    page = signed_in("auditor").get("/audit/?action=role.&organisation=V01").context["page"]
    assert {entry.organisation_code for entry in page} == {"V01"}
    assert {entry.action for entry in page} == {"role.granted"}
    assert [signed_in(who).get("/audit/").status_code for who in ("admin", "staff", "leader")] == [403, 403, 403]


def test_bad_filters_of_the_audit_log_are_a_message_and_no_fault(township: Township, signed_in: SignIn) -> None:
    page = signed_in("auditor").get("/audit/?on=yesterday&page=x")
    assert page.status_code == 200
    assert "on" in page.context["filter"].form.errors
