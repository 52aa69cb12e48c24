"""A wire between a client and the server that can be cut after any statement.

A migration and its record are one message to the server, so that no client can stop between its statements. The wire
reads the messages as they pass (documentation, "Frontend/Backend Protocol"); at the statement where it is told to
stop, it lets the message end. When the server has said that it is done with that part, the two ends may be killed.
"""

from __future__ import annotations

import os
import selectors
import shutil
import socket
import struct
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pgassay import sql

_FILE = ".s.PGSQL.5432"
_CHUNK = 1 << 16


@dataclass
class _Pair:
    """A client's connection and its own to the server."""

    client: socket.socket
    server: socket.socket
    from_client: bytearray = field(default_factory=bytearray)
    from_server: bytearray = field(default_factory=bytearray)
    started: bool = False
    stopping: bool = False
    parsed: str = ""


class Wire:
    """Listens on a socket of its own and passes on what it hears.

    Args:
        server: path of the server's socket.

    Attributes:
        statements: what the client has sent, statement by statement.
    """

    def __init__(self, server: Path) -> None:
        self._server = server
        self._folder = Path(tempfile.mkdtemp(prefix="pgassay-"))
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(self._folder / _FILE))
        self._listener.listen()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._pairs: list[_Pair] = []
        self._stop_after: int | None = None
        self._reached = False
        self.statements: list[str] = []

    @property
    def host(self) -> str:
        """What the client names as its host."""
        return str(self._folder)

    def carry(self, *, stop_after: int | None, alive: Callable[[], bool]) -> bool:
        """Pass messages on until the client's process has ended, or until it is to be stopped.

        Args:
            stop_after: after how many of the client's statements; None for never.
            alive: whether the client's process still runs.

        Returns:
            Whether it was stopped: the server has done that many statements and waits for the next.
        """
        self._stop_after = stop_after
        while not self._reached:
            for key, _ in self._selector.select(timeout=0.02):
                if key.fileobj is self._listener:
                    self._accept()
                else:
                    pair, is_client = key.data
                    self._hear(pair, is_client=is_client)
            if not self._pairs and not alive():
                return False
        return True

    def cut(self) -> None:
        """Close every connection, and the wire."""
        for pair in list(self._pairs):
            self._close(pair)
        self._selector.close()
        self._listener.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _accept(self) -> None:
        client, _ = self._listener.accept()
        server = socket.socket(socket.AF_UNIX)
        server.connect(str(self._server))
        pair = _Pair(client, server)
        self._pairs.append(pair)
        self._selector.register(client, selectors.EVENT_READ, (pair, True))
        self._selector.register(server, selectors.EVENT_READ, (pair, False))

    def _close(self, pair: _Pair) -> None:
        if pair in self._pairs:
            self._pairs.remove(pair)
            for end in (pair.client, pair.server):
                self._selector.unregister(end)
                end.close()

    def _hear(self, pair: _Pair, *, is_client: bool) -> None:
        end = pair.client if is_client else pair.server
        try:
            data = end.recv(_CHUNK)
        except OSError:  # reset by a peer that was killed
            data = b""
        if not data:
            self._close(pair)
            return
        try:
            if is_client:
                pair.from_client += data
                self._from_client(pair)
            else:
                pair.from_server += data
                self._from_server(pair)
        except BrokenPipeError:
            self._close(pair)

    def _from_client(self, pair: _Pair) -> None:
        """Pass on whole messages."""
        heard = pair.from_client
        while not pair.stopping:
            head = 1 if pair.started else 0  # the first message has no type
            if len(heard) < head + 4:
                return
            length = head + struct.unpack_from("!I", heard, head)[0]
            if len(heard) < length:
                return
            message = bytes(heard[:length])
            del heard[:length]
            pair.server.sendall(self._counted(pair, message) if pair.started else message)
            pair.started = True

    def _counted(self, pair: _Pair, message: bytes) -> bytes:
        """A message, its statements counted; as much of it as is to pass."""
        kind, payload = message[:1], message[5:]
        if kind == b"P":
            pair.parsed = payload.split(b"\0")[1].decode()
        elif kind == b"S":
            self._count(pair, pair.parsed)
        elif kind == b"Q":
            text = payload[:-1].decode()
            for statement in sql.split(text):
                if self._count(pair, statement.text):
                    passed = text[: statement.start + len(statement.text)].encode() + b"\0"
                    return b"Q" + struct.pack("!I", len(passed) + 4) + passed
        return message

    def _count(self, pair: _Pair, statement: str) -> bool:
        self.statements.append(statement)
        pair.stopping = len(self.statements) == self._stop_after
        return pair.stopping

    def _from_server(self, pair: _Pair) -> None:
        """Pass on what is there, and look for the message that says: ready for the next."""
        heard = pair.from_server
        while len(heard) >= 5:
            length = 1 + struct.unpack_from("!I", heard, 1)[0]
            if len(heard) < length:
                break
            message = bytes(heard[:length])
            del heard[:length]
            if pair.stopping and message[:1] == b"Z":
                self._reached = True
                return
            pair.client.sendall(message)


def end_of(pid: int) -> int | None:
    """The exit status of a child that has ended; None while it runs."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None
