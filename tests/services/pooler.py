"""A PgBouncer of the test's own before the test database: it lends a connection for one transaction."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

from tests.services.processes import answers, eventually, free_port, kill, with_services

#: Two connections for everybody: whoever leaves something behind on one soon shows.
SETTINGS = """
[databases]
{name} = host={host} port={port} user={user} {more}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
max_client_conn = 200
logfile = {folder}/pgbouncer.log
"""


@dataclass
class Pooler:
    """`url` is the address of the test database behind it."""

    folder: Path
    #: More about the database, such as `connect_query`.
    more: str = ""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        server, own_port = urlsplit(os.environ["DATABASE_URL"]), free_port()
        name, user = connection.settings_dict["NAME"], server.username
        said = SETTINGS.format(
            name=name, host=server.hostname, port=server.port, user=user, more=self.more,
            own_port=own_port, folder=self.folder,
        )  # fmt: skip
        (self.folder / "pgbouncer.ini").write_text(said)
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.iterdir()):
                os.chown(path, with_services.somebody().pw_uid, with_services.somebody().pw_gid)
        command = [with_services.program("pgbouncer"), "--quiet", str(self.folder / "pgbouncer.ini")]
        self.process = subprocess.Popen([*with_services.as_somebody(), *command], start_new_session=True)
        assert eventually(lambda: answers(own_port))
        return f"postgres://{user}@127.0.0.1:{own_port}/{name}"

    def stop(self) -> None:
        if self.process is not None:
            kill(self.process)

    @property
    def complaints(self) -> list[str]:
        """What it refused of its clients."""
        lines = (self.folder / "pgbouncer.log").read_text().splitlines()
        return [line for line in lines if " ERROR " in line or "closing because: unsupported" in line]
