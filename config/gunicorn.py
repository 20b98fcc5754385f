"""How gunicorn serves the pages."""

from config.env import env

host = env.str("HOST", default="127.0.0.1")
port = env.int("PORT", default=8000)
bind = f"{host}:{port}"
workers = env.int("WEB_CONCURRENCY", default=2)
threads = 4
#: Loaded once, before the workers are made: a refused start ends the server itself, with its own exit status.
preload_app = True
#: A large workbook may take a while to come in and be checked.
timeout = 120
#: Nothing outside DATA_DIR is written.
control_socket_disable = True
