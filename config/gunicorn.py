"""How gunicorn serves the pages."""

import os
import shutil

from gunicorn.arbiter import Arbiter

from config.env import env
from config.logs import FORMS, LEVELS, logging_settings

host = env.machine("HOST", "127.0.0.1")
port = env.whole("PORT", 8000, least=1, most=65535)
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
workers = env.whole("WEB_CONCURRENCY", 2, least=1, most=64)
worker_class = "config.server.Buffered"
threads = 4
#: Loaded once, before the workers are made: a refused start ends the server itself, with its own exit status.
preload_app = True
#: After so long without a sign of life a process is replaced.
timeout = 120
#: Nothing outside DATA_DIR is written.
control_socket_disable = True
logconfig_dict = logging_settings(
    env.choice("LOG_LEVEL", "WARNING", LEVELS), env.choice("LOG_FORMAT", "text", list(FORMS))
)

#: Names the folder in which the web processes count together, where they do (`config.web`).
COUNTS = "PROMETHEUS_MULTIPROC_DIR"


def on_exit(_server: Arbiter) -> None:
    if COUNTS in os.environ:
        shutil.rmtree(os.environ[COUNTS], ignore_errors=True)
