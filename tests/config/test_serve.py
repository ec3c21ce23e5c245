"""The supervisor with children that a test can afford."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLEEPER = (
    "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(60)"
)
SUPERVISOR = """
import sys
from config.supervisor import supervise
sleeper, path = sys.argv[1:]
raise SystemExit(supervise({"child": [sys.executable, "-c", sleeper, path]}, say=print, grace=5))
"""
HOPELESS = """
import sys
from config import supervisor
supervisor.GIVE_UP_AFTER = 2
sys.exit(supervisor.supervise({"x": [sys.executable, "-c", "raise SystemExit(3)"]}, say=print))
"""


def wait_for(condition, *, seconds: float = 20):  # type: ignore[no-untyped-def]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.05)
    pytest.fail("waited in vain")


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.fixture
def supervised(tmp_path: Path):  # type: ignore[no-untyped-def]
    path = tmp_path / "pid"
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, SLEEPER, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )

    def child(other_than: int = 0) -> int:
        def current() -> int:
            text = path.read_text() if path.exists() else ""
            return int(text) if text.isdecimal() and int(text) != other_than else 0

        return int(wait_for(current))

    yield process, child
    process.kill()
    process.communicate(timeout=20)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="looks at processes through /proc")
class TestSupervise:
    def test_it_starts_a_dead_child_again(self, supervised) -> None:  # type: ignore[no-untyped-def]
        _process, child = supervised
        first = child()
        os.kill(first, signal.SIGKILL)
        assert child(other_than=first) != first

    @pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
    def test_it_leaves_nothing_behind(self, supervised, how: signal.Signals) -> None:  # type: ignore[no-untyped-def]
        process, child = supervised
        pid = child()
        process.send_signal(how)
        assert process.wait(timeout=20) == (-how if how == signal.SIGKILL else 0)
        wait_for(lambda: not is_alive(pid))


def test_it_gives_up_on_a_child_that_never_starts() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", HOPELESS], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ended.returncode == 1
    assert "x does not start" in ended.stdout
