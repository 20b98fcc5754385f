"""What holds for every template."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template

from apps.core.templatetags.tongbu import ICONS, icon

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
BEHAVIOUR = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)

#: Between what two tags say; what a translated block says is a sentence of its own.
ENGLISH_MARK = re.compile(r"(?:}}|%})(?:</\w+>)*[:,] (?={[{%]|<span)|join:\", \"|[ >]\({{ (?!column)")
TRANSLATED_BLOCK = re.compile(r"{% blocktranslate(.*?)%}.*?{% endblocktranslate %}", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}")


def names(template: Path) -> str:
    return str(template.relative_to(settings.BASE_DIR / "templates"))


@pytest.mark.parametrize("template", TEMPLATES, ids=names)
def test_templates_speak_english_and_leave_looks_and_behaviour_to_their_own_files(template: Path) -> None:
    text = template.read_text()
    assert re.findall("[\u4e00-\u9fff]", text) == []
    assert BEHAVIOUR.findall(TEMPLATE_TAG.sub("", text)) == []


def test_colons_and_commas_between_values_are_those_of_the_language() -> None:
    marked = {names(it): ENGLISH_MARK.findall(TRANSLATED_BLOCK.sub(r"\1", it.read_text())) for it in TEMPLATES}
    assert {name: found for name, found in marked.items() if found} == {}


@pytest.mark.parametrize("template", TEMPLATES, ids=names)
def test_every_icon_that_a_template_names_exists(template: Path) -> None:
    named = re.findall(r"{% icon [\"']([^\"']+)", template.read_text())
    assert [name for name in named if not (ICONS / f"{name}.svg").exists()] == []


def test_an_icon_is_drawn_in_the_page_and_hidden_from_screen_readers() -> None:
    drawn = Template('{% icon "home" "icon icon-lg" %}').render(Context())
    assert drawn.startswith('<svg class="icon icon-lg"')
    assert 'aria-hidden="true"' in drawn
    assert "<path" in drawn
    assert drawn.endswith("</svg>") or drawn.rstrip().endswith("</svg>")


def test_an_icon_that_does_not_exist_is_nothing() -> None:
    assert icon("no-such-icon") == ""
