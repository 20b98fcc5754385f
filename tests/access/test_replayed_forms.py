"""A form that is sent again, or from elsewhere: pressed twice on a slow line, copied from a log, planted on a site."""

import pytest
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler

from apps.audit.models import Entry
from apps.organisations.kinds import Role
from tests.access.expectations import TABLE
from tests.access.rows import Row
from tests.access.tampering import FORMS, sides
from tests.access.world import World
from tests.factories.browser import enter_as, walker

pytestmark = pytest.mark.django_db
POSTS = [row for row in TABLE if row.method == "post" and not row.route.startswith("api:")]
#: A lost sheet of passwords is made again as often as it is needed; every time is an act.
EVERY_TIME = {"administration:first_passwords"}
#: As a client with `enforce_csrf_checks` has it, put together once.
STRICT = ClientHandler(enforce_csrf_checks=True)
ONCE = [row for row in POSTS if row.route in FORMS.keys() - EVERY_TIME and FORMS[row.route].writes]


@pytest.mark.parametrize("row", ONCE, ids=str)
def test_the_same_form_sent_again_does_nothing_more(the_world: World, nothing_kept_of_pages: None, row: Row) -> None:
    form, (mine, _theirs) = FORMS[row.route], sides(the_world)
    client = walker()
    with transaction.atomic():
        form.prepare()
        fields = form.proper(mine)
        enter_as(client, the_world.people[Role.STAFF])
        counts = [Entry.objects.count()]
        for _time in range(2):
            client.post(the_world.home(row.path, Role.STAFF), fields)
            counts.append(Entry.objects.count())
        transaction.set_rollback(True)
    assert counts[1] > counts[0]
    assert counts[2] == counts[1]


@pytest.mark.parametrize("row", POSTS, ids=str)
def test_a_form_without_the_mark_of_its_page_is_refused(
    the_world: World, nothing_kept_of_pages: None, row: Row
) -> None:
    """As another site would send it, with the cookies of whoever is looking at that site."""
    visitor = min(row.may & the_world.people.keys())
    strict = Client(raise_request_exception=False)
    strict.handler = STRICT
    enter_as(strict, the_world.people[visitor])
    with transaction.atomic():
        before = Entry.objects.count()
        assert strict.post(the_world.home(row.path, visitor)).status_code == 403
        assert Entry.objects.count() == before
        transaction.set_rollback(True)
