"""Servers of the tests: HTTP with answers in a row, and a mail server that keeps what it is given."""

from __future__ import annotations

import json
import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Asked(NamedTuple):
    """A request as it came."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


Answer = tuple[int, object]


@contextmanager
def http_server(answer: Callable[[Asked], Answer]) -> Iterator[tuple[str, list[Asked]]]:
    """An HTTP server on this machine; gives its address and the requests as they come."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            asked.append(Asked(self.path, dict(self.headers), body))
            status, data = answer(asked[-1])
            content = data if isinstance(data, bytes) else json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    with _served(HTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield f"http://127.0.0.1:{port}", asked


@contextmanager
def mail_server(refuse: int = 0) -> Iterator[tuple[int, list[str]]]:
    """A server that speaks as much SMTP as is needed; gives its port and the mails. `refuse` is a code for all."""
    mails: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.wfile.write(b"220 here\r\n")
            while line := self.rfile.readline().decode().strip():
                self.wfile.write(self._said(line.upper()))
                if line.upper() == "QUIT":
                    return

        def _said(self, line: str) -> bytes:
            if line.startswith("RCPT") and refuse:
                return f"{refuse} no\r\n".encode()
            if line != "DATA":
                return b"250 ok\r\n"
            self.wfile.write(b"354 go\r\n")
            lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
            mails.append("".join(lines))
            return b"250 ok\r\n"

    with _served(socketserver.TCPServer(("127.0.0.1", 0), Handler)) as port:
        yield port, mails


@contextmanager
def _served(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
