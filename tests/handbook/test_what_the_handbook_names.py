"""What the handbook names is there: words on the screen, addresses, pictures; in both languages the same."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.urls import resolve
from markdown_it import MarkdownIt
from markdown_it.token import Token

from apps.handbook.books import BOOKS, book_in, source_of

LANGUAGES = ("zh-hans", "en")
CATALOGUE = Path(settings.BASE_DIR) / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
everywhere = pytest.mark.parametrize(
    ("language", "name"), [(language, name) for language in LANGUAGES for name in BOOKS]
)


@cache
def words(language: str) -> frozenset[str]:
    """Every text of the portal in a language."""
    with CATALOGUE.open("rb") as file:
        messages = [it for it in read_po(file) if it.id]
    found = (it.string if language == "zh-hans" else it.id for it in messages)
    return frozenset(text for it in found if it for text in ((it,) if isinstance(it, str) else it))


def inner(language: str, name: str) -> Iterator[Token]:
    for token in MarkdownIt().parse(source_of(language, name).read_text(encoding="utf-8")):
        yield from token.children or ()


def bold(language: str, name: str) -> list[str]:
    tokens = list(inner(language, name))
    return [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "strong_open"]


def of_kind(language: str, name: str, kind: str, key: str) -> list[str]:
    return [str(it.attrs[key]) for it in inner(language, name) if it.type == kind]


@everywhere
def test_what_stands_in_bold_stands_on_the_screen(language: str, name: str) -> None:
    assert [text for text in bold(language, name) if text not in words(language)] == []


@everywhere
def test_its_addresses_lead_somewhere(language: str, name: str) -> None:
    codes = [it.content for it in inner(language, name) if it.type == "code_inline" and it.content.startswith("/")]
    links = [it for it in of_kind(language, name, "link_open", "href") if it.startswith("/")]
    for address in (*codes, *links):
        assert resolve(address)


@everywhere
def test_its_pictures_are_there_and_small(language: str, name: str) -> None:
    for target in of_kind(language, name, "image", "src"):
        picture = source_of(language, name).parent / target
        assert picture.is_file()
        assert picture.stat().st_size < 100_000


@pytest.mark.parametrize("name", BOOKS)
def test_both_languages_have_the_same_sections_with_the_same_pictures(name: str) -> None:
    chinese, english = (book_in(language, name) for language in LANGUAGES)
    assert [it.key for it in chinese.sections] == [it.key for it in english.sections]
    shown = [[it.text.count("<img") for it in book.sections] for book in (chinese, english)]
    assert shown[0] == shown[1]


def test_no_picture_is_kept_that_no_document_shows() -> None:
    root = Path(settings.BASE_DIR)
    books = [source_of(language, name) for language in LANGUAGES for name in BOOKS]
    texts = "".join(it.read_text(encoding="utf-8") for it in (*books, *root.glob("README*.md")))
    kept = [it.relative_to(root / "docs").as_posix() for it in (root / "docs" / "pictures").rglob("*.webp")]
    assert [it for it in kept if it not in texts] == []
