"""A process that owns the database of the house in the first argument until its standard input ends.

Says "ready" when it runs. The second argument is what it does besides:
`fork`: leaves a forked child; its pid follows after "ready";
`deaf`: takes no notice of Ctrl-C;
`die:<function>`: kills itself as soon as this function of the initialisation has returned.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from niangjia.foundation.embedded import Server, cluster


def die_after(name: str) -> None:
    original = getattr(cluster, name)

    def last(*given: Any, **named: Any) -> None:
        original(*given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(cluster, name, last)


def child_that_stays() -> int:
    if pid := os.fork():
        return pid
    time.sleep(30)
    os._exit(0)


def main(home: Path, also: str) -> None:
    if also.startswith("die:"):
        die_after(also.removeprefix("die:"))
    if also == "deaf":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with Server(home, max_connections=5, say=lambda _: None, extra_settings={"fsync": "off"}):
        pid = child_that_stays() if also == "fork" else 0
        sys.stdout.write(f"ready {pid}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
