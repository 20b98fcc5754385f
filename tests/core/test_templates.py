"""What holds for every template."""

import re
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.template import Context, Template

from apps.core.templatetags.tongbu import ICONS, icon

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
BEHAVIOUR = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)

#: Between what two tags say; what a translated block says is a sentence of its own.
ENGLISH_MARK = re.compile(r"(?:}}|%})(?:</\w+>)*[:,] (?={[{%]|<span)|join:\", \"|[ >]\({{ (?!column)")
TRANSLATED_BLOCK = re.compile(r"{% blocktranslate(.*?)%}.*?{% endblocktranslate %}", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}")
NAMED_ICON = re.compile(r"{% icon [\"']([^\"']+)")


def by_name(find: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """What `find` finds in the templates, by their names; those in which it finds nothing are left out."""
    found = {str(it.relative_to(settings.BASE_DIR / "templates")): find(it.read_text()) for it in TEMPLATES}
    return {name: its for name, its in found.items() if its}


def test_templates_speak_english() -> None:
    assert by_name(re.compile("[\u4e00-\u9fff]").findall) == {}


def test_templates_leave_looks_and_behaviour_to_their_own_files() -> None:
    assert by_name(lambda text: BEHAVIOUR.findall(TEMPLATE_TAG.sub("", text))) == {}


def test_colons_and_commas_between_values_are_those_of_the_language() -> None:
    assert by_name(lambda text: ENGLISH_MARK.findall(TRANSLATED_BLOCK.sub(r"\1", text))) == {}


def test_every_icon_that_a_template_names_exists() -> None:
    drawn = {it.stem for it in ICONS.glob("*.svg")}
    assert by_name(lambda text: [name for name in NAMED_ICON.findall(text) if name not in drawn]) == {}


def test_an_icon_is_drawn_in_the_page_and_hidden_from_screen_readers() -> None:
    drawn = Template('{% icon "home" "icon icon-lg" %}').render(Context())
    assert drawn.startswith('<svg class="icon icon-lg"')
    assert 'aria-hidden="true"' in drawn
    assert "<path" in drawn
    assert drawn.endswith("</svg>") or drawn.rstrip().endswith("</svg>")


def test_an_icon_that_does_not_exist_is_nothing() -> None:
    assert icon("no-such-icon") == ""
