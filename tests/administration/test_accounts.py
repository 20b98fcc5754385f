from collections.abc import Callable

from django.test import Client

from apps.organisations.kinds import Role
from tests.factories.township import Township, organisation, person

SignIn = Callable[[str], Client]


def test_accounts_are_those_of_the_own_part_of_the_tree(township: Township, signed_in: SignIn) -> None:
    neighbour = organisation("T02", kind="committee", sector="")
    person("stranger", Role.STAFF, neighbour)
    seen = {account.username for account in signed_in("staff").get("/accounts/").context["page"]}
    assert seen == set(township.people)
