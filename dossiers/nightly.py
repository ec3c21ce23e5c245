"""What is done once a night: each piece of work registers itself, and may run twice for the same result."""

import datetime as dt
import logging
from collections.abc import Callable

log = logging.getLogger("trivium.nightly")
Work = Callable[[dt.datetime], int]

_WORK: dict[str, Work] = {}


def nightly(name: str) -> Callable[[Work], Work]:
    """Decorator: register a piece of work, which returns how much it did. ValueError where the name is taken.

    It is told what time it is and reads no clock of its own. Run again on the same night, it does nothing.
    """

    def register(function: Work) -> Work:
        if name in _WORK:
            raise ValueError(f"nightly work {name!r} is registered twice")
        _WORK[name] = function
        return function

    return register


def known_work() -> tuple[str, ...]:
    return tuple(sorted(_WORK))


def run(*, at: dt.datetime, only: str = "") -> dict[str, int | None]:
    """Do all of it, or one piece; how much each did. None: it failed, was logged, and stopped no other.

    Raises KeyError where there is no work of that name.
    """
    chosen = {only: _WORK[only]} if only else dict(sorted(_WORK.items()))
    return {name: _done(name, work, at) for name, work in chosen.items()}


def _done(name: str, work: Work, at: dt.datetime) -> int | None:
    try:
        return work(at)
    except Exception:  # what fails needs a person; the rest of the night's work does not wait for one
        log.exception("nightly work failed", extra={"work": name})
        return None
