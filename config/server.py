"""How a web process talks HTTP: gunicorn looks after the processes, waitress after the connections.

A thread gets a request once all of it has arrived, and is free once its answer is written: whoever says nothing, sends
half of something or reads slowly holds a file descriptor and no thread.
"""

import os
import resource
import socket
import time
from typing import Any

from django.conf import settings
from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

#: Seconds in which the head of a request must have come in, and all of it: 110 MB over a village's line.
HEAD, WHOLE = 20, 900
#: Seconds in which something must have moved, be it a byte.
SILENCE = 30
#: So often that is looked at.
EVERY = 5
CONNECTIONS = 2000
#: For each request that waits for a thread a process leaves new connections to the others for so many seconds.
LEFT_TO_OTHERS = 0.001


class Request(HTTPRequestParser):
    """Knows when its first byte came."""

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.began = time.time()

    def is_late(self, now: float) -> bool:
        return now - self.began > (WHOLE if self.headers_finished else HEAD)


class Channel(HTTPChannel):
    parser_class = Request

    def handle_close(self) -> None:
        """Let go at once of what has come of a request that breaks off; it may fill a disk."""
        super().handle_close()
        if self.request is not None:
            self.request.close()


class Server(TcpWSGIServer):
    channel_class = Channel
    looks_at = 0.0

    def readable(self) -> bool:
        """Whether to look for new connections now.

        All processes listen on one socket, and whoever runs is the first to see what comes: the busiest.  It would get
        ever more of it while the others idle; so it looks less often the more requests wait in it.
        """
        now = time.monotonic()
        if now < self.looks_at:
            return False
        self.looks_at = now + LEFT_TO_OTHERS * len(self.task_dispatcher.queue)
        return bool(super().readable())

    def maintenance(self, now: float) -> None:
        """Close what nothing moves on, and what drips."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.request is not None and channel.request.is_late(now):
                channel.will_close = True

    def is_busy(self) -> bool:
        return any(channel.requests or channel.total_outbufs_len for channel in self.active_channels.values())


class Buffered(Worker):
    """A process of gunicorn that serves through waitress."""

    def run(self) -> None:
        _allow_files()
        server = server_on(self.sockets[0].sock, self.wsgi, threads=self.cfg.threads)
        while self.alive and os.getppid() == self.ppid:
            self._turn(server)
        # What is being answered is finished, nothing new is taken.
        server.del_channel()
        until = time.monotonic() + self.cfg.graceful_timeout
        while server.is_busy() and time.monotonic() < until:
            self._turn(server)
        server.task_dispatcher.shutdown()

    def _turn(self, server: Server) -> None:
        self.notify()
        wasyncore.loop(timeout=0.5, use_poll=True, map=server._map, count=1)


def server_on(listening: socket.socket, application: Any, *, threads: int) -> Server:
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(threads)
    adjustments = Adjustments(
        sockets=[listening],
        channel_timeout=SILENCE,
        cleanup_interval=EVERY,
        connection_limit=CONNECTIONS,
        max_request_body_size=settings.UPLOAD_MOST_TOGETHER,
        # However large an answer is, no thread waits for its reader: more than a megabyte waits in a file.
        outbuf_high_watermark=1024**3,
        # Which headers of proxies count is decided in `core.middleware`.
        clear_untrusted_proxy_headers=False,
        log_socket_errors=False,
        ident=None,
    )
    named: tuple[Any, ...] = (listening.family, listening.type, listening.proto, listening.getsockname())
    return Server(
        application, {}, _sock=listening, dispatcher=dispatcher, adj=adjustments, sockinfo=named, bind_socket=False
    )


def _allow_files() -> None:
    """As many open files as the system lets this process have: each connection is one, a large request another."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 3 * CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))
