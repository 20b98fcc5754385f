"""The books of the handbook: the Markdown below docs/handbook, one file for each book and language.

A book is a title, a few words before the first section, and sections.  A section's key is its English heading; the
Chinese book has the same sections in the same order.  What stands on the screen is written in bold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

FOLDER = Path(settings.BASE_DIR) / "docs" / "handbook"
#: The language whose headings are the keys.
KEYS = "en"

SECRETARY, STAFF, LEADER, ADMINISTRATOR = "secretary", "staff", "leader", "administrator"
FIGURES = "figures"
BOOKS = (SECRETARY, STAFF, LEADER, ADMINISTRATOR, FIGURES)

#: The token that begins a section.
_SECTION = ("heading_open", "h2")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a book with its heading; `key` is the same in every language."""

    key: str
    title: str
    text: SafeString


@dataclass(frozen=True, slots=True)
class Book:
    """A book in one language."""

    name: str
    title: str
    opening: SafeString
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        return next((it for it in self.sections if it.key == key), None)


@cache
def book_in(language: str, name: str) -> Book:
    """The book `name`, one of `BOOKS`, in a language of the portal."""
    tokens = _tokens(language, name)
    starts = [at for at, token in enumerate(tokens) if (token.type, token.tag) == _SECTION]
    # A heading is three tokens: it opens, says, closes.
    sections = (
        Section(key, tokens[start + 1].content, _rendered(tokens[start + 3 : end], language))
        for key, (start, end) in zip(_keys(name), pairwise([*starts, len(tokens)]), strict=True)
    )
    return Book(name, tokens[1].content, _rendered(tokens[3 : starts[0]], language), tuple(sections))


def source_of(language: str, name: str) -> Path:
    """The file of a book."""
    return FOLDER / language / f"{name}.md"


@cache
def _keys(name: str) -> list[str]:
    tokens = _tokens(KEYS, name)
    return [slugify(text.content) for mark, text in pairwise(tokens) if (mark.type, mark.tag) == _SECTION]


def _tokens(language: str, name: str) -> list[Token]:
    return _MARKDOWN.parse(source_of(language, name).read_text(encoding="utf-8"))


def _rendered(tokens: Sequence[Token], language: str) -> SafeString:
    for token in tokens:
        if token.type == "table_open":
            token.attrJoin("class", "table table-sm")
        for inner in token.children or ():
            _addressed(inner, language)
    html = str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
    return mark_safe(html)  # noqa: S308 - the project's own text, in which HTML is no HTML


def _addressed(token: Token, language: str) -> None:
    """Links and pictures lead where they lead in the portal."""
    target: Any = token.attrs.get("href") or token.attrs.get("src")
    if token.type == "image":
        token.attrs["src"] = static(f"pictures/{language}/{PurePosixPath(target).name}")
        token.attrs["loading"] = "lazy"
    elif token.type == "link_open" and str(target).endswith(".md"):
        token.attrs["href"] = reverse("handbook:book", args=[PurePosixPath(target).stem])
