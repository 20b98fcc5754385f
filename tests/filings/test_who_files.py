"""Who files for whom: a clerk drafts and the secretary submits, what is below is passed on, all else is on behalf."""

import pytest

from apps.accounts.models import User
from apps.filings.models import Filing
from apps.filings.services import as_seen, filing_submit
from apps.organisations.access import may
from apps.organisations.kinds import Role
from apps.organisations.models import Organisation
from tests.factories.township import Township, person
from tests.filings.cast import filled, opened, plan_of


@pytest.fixture
def october(township: Township) -> Filing:
    """The month of V01."""
    return opened(plan_of(township["T01"]), township["V01"])


def files_for(user: User) -> set[str]:
    return set(Organisation.objects.visible_to(user, "filing.submit").values_list("code", flat=True))


def test_a_clerk_drafts_and_the_secretary_submits_it_as_the_villages_own(october: Filing, township: Township) -> None:
    clerk, secretary = township.people["clerk01"], township.people["secretary01"]
    assert (may(clerk, "filing.draft"), files_for(clerk)) == (True, set())
    done = filing_submit(seen=as_seen(filled(october, clerk)), by=secretary)
    assert (done.state, done.submitted_by, done.entered_on_behalf) == ("submitted", secretary, False)


def test_a_secretary_passes_on_what_is_below_as_its_own_and_nothing_beside(october: Filing, township: Township) -> None:
    above = person("above", Role.SECRETARY, township["T01"])
    done = filing_submit(seen=as_seen(filled(october, above)), by=above)
    assert (done.state, done.entered_on_behalf) == ("submitted", False)
    assert files_for(township.people["secretary03"]) == {"V03", "V03-1", "V03-2"}


def test_a_village_contact_enters_on_behalf_and_in_their_villages_only(october: Filing, township: Township) -> None:
    contact = township.people["contact"]
    done = filing_submit(seen=as_seen(filled(october, contact)), by=contact)
    assert (done.entered_on_behalf, done.confirmed_by) == (True, None)
    assert files_for(contact) == {"V01"}
