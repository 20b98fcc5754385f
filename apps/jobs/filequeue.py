"""The embedded broker: kombu's file-system transport with messages that are whole or not there at all.

kombu opens a message under its final name before it has written it, and a worker that reads an empty one ends
itself (celery/kombu issue 1551): a full disk or a power cut leaves such files behind.  It also moves messages by way
of the system's temporary folder, which may be another disk.  Here a message appears and goes by one rename.
"""

from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.transport import filesystem, virtual
from kombu.utils.json import dumps, loads


class Channel(filesystem.Channel):
    #: Without broadcasts every process declares its own queues, and no file of bindings is fought over.
    supports_fanout = False
    get_table = virtual.Channel.get_table  # type: ignore[assignment]

    def _put(self, queue: str, payload: Any, **_options: Any) -> None:  # type: ignore[override]  # as in kombu
        name = f"{time_ns()}_{uuid4()}.{queue}.msg"
        part = Path(self.data_folder_out, f"{name}.part")
        try:
            part.write_text(dumps(payload))
            part.rename(Path(self.data_folder_out, name))
        finally:
            part.unlink(missing_ok=True)

    def _get(self, queue: str) -> Any:  # type: ignore[override]  # as in kombu
        """The oldest message that no other worker took first.  An unreadable one is dropped: its job is sent again."""
        folder = Path(self.data_folder_in)
        for name in sorted(file.name for file in folder.iterdir() if file.name.endswith(f".{queue}.msg")):
            taken = folder / f"{name}.taken"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:
                continue
            text = taken.read_text()
            taken.unlink()
            try:
                return loads(text)
            except ValueError:
                continue
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
