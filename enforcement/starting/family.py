"""Web, worker and beat as children: started, watched, started again, and stopped to the last grandchild."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from enforcement.starting.ground import BASE_DIR
from enforcement.starting.traces import PidFile, kill_group

LONGEST_PAUSE = 30
STEADY = 20  # seconds after which an earlier fall is forgotten
FAREWELL = 10  # seconds to finish what is being done


@dataclass
class Part:
    """One child: a part of the product that always runs, or an errand that ends by itself."""

    name: str
    command: list[str]
    when_done: Callable[[int], None] | None = None  # only an errand has it
    process: subprocess.Popen | None = None
    born: float = 0
    falls: int = 0
    again_at: float | None = None

    @property
    def runs(self):
        return self.process is not None


@dataclass
class Family:
    """The children of one start, and the parent's eye on them."""

    folder: object
    say: Callable[[str], None]
    parts: list[Part] = field(default_factory=list)
    asked_to_stop: threading.Event = field(default_factory=threading.Event)
    in_a_hurry: bool = False

    def listen(self):
        """Take Ctrl-C, SIGTERM and a closed terminal as the wish to stop; a second one as impatience."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.hear)

    def hear(self, number, frame):
        self.in_a_hurry = self.asked_to_stop.is_set()
        self.asked_to_stop.set()

    def add(self, part):
        self.parts.append(part)
        self.spawn(part)

    def spawn(self, part):
        """Start a child at the head of its own group, so that Ctrl-C reaches only the parent."""
        wrapper = [sys.executable, "-m", "enforcement.starting.child", str(os.getpid())]
        part.process = subprocess.Popen([*wrapper, *part.command], cwd=BASE_DIR, start_new_session=True)
        part.born, part.again_at = time.monotonic(), None
        self.note()

    def note(self):
        PidFile(self.folder).write([(part.process.pid, part.name) for part in self.parts if part.runs])

    def watch(self):
        """Look after the children until somebody asks to stop."""
        while not self.asked_to_stop.wait(0.2):
            self.look()

    def look(self):
        for part in list(self.parts):
            if part.runs and (code := part.process.poll()) is not None:
                self.bury(part, code)
            elif part.again_at is not None and time.monotonic() >= part.again_at:
                self.spawn(part)

    def bury(self, part, code):
        """Clear up after a dead child; an errand is done, a part comes back after a growing pause."""
        kill_group(part.process.pid, signal.SIGKILL)
        part.process = None
        if part.when_done:
            self.parts.remove(part)
            self.note()
            part.when_done(code)
            return
        part.falls = part.falls + 1 if time.monotonic() - part.born < STEADY else 1
        pause = min(2 ** (part.falls - 1), LONGEST_PAUSE)
        part.again_at = time.monotonic() + pause
        how = f"信号 {-code}" if code < 0 else f"退出码 {code}"
        self.say(f"{part.name} 意外停止（{how}），{pause} 秒后重新启动。")

    def stop(self):
        """Ask every child to end, wait a little, and kill what is left of their groups."""
        running = [part.process for part in self.parts if part.runs]
        for process in running:
            if process.poll() is None:
                process.terminate()
        end = time.monotonic() + FAREWELL
        while any(process.poll() is None for process in running) and time.monotonic() < end:
            if self.in_a_hurry:
                break
            time.sleep(0.05)
        for process in running:
            kill_group(process.pid, signal.SIGKILL)
            process.wait()
        PidFile(self.folder).path.unlink(missing_ok=True)
