"""The example client of the docs, before a portal that listens."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError

import pytest
from django.conf import settings
from django.core.cache import cache
from pytest_django.live_server_helper import LiveServer

from apps.core.calendar import today
from apps.organisations.kinds import Role
from apps.tokens.secret import new_secret
from apps.tokens.services import token_create
from tests.factories.township import Township
from tests.tokens.programs import held_by

CLIENT = Path(settings.BASE_DIR) / "docs" / "api_client.py"
VISIT = {"date": "2012-03-01", "type": "visit", "topic": "走访困难群众", "hosts": ["V01"]}


@pytest.mark.django_db(transaction=True)
def test_the_client_reads_makes_once_and_changes(live_server: LiveServer, township: Township) -> None:
    cache.clear()  # where it is counted how often a token asks
    staff, secret = township.people["staff"], new_secret()
    held = held_by(staff, Role.STAFF)
    token_create(user=staff, secret=secret, name="报表程序", held=held, may_write=True, last_day=today())
    portal = runpy.run_path(str(CLIENT))["Portal"](live_server.url, secret)
    made = portal.make("activities", VISIT, key="first")
    assert portal.make("activities", VISIT, key="first") == made
    own = f"{live_server.url}/api/v1/activities/{made['number']}/"
    assert portal.change(own, present=12)["present"] == 12
    with pytest.raises(HTTPError, match="400"):
        portal.make("activities", {**VISIT, "date": "soon"}, key="second")
    command = [sys.executable, str(CLIENT), live_server.url, "activities", "type=visit"]
    said = subprocess.run(command, env={**os.environ, "TOKEN": secret}, capture_output=True, check=True)
    assert [it["number"] for it in map(json.loads, said.stdout.splitlines())] == [made["number"]]
