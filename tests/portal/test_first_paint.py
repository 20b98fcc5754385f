"""What a page shows first waits for no script, and comes from the portal itself."""

from pathlib import Path
from re import findall

from django.conf import settings


def test_no_script_is_waited_for() -> None:
    found = [
        (template.name, script)
        for template in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
        for script in findall(r"<script\b([^>]*\bsrc=[^>]*)>", template.read_text(encoding="utf-8"))
    ]
    assert len(found) > 5
    assert [it for it in found if "defer" not in it[1] and 'type="module"' not in it[1]] == []
