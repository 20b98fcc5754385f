"""What a page shows first waits for no script, and comes from the portal itself."""

from pathlib import Path
from re import findall

import pytest
from django.conf import settings

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda it: it.name)
def test_no_script_is_waited_for(template: Path) -> None:
    scripts = findall(r"<script\b([^>]*\bsrc=[^>]*)>", template.read_text(encoding="utf-8"))
    assert [it for it in scripts if "defer" not in it and 'type="module"' not in it] == []
