"""Outgoing HTTP: one pool, always with time limits, never following where it was not sent, never in a log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import urllib3

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECT, READ = 3.0, 7.0  # seconds
LARGEST = 64 * 1024  # bytes of an answer

_pool = urllib3.PoolManager(
    timeout=urllib3.Timeout(connect=CONNECT, read=READ), retries=False, maxsize=4, num_pools=8
)


class Unreachable(Exception):
    """No usable answer came; without the address and without what was sent."""


@dataclass(frozen=True, repr=False)
class Answer:
    """A status and the JSON object that came with it, {} if none did."""

    status: int
    data: dict[str, Any]


def post_json(url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
    """Post JSON. Raises Unreachable."""
    sent = {"Content-Type": "application/json; charset=utf-8", **(headers or {})}
    try:
        answer = _pool.request("POST", url, body=body, headers=sent, redirect=False, preload_content=False)
        try:
            content = answer.read(LARGEST, decode_content=True)
        finally:
            answer.release_conn()
    except (urllib3.exceptions.HTTPError, OSError):
        raise Unreachable from None
    return Answer(answer.status, _object(content))


def _object(content: bytes) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def packed(data: object) -> bytes:
    """JSON as it is sent and signed."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
