"""`python -m config.web`: the web server.

gunicorn looks at some variables by itself and says what it finds in a traceback: they are checked before it starts.
"""

import os
import sys

from config import gunicorn

if __name__ == "__main__":
    os.environ["WEB_CONCURRENCY"] = str(gunicorn.workers)
    arguments = ["-m", "gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606
