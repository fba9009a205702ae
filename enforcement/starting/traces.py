"""The lock and the pid file in the data folder: one start at a time, and none of its children outlives it."""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import time
from pathlib import Path

from enforcement.starting.ground import Unfit

PATIENCE = 5  # seconds for a leftover to be gone


def take_lock(folder):
    """Return the open lock file, or refuse while another start holds it; the kernel frees it at death."""
    lock = open(folder / "start.lock", "a+")  # noqa: SIM115 (open as long as the process lives)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        other = lock.read().strip() or "未知"
        raise Unfit(
            f"数据目录 {folder} 已由另一个 start（进程 {other}）使用，请先停掉它，或另设 DATA_DIR。"
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def birth(pid):
    """Return when a process began, so that a number given out again is not taken for it; '' if dead."""
    stat = Path(f"/proc/{pid}/stat")
    if stat.parent.parent.joinpath("self").exists():
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] == "Z" else fields[19]
    asked = ["ps", "-o", "lstart=", "-p", str(pid)]
    return subprocess.run(asked, capture_output=True, text=True, env={"LC_ALL": "C"}).stdout.strip()


class PidFile:
    """Which children are alive: number, birth and name, for the next start after a hard death."""

    def __init__(self, folder):
        self.path = folder / "start.pids"

    def write(self, children):
        """Keep the children, given as (number, name)."""
        draft = self.path.with_suffix(".new")
        draft.write_text(json.dumps([[pid, birth(pid), name] for pid, name in children]))
        draft.replace(self.path)

    def read(self):
        """Return the children as (number, birth, name); none if the file is not there or not whole."""
        try:
            return [(int(pid), str(born), str(name)) for pid, born, name in json.loads(self.path.read_text())]
        except (OSError, ValueError, TypeError):
            return []

    def clear_leftovers(self):
        """Kill what a start that died hard has left behind, and wait until it is gone."""
        left = [pid for pid, born, _ in self.read() if born and birth(pid) == born]
        for pid in left:
            kill_group(pid, signal.SIGKILL)
        end = time.monotonic() + PATIENCE
        while any(birth(pid) for pid in left) and time.monotonic() < end:
            time.sleep(0.05)
        self.path.unlink(missing_ok=True)
        return len(left)


def kill_group(pid, number):
    """Send a signal to the group that the child `pid` leads, to its own children too."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
