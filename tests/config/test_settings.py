"""The settings under an environment of their own, each in a new process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "SECRET_KEY": "s" * 40,
    "TRIVIUM_KEY_PEPPER": "p" * 40,
    "TRIVIUM_BASE_URL": "https://dossiers.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}


def load(tmp_path: Path, expression: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", f"from config import settings; print({expression})"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "TRIVIUM_DIR": str(tmp_path), **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_production_is_strict(tmp_path: Path) -> None:
    names = ("DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_NAME", "MAILBOX")
    shown = load(tmp_path, ", ".join(f"settings.{name}" for name in names), **PRODUCTION)
    assert shown.stdout.strip() == "False True True __Host-session False", shown.stderr


@pytest.mark.parametrize("missing", PRODUCTION)
def test_production_does_not_start_without(missing: str, tmp_path: Path) -> None:
    shown = load(tmp_path, "1", **{name: text for name, text in PRODUCTION.items() if name != missing})
    assert shown.returncode == 1
    assert "ImproperlyConfigured" in shown.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        {"TRIVIUM_BASE_URL": "http://dossiers.example.org"},
        {"EMAIL_URL": "mailbox://"},
        {"EMAIL_URL": "pigeon://roof"},
        {"DATABASE_URL": "mysql://localhost/trivium"},
        {"TRIVIUM_KEY_PEPPER": PRODUCTION["SECRET_KEY"]},
        {"TRIVIUM_LANGUAGE": "tlh"},
        {"TRIVIUM_TIME_ZONE": "Mars/Olympus"},
        {"TRIVIUM_DEBUG": "perhaps"},
        {"TRIVIUM_PORT": "80"},
    ],
    ids=str,
)
def test_production_does_not_start_with(wrong: dict[str, str], tmp_path: Path) -> None:
    shown = load(tmp_path, "1", **{**PRODUCTION, **wrong})
    assert shown.returncode == 1
    assert "ImproperlyConfigured" in shown.stderr


def test_postgresql_and_redis_are_one_variable_each(tmp_path: Path) -> None:
    shown = load(
        tmp_path,
        "settings.DATABASES['default']['ENGINE'], settings.CACHES['default']['BACKEND'], "
        "settings.SESSION_ENGINE, settings.Q_CLUSTER['orm']",
        **PRODUCTION,
        DATABASE_URL="postgres://trivium@db/trivium",
        REDIS_URL="redis://cache:6379/0",
    )
    assert [name.rpartition(".")[2] for name in shown.stdout.split()] == [
        "postgresql",
        "RedisCache",
        "cached_db",
        "default",
    ], shown.stderr
