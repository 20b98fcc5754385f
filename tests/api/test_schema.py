"""The schema that lies in the docs is that of the code."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

SCHEMA = Path(settings.BASE_DIR) / "docs" / "api-schema.yml"


def test_the_schema_in_the_docs_is_current_and_nothing_in_it_is_guessed(tmp_path: Path) -> None:
    """``make schema`` makes it anew."""
    made = tmp_path / "schema.yml"
    call_command("spectacular", file=str(made), lang="en", fail_on_warn=True, validate=True)
    assert SCHEMA.read_text() == made.read_text()
