"""Keeps a few child processes alive, and leaves none behind."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

PR_SET_PDEATHSIG = 1
STEADY = 10.0  # seconds after which a child counts as having started well
GIVE_UP_AFTER = 5  # bad starts in a row


@dataclass
class Child:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    bad_starts: int = 0
    not_before: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 (our own commands, from the settings)
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 (the supervisor has one thread)
        )

    def end_group(self) -> None:
        """Kill what is left of the child's session: orphans of a killed leader would live for ever."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()


def die_with_parent() -> None:
    """Runs in the child before exec: the kernel ends it when the supervisor is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def supervise(
    commands: Mapping[str, Sequence[str]], *, say: Callable[[str], None], grace: float = 30.0
) -> int:
    """Run until SIGTERM, SIGINT or SIGHUP; answer the exit status.

    A child that ends is started again, more slowly each time; one that never starts well ends the whole.
    On stop the leaders are asked first (they finish what they hold),
    and killed with their groups after `grace`.
    """
    asked_to_stop = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        asked_to_stop.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, stop)
    children = [Child(name, command) for name, command in commands.items()]
    status = 0
    try:
        while not asked_to_stop.wait(0.2):
            for child in children:
                if not _keep(child, say=say):
                    say(f"{child.name} does not start; giving up.")
                    status = 1
                    asked_to_stop.set()
    finally:
        _stop(children, grace=grace)
    return status


def _keep(child: Child, *, say: Callable[[str], None]) -> bool:
    now = time.monotonic()
    if child.process is not None:
        code = child.process.poll()
        if code is None:
            return True
        child.end_group()
        child.process = None
        child.bad_starts = child.bad_starts + 1 if now - child.started < STEADY else 1
        child.not_before = now + min(child.bad_starts**2 / 4, 15)
        say(f"{child.name} ended ({code}).")
        if child.bad_starts >= GIVE_UP_AFTER:
            return False
    if now >= child.not_before:
        child.start()
    return True


def _stop(children: Sequence[Child], *, grace: float) -> None:
    running = [child.process for child in children if child.process is not None]
    for process in running:
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + grace
    for process in running:
        try:
            process.wait(timeout=max(until - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            continue
    for child in children:
        child.end_group()
