"""Reading the environment strictly: an unknown name or an unreadable value stops the start."""

import os
import secrets
from collections.abc import Collection, Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})

KNOWN = frozenset(
    {
        "TRIVIUM_ALLOWED_HOSTS",
        "TRIVIUM_BASE_URL",
        "TRIVIUM_BIND",
        "TRIVIUM_DEBUG",
        "TRIVIUM_DEMO",
        "TRIVIUM_DIR",
        "TRIVIUM_FROM_EMAIL",
        "TRIVIUM_KEY_PEPPER",
        "TRIVIUM_LANGUAGE",
        "TRIVIUM_LOG_LEVEL",
        "TRIVIUM_PROXIES",
        "TRIVIUM_TASK_WORKERS",
        "TRIVIUM_TEST_DATA",
        "TRIVIUM_TIME_ZONE",
        "TRIVIUM_WEB_WORKERS",
    }
)


def refuse_unknown(environ: Mapping[str, str] = os.environ) -> None:
    """A misspelt setting must not pass for an absent one."""
    unknown = sorted(name for name in environ if name.startswith("TRIVIUM_") and name not in KNOWN)
    if unknown:
        raise ImproperlyConfigured(f"Unknown in the environment: {', '.join(unknown)}.")


def flag(name: str, *, default: bool = False, environ: Mapping[str, str] = os.environ) -> bool:
    text = environ.get(name, "1" if default else "0").strip().lower()
    if text not in YES | NO:
        raise ImproperlyConfigured(f"{name} is {text!r}; it can be 1 or 0.")
    return text in YES


def number(name: str, *, default: int, least: int, environ: Mapping[str, str] = os.environ) -> int:
    text = environ.get(name, str(default)).strip()
    if not text.isdecimal() or int(text) < least:
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be a number from {least}.")
    return int(text)


def choice(
    name: str, *, default: str, among: Collection[str], environ: Mapping[str, str] = os.environ
) -> str:
    text = environ.get(name, default).strip()
    if text not in among:
        raise ImproperlyConfigured(f"{name} is {text!r}; it must be one of {', '.join(sorted(among))}.")
    return text


def secret(name: str, *, kept_in: Path | None, environ: Mapping[str, str] = os.environ) -> str:
    """The secret from the environment, of at least 32 characters.

    Only where `kept_in` is given (the demo) is a missing one made, once, and kept in a file of its owner.
    """
    text = environ.get(name, "")
    if not text and kept_in is not None:
        text = _kept(kept_in)
    if len(text) < 32:
        raise ImproperlyConfigured(f"{name} must be set to a random text of 32 characters or more.")
    return text


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)  # fails where another process was first: its secret stands
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text()
