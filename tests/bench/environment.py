"""A database of the bench's own, whatever the environment says: measures write.  Import it before anything else."""

import os
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.test.utils import setup_test_environment

#: Removed when the process ends.
FOLDER = tempfile.TemporaryDirectory(prefix="tongbu-bench-")

for name in ("DATABASE_URL", "REDIS_URL", "MEDIA_ROOT"):
    os.environ.pop(name, None)
os.environ |= {"DATA_DIR": FOLDER.name, "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"}


def prepare() -> None:
    """Load the portal and make its tables."""
    Path(FOLDER.name, "static").mkdir()
    django.setup()
    setup_test_environment()
    call_command("migrate", verbosity=0)
