"""The embedded broker."""

from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

TRANSPORT = "apps.jobs.filequeue:Transport"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def connection(folder: Path) -> Connection:
    options = {"data_folder_in": str(folder), "data_folder_out": str(folder), "polling_interval": 0.01}
    return Connection("filesystem://localhost", transport=TRANSPORT, transport_options=options)


def test_messages_come_in_their_order_once_and_leave_nothing_behind(folder: Path) -> None:
    with connection(folder) as sender, connection(folder) as receiver:
        out, into = sender.SimpleQueue("celery"), receiver.SimpleQueue("celery")
        for number in range(3):
            out.put({"number": number})
        got = [into.get(timeout=1) for _message in range(3)]
        for message in got:
            message.ack()
        assert [message.payload for message in got] == [{"number": 0}, {"number": 1}, {"number": 2}]
        with pytest.raises(Empty):
            into.get(block=False)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("broken", ["", '{"body": '])
def test_a_message_that_is_only_half_there_is_passed_over(folder: Path, broken: str) -> None:
    (folder / "0_left-by-a-full-disk.celery.msg").write_text(broken)
    with connection(folder) as broker:
        queue = broker.SimpleQueue("celery")
        queue.put({"number": 1})
        assert queue.get(timeout=1).payload == {"number": 1}


def test_a_queue_gets_only_its_own_messages(folder: Path) -> None:
    with connection(folder) as broker:
        one, other = broker.SimpleQueue("one"), broker.SimpleQueue("other")
        one.put({"number": 1})
        with pytest.raises(Empty):
            other.get(block=False)
        assert one.get(timeout=1).payload == {"number": 1}
