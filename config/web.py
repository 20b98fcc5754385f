"""`python -m config.web`: the web server.

gunicorn looks at some variables by itself and says what it finds in a traceback: they are checked before it starts.
"""

import os
import sys
import tempfile

from config import gunicorn
from config.env import env

if __name__ == "__main__":
    os.environ["WEB_CONCURRENCY"] = str(gunicorn.workers)
    if env.text("METRICS_TOKEN"):
        # Not in DATA_DIR: other web servers, whose processes have the same numbers, may share it.
        os.environ[gunicorn.COUNTS] = tempfile.mkdtemp(prefix="tongbu-counts-")
    arguments = ["-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606
