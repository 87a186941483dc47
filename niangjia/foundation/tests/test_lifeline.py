"""A child of a killed parent ends."""

from __future__ import annotations

import subprocess
import sys

import psutil

PARENT = """
import subprocess, sys, time
from niangjia.foundation.lifeline import be_parent
be_parent()
child = subprocess.Popen([sys.executable, "-c", {child!r}])
print(child.pid, flush=True)
time.sleep(60)
"""
CHILD = """
import time
from niangjia.foundation.lifeline import end_with_parent
end_with_parent()
time.sleep(60)
"""


def test_a_child_ends_when_its_parent_is_killed() -> None:
    command = [sys.executable, "-c", PARENT.format(child=CHILD)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        assert child.is_running()
        parent.kill()
    _gone, left = psutil.wait_procs([child], timeout=8)
    assert not left
