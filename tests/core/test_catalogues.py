"""What is said in code and templates, and what the catalogues say of it."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from django.core.management import CommandError, call_command
from pytest_django import Settings

from apps.core import catalogues

CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
title = gettext_lazy("Village")
def said(count):
    return _("Hello %(name)s"), ngettext("%(count)d branch", "%(count)d branches", count), pgettext("month", "May")
"""
#: The name that a translating function has in a module.
NAMES = re.compile(r"from django\.utils\.translation import n?p?gettext(?:_lazy)? as (\w+)")
TEMPLATE = """{% load i18n %}
<h1>{% translate "Classes" %}</h1>
{% blocktranslate count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
"""
TRANSLATED: dict[tuple[str | None, str | tuple[str, str]], str | tuple[str, ...]] = {
    (None, "Village"): "村",
    (None, "Hello %(name)s"): "%(name)s，您好",
    (None, ("%(count)d branch", "%(count)d branches")): ("%(count)d 个支部",),
    ("month", "May"): "五月",
    (None, "Classes"): "等次",
    (None, ("%(n)s row", "%(n)s rows")): ("%(n)s 行",),
}


@pytest.fixture
def catalogue(settings: Settings, tmp_path: Path) -> Path:
    """A small project whose catalogue is complete; the path of its catalogue."""
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    file = tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
    for path, text in ((tmp_path / "apps/page.py", CODE), (tmp_path / "templates/page.html", TEMPLATE)):
        path.parent.mkdir(parents=True)
        path.write_text(text)
    file.parent.mkdir(parents=True)
    write(file, Catalog(locale="zh_Hans"), dict(TRANSLATED))
    return file


def write(
    file: Path, catalogue: Catalog, strings: dict[tuple[str | None, str | tuple[str, str]], str | tuple[str, ...]]
) -> None:
    for (context, source), translation in strings.items():
        catalogue.add(source, translation, context=context)
    with file.open("wb") as stream:
        write_po(stream, catalogue)


def test_a_complete_catalogue_has_no_problem(catalogue: Path) -> None:
    assert catalogues.problems() == []


@pytest.mark.parametrize("source", TRANSLATED)
def test_an_untranslated_string_is_found_wherever_it_is_said(
    catalogue: Path, source: tuple[str | None, str | tuple[str, str]]
) -> None:
    empty = ("",) if isinstance(source[1], tuple) else ""
    write(catalogue, Catalog(locale="zh_Hans"), TRANSLATED | {source: empty})
    (problem,) = catalogues.problems()
    assert "not translated" in problem
    write(catalogue, Catalog(locale="zh_Hans"), {key: value for key, value in TRANSLATED.items() if key != source})
    assert catalogues.problems() == [problem]


def test_a_fuzzy_string_is_found(catalogue: Path) -> None:
    marked = Catalog(locale="zh_Hans")
    marked.add("Classes", "等级", flags=["fuzzy"])
    write(catalogue, marked, {key: value for key, value in TRANSLATED.items() if key[1] != "Classes"})
    assert catalogues.problems() == ["zh_Hans: fuzzy: 'Classes'"]


def test_a_string_that_nobody_says_any_more_is_found(catalogue: Path) -> None:
    write(catalogue, Catalog(locale="zh_Hans"), TRANSLATED | {(None, "Gone"): "没有了"})
    assert catalogues.problems() == ["zh_Hans: nobody says 'Gone'"]


def test_a_translation_that_lost_its_placeholder_is_found(catalogue: Path) -> None:
    write(catalogue, Catalog(locale="zh_Hans"), TRANSLATED | {(None, "Hello %(name)s"): "您好 %(nmae)s"})
    (problem,) = catalogues.problems()
    assert "Hello" in problem


def test_a_string_that_is_counted_in_one_place_only_is_found(catalogue: Path) -> None:
    other = catalogue.parents[3] / "templates/other.html"
    other.write_text("{% load i18n %}{% blocktranslate with n=number %}{{ n }} row{% endblocktranslate %}")
    assert catalogues.problems() == ["counted elsewhere, and not here: '%(n)s row' (templates/other.html)"]


def test_the_check_fails_with_every_problem(catalogue: Path) -> None:
    call_command("catalogues", "check")
    write(catalogue, Catalog(locale="zh_Hans"), {})
    with pytest.raises(CommandError) as refusal:
        call_command("catalogues", "check")
    assert str(refusal.value).count("not translated") == len(TRANSLATED)


def test_compiled_catalogues_translate(catalogue: Path) -> None:
    call_command("catalogues", "compile")
    with catalogue.with_suffix(".mo").open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    assert compiled.gettext("Village") == "村"
    assert compiled.pgettext("month", "May") == "五月"
    assert compiled.ngettext("%(count)d branch", "%(count)d branches", 3) == "%(count)d 个支部"


def test_an_update_takes_in_what_is_new_drops_what_is_gone_and_guesses_nothing(catalogue: Path) -> None:
    write(catalogue, Catalog(locale="zh_Hans"), {(None, "Village"): "村", (None, "Class"): "等次"})
    call_command("catalogues", "update")
    updated = catalogues.read(catalogue)
    said = {message.id: message.string for message in updated if message.id}
    assert said["Village"] == "村"
    assert said["Classes"] == ""
    assert "Class" not in said
    assert not any(message.fuzzy for message in updated if message.id)


def test_every_name_under_which_code_translates_is_one_that_the_extraction_knows() -> None:
    unknown = {
        (str(file), name)
        for folder in ("apps", "config")
        for file in Path(folder).rglob("*.py")
        for name in NAMES.findall(file.read_text())
        if name not in {*catalogues.KEYWORDS, "override"}
    }
    assert unknown == set()


def test_nothing_is_translated_inside_a_formatted_string_where_the_extraction_does_not_look() -> None:
    inside = re.compile(r"\{(?:" + "|".join(catalogues.KEYWORDS) + r")\(")
    assert [str(file) for file in Path("apps").rglob("*.py") if inside.search(file.read_text())] == []
