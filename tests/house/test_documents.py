"""What the README promises exists, and what exists is in the README."""

import re

from config.environment import KNOWN
from tests.house.repository import ROOT

ELSEWHERE = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY"}


def test_every_setting_is_explained() -> None:
    explained = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert explained == KNOWN | ELSEWHERE


def test_every_make_target_that_is_named_exists() -> None:
    named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / "README.md").read_text()))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert named <= targets


def test_the_lock_files_hold_every_pin() -> None:
    pins = set(re.findall(r'"([A-Za-z0-9_.-]+)(?:\[\w+\])?==([^"]+)"', (ROOT / "pyproject.toml").read_text()))
    assert pins
    locked = (ROOT / "requirements-dev.lock").read_text().lower()
    assert not [
        name for name, version in pins if f"{name}=={version}".lower() not in locked.replace("[binary]", "")
    ]
    assert "://" not in locked
