"""Programs elsewhere are told of what happens: once, sealed, again where nobody answers, and nowhere inside."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from apps.audit.chaining import entries_chain
from apps.audit.services import Act, record
from apps.organisations.kinds import Kind
from apps.webhooks.models import Delivery, Hook
from apps.webhooks.sending import NotAllowed, check_address
from apps.webhooks.services import PAUSES, deliveries_forget, deliveries_note, deliveries_send, hook_add, hook_end
from tests.factories.township import Township, organisation

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
SECRET = "s" * 43
APPROVED = Act("filing.approved", "V01 2012-03", "V01", after={"name": "张三"})


class Elsewhere:
    """A system that is told: what it got, and how it answers."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        told = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                told.got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                status = told.answers.pop(0) if told.answers else 204
                self.send_response(status)
                if status == 302:
                    self.send_header("Location", told.address)
                self.end_headers()

            def log_message(self, *said: Any) -> None:
                """Nobody reads it."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/told?by=tongbu"
        Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def elsewhere(settings: Settings) -> Iterator[Elsewhere]:
    settings.WEBHOOKS_TO_PRIVATE = True
    made = Elsewhere()
    yield made
    made.server.shutdown()
    made.server.server_close()


def hook(township: Township, address: str, *events: str) -> Hook:
    told = events or ("filing.approved",)
    staff = township.people["staff"]
    return hook_add(organisation=township["T01"], address=address, events=told, secret=SECRET, by=staff)


def happens(*acts: Act) -> int:
    for act in acts:
        record(act, by=None)
    entries_chain()
    return deliveries_note()


def test_what_happens_is_told_once_and_sealed(township: Township, elsewhere: Elsewhere) -> None:
    happens(APPROVED)  # before anybody asked to be told
    hook(township, elsewhere.address)
    assert happens(APPROVED, Act("filing.returned", "V01 2012-03", "V01")) == 1
    assert deliveries_note() == 0
    assert [deliveries_send(now=timezone.now()) for _time in range(2)] == [1, 0]
    ((headers, body),) = elsewhere.got
    at, seal = (it.partition("=")[2] for it in headers["Tongbu-Signature"].split(","))
    assert seal == hmac.new(SECRET.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    said = json.loads(body)
    assert said.keys() == {"id", "event", "at", "organisation", "object"}
    assert (said["event"], said["organisation"], said["object"]) == ("filing.approved", "V01", "V01 2012-03")
    assert "张三" not in body.decode()


def test_nothing_is_told_of_another_township_nor_after_the_end(township: Township, elsewhere: Elsewhere) -> None:
    organisation("X01", kind=Kind.COMMITTEE, sector="")
    told = hook(township, elsewhere.address)
    assert happens(Act("filing.approved", "X01 2012-03", "X01")) == 0
    assert happens(APPROVED) == 1
    assert [hook_end(hook=told, by=township.people["staff"]) for _time in range(2)] == [True, False]
    assert deliveries_send(now=timezone.now()) == 0
    assert happens(APPROVED) == 0
    assert elsewhere.got == []


def test_who_does_not_answer_is_told_again_and_given_up_in_the_end(township: Township, elsewhere: Elsewhere) -> None:
    hook(township, elsewhere.address)
    happens(APPROVED)
    now = timezone.now()
    elsewhere.answers = [503] * (1 + len(PAUSES))
    for pause in PAUSES:
        assert deliveries_send(now=now) == 0
        assert deliveries_send(now=now + pause - timedelta(seconds=1)) == 0
        now += pause
    assert deliveries_send(now=now) == 0
    given_up = Delivery.objects.get()
    assert (given_up.state, given_up.attempts, given_up.answer) == ("failed", 1 + len(PAUSES), "503")
    assert len(elsewhere.got) == 1 + len(PAUSES)
    happens(APPROVED)
    elsewhere.answers = [500, 204]
    assert deliveries_send(now=now) == 0
    assert deliveries_send(now=now + PAUSES[0]) == 1


def test_who_does_not_answer_keeps_nobody_else_waiting(township: Township, elsewhere: Elsewhere) -> None:
    hook(township, "http://127.0.0.1:1/")
    hook(township, elsewhere.address)
    happens(APPROVED, APPROVED)
    assert deliveries_send(now=timezone.now()) == 2
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 1, 1, 1]


@pytest.mark.parametrize("status", [302, 400, 410])
def test_what_the_other_side_refuses_is_not_sent_again(township: Township, elsewhere: Elsewhere, status: int) -> None:
    hook(township, elsewhere.address)
    happens(APPROVED)
    elsewhere.answers = [status]
    assert deliveries_send(now=timezone.now()) == 0
    assert (Delivery.objects.get().state, len(elsewhere.got)) == ("failed", 1)


def test_nobody_there_is_tried_again(township: Township, elsewhere: Elsewhere) -> None:
    hook(township, elsewhere.address)
    elsewhere.server.shutdown()
    elsewhere.server.server_close()
    happens(APPROVED)
    deliveries_send(now=timezone.now())
    assert (Delivery.objects.get().state, Delivery.objects.get().answer) == ("waiting", "ConnectionRefusedError")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://",
        "https://a@example.org/",
        "https://[::1",
        "file:///etc",
        "x",
    ],
)
def test_an_address_begins_with_https(township: Township, address: str) -> None:
    with pytest.raises(NotAllowed):
        check_address(address)
    with pytest.raises(ValidationError) as refused:
        hook(township, address)
    assert refused.value.message_dict.keys() == {"address"}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "[::1]", "10.0.0.1", "169.254.169.254", "localhost", "[::ffff:10.0.0.1]"]
)
def test_nothing_goes_into_a_network_inside(township: Township, host: str) -> None:
    hook(township, f"https://{host}/")
    happens(APPROVED)
    deliveries_send(now=timezone.now())
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("failed", 1)


def test_what_was_told_long_ago_is_forgotten(township: Township, elsewhere: Elsewhere) -> None:
    hook(township, elsewhere.address)
    happens(APPROVED)
    now = timezone.now()
    assert deliveries_forget(now=now + timedelta(days=91)) == 0
    deliveries_send(now=now)
    assert deliveries_forget(now=now + timedelta(days=91)) == 1


def test_staff_enter_a_webhook_see_its_secret_once_and_what_it_was_told(
    township: Township, signed_in: SignIn, elsewhere: Elsewhere
) -> None:
    staff = signed_in("staff")
    asked = {
        "address": elsewhere.address,
        "events": ["filing.approved"],
        "once": "7a1f0c1e-0000-4000-8000-000000000000",
    }
    made = staff.post("/webhooks/new/", asked).content.decode()
    secret = Hook.objects.get().secret
    assert secret in made
    assert staff.post("/webhooks/new/", asked).status_code == 302
    assert Hook.objects.count() == 1
    happens(APPROVED)
    deliveries_send(now=timezone.now())
    pages = [staff.get(it).content.decode() for it in ("/webhooks/", f"/webhooks/{Hook.objects.get().pk}/")]
    assert "V01 2012-03" in pages[1]
    assert not any(secret in page for page in pages)
    wrong = staff.post("/webhooks/new/", {"address": "gopher://x", "events": []})
    assert wrong.context["form"].errors.keys() == {"events"}
    assert staff.post(f"/webhooks/{Hook.objects.get().pk}/end/").status_code == 302
    assert Hook.objects.current().count() == 0
