"""README's first command, in a folder of its own: prepared, served, stopped."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(400)  # twice the whole demo, on a machine that is busy
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a demo that has been prepared."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {
        "PATH": os.environ["PATH"],
        "TRIVIUM_DEMO": "1",
        "TRIVIUM_DIR": str(tmp_path_factory.mktemp("demo")),
        "TRIVIUM_BIND": f"127.0.0.1:{port}",
        "TRIVIUM_WEB_WORKERS": "1",
        "TRIVIUM_TASK_WORKERS": "1",
    }
    manage(environ, "demo", timeout=300)
    return environ


def manage(environ: dict[str, str], *command: str, timeout: float) -> str:
    ended = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture
def served(demo: dict[str, str]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve"],
        cwd=ROOT,
        env=demo,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield f"http://{demo['TRIVIUM_BIND']}", process
    process.terminate()
    try:
        process.communicate(timeout=40)
    finally:
        process.kill()


def fetch(address: str, *, seconds: float = 40) -> str:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 (our own address)
                return str(response.read().decode())
        except urllib.error.HTTPError:
            raise
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def test_it_can_be_prepared_twice(demo: dict[str, str]) -> None:
    assert f"http://localhost:{demo['TRIVIUM_BIND'].partition(':')[2]}/" in manage(demo, "demo", timeout=300)


def test_it_is_served_and_stopped(served: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = served
    assert "<form" in fetch(f"{address}/account/login/")
    assert "<main" in fetch(f"{address}/mailbox/")
    time.sleep(1)  # a beat or two of the task worker
    process.terminate()
    _nothing, errors = process.communicate(timeout=40)
    assert process.returncode == 0
    assert '"level": "ERROR"' not in errors, errors
