"""What villages and mass organisations read in Chinese: no English sentence, no word of a statistics office."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import urljoin

import pytest
from django.test import Client
from lxml import html  # type: ignore[import-untyped]

from apps.accounts.models import User
from tests.factories.browser import enter_as
from tests.factories.demonstration import demonstration

pytestmark = pytest.mark.django_db

#: Two English words or more, one after the other.
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,.’'-]+[A-Za-z]{2,})+")
#: Products that go by their English name everywhere.
NAMES = {"Excel", "WPS", "Word", "PDF", "WPS Office"}
#: Words that a village is not left alone with.
STATISTICS = ("序时应达", "数据截止日")
READ = ("placeholder", "title", "aria-label", "alt", "data-copied", "data-waiting", "data-save")
#: Signs out, changes the language, or leads out of the person's own work.
LEFT_OUT = ("/accounts/logout/", "/accounts/language/", "/accounts/second-factor/", "/accounts/password/")
MAX_PAGES = 45


def spoken(page: html.HtmlElement) -> str:
    """Everything on a page that people read or hear."""
    for silent in page.xpath('//script|//style|//*[@lang="en"]|//*[contains(@class, "second-factor-key")]'):
        silent.drop_tree()
    heard = [str(it.get(name)) for it in page.iter() if isinstance(it.tag, str) for name in READ if it.get(name)]
    return "\n".join([*page.itertext(), *heard])


def shape_of(address: str) -> str:
    """Pages that differ by what they are about only look alike."""
    return re.sub(r"\d+", "1", re.sub(r"\b[A-Z]+\d*-?\d*\b", "X", address.partition("?")[0]))


def nonsense(form: html.HtmlElement) -> dict[str, str]:
    """The form filled in with what cannot be right."""
    kept = {it.get("name"): it.get("value") or "" for it in form.xpath('.//input[@type="hidden"][@name]')}
    typed = form.xpath('.//input[@name][not(@type="hidden") and not(@type="file")]|.//textarea[@name]|.//select[@name]')
    return kept | {it.get("name"): "x\u00d7" for it in typed}


def pages_of(client: Client) -> Iterator[tuple[str, str]]:
    """Address and words of a page of every shape that links lead to, and of its forms sent with nonsense."""
    to_see, seen = ["/"], set[str]()
    while to_see and len(seen) < MAX_PAGES:
        address = to_see.pop(0)
        if (shape := shape_of(address)) in seen or address.startswith(("/api", "/static", *LEFT_OUT)):
            continue
        seen.add(shape)
        answer = client.get(address, follow=True)
        if answer.streaming or "html" not in answer["Content-Type"]:
            continue
        page = html.fromstring(answer.content)
        to_see += [urljoin(address, it.partition("#")[0]) for it in page.xpath("//a/@href") if "export=" not in it]
        forms = [
            (urljoin(address, it.get("action") or ""), nonsense(it)) for it in page.xpath('//form[@method="post"]')
        ]
        yield address, spoken(page)
        for target, fields in forms:
            if not target.startswith(LEFT_OUT):
                sent = client.post(target, fields, follow=True)
                if not sent.streaming and sent.content:
                    yield f"POST {target}", spoken(html.fromstring(sent.content))


@pytest.fixture(scope="module")
def _demonstrated(all_along: None) -> None:
    demonstration(year=2012, as_of=date(2012, 12, 31))


@pytest.mark.usefixtures("_demonstrated")
@pytest.mark.parametrize("username", ["secretary01", "clerk01", "league", "association"])
def test_nobody_in_a_village_reads_english_or_statistics(username: str) -> None:
    client, count = enter_as(Client(), User.objects.get(username=username)), 0
    found: dict[str, set[str]] = {}
    for address, words in pages_of(client):
        count += 1
        english = {it for it in ENGLISH.findall(words) if it not in NAMES}
        if strange := english | {it for it in STATISTICS if it in words}:
            found.setdefault(address, set()).update(strange)
    assert count > 15
    assert found == {}
