"""Log lines: one JSON object a line, no partner key and no query string in any of them."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

HIDDEN = "[redacted]"

# A partner key is 28 symbols of Crockford's base 32, shown in groups of four. People type I, L and O for
# 1 and 0, other dashes and blanks; a part of a key is as secret as the whole, so four groups are enough.
_SYMBOL = r"[0-9A-Za-z]"
_GROUPS = rf"(?<!{_SYMBOL}){_SYMBOL}{{4}}(?:[-‐‑‒–—−_]{_SYMBOL}{{4}}){{3,}}(?!{_SYMBOL})"
_SPACED = rf"(?<!{_SYMBOL}){_SYMBOL}{{4}}(?:(?:[\s+.]|%20){_SYMBOL}{{4}}){{6}}(?!{_SYMBOL})"
_RUN = rf"(?<!{_SYMBOL}){_SYMBOL}{{28}}(?!{_SYMBOL})"
_KEY = re.compile(f"{_GROUPS}|{_SPACED}|{_RUN}")
_QUERY = re.compile(r"(?P<path>(?:https?://|/)[^\s?#\"'<>]*)[?#][^\s\"'<>]+")


def redact(text: str) -> str:
    """The text without anything that looks like a partner key, and without query strings and fragments."""
    return _KEY.sub(HIDDEN, _QUERY.sub(r"\g<path>?…", text))


class Redaction(logging.Filter):
    """Rewrites the record itself, so that no handler after this one sees what was hidden."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redact(record.exc_text)
        return True


class JsonLines(logging.Formatter):
    """Control characters, line separators and what could forge a second line are escaped by JSON in ASCII."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if event := getattr(record, "event", None):
            line["event"] = redact(str(event))
        if record.exc_info or record.exc_text:
            line["exception"] = redact(record.exc_text or self.formatException(record.exc_info or ()))  # type: ignore[arg-type]
        return json.dumps(line, ensure_ascii=True)


def settings(level: str) -> dict[str, Any]:
    """The dictionary for logging.config: everything to standard error, nothing by mail."""
    quiet = {"handlers": ["lines"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"redaction": {"()": "config.logging.Redaction"}},
        "formatters": {"json": {"()": "config.logging.JsonLines"}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["redaction"]},
        },
        "root": {"handlers": ["lines"], "level": level},
        "loggers": {
            "django": {"handlers": ["lines"], "level": level, "propagate": False},
            "django.server": quiet,  # the development server writes whole request lines
            "django-q": quiet,
            "django_tasks": quiet,  # says twice of every task that it ran
            "wagtail": quiet,  # names what was edited
            "gunicorn.error": {"handlers": ["lines"], "level": level, "propagate": False},
        },
    }
