"""Gestures on statuses and on the moves between them."""

from collections.abc import Iterable, Mapping
from typing import Any

from formengine.editing.lookup import (
    Document,
    checked,
    entry,
    field_at,
    keys_of,
    move_entry,
    new_key,
    opened,
    put,
    text,
)
from formengine.editing.refusals import Refused
from formengine.editing.rules import CAPS, write_cap
from formengine.model import CRM, INTERNET, PARTNER

MOST_STATUSES = 50
OUTCOMES = ("granted", "refused", "other")
NEW_CAPS: Mapping[str, str] = {INTERNET: "read", CRM: "edit", PARTNER: "hidden"}


def add_status(document: Mapping[str, Any], *, title: str, key: str = "", after: str = "") -> Document:
    """A new status, last or after another: citizens read, agents edit, partners see nothing."""
    new = opened(document)
    title = text(title, needed=True)
    taken = keys_of(new, "x-statuses")
    if len(taken) >= MOST_STATUSES:
        raise Refused("too_many_statuses", most=MOST_STATUSES)
    caps = {view: NEW_CAPS.get(view, "hidden") for view in new["x-views"]}
    status = {"key": new_key(key, title, taken, default="status"), "title": title, "caps": caps, "to": []}
    position = taken.index(entry(new, "x-statuses", after)["key"]) + 1 if after else len(taken)
    new["x-statuses"].insert(position, status)
    return new


def set_status(
    document: Mapping[str, Any],
    key: str,
    *,
    title: str | None = None,
    wording: str | None = None,
    limit_days: int | str | None = "",
    final: bool | None = None,
    outcome: str | None = None,
) -> Document:
    """Set the title, the portal's wording, the time limit in days (None: no limit), whether it is an end.

    `outcome` is one of OUTCOMES where the status is a decision, of which the applicant is told; or empty.
    """
    new = opened(document)
    status = entry(new, "x-statuses", key)
    if title is not None:
        status["title"] = text(title, needed=True)
    if wording is not None:
        put(status, "wording", text(wording))
    if limit_days != "":
        if limit_days is not None and (not isinstance(limit_days, int) or not 0 < limit_days <= 3650):
            raise Refused("bad_limit")
        put(status, "limit_days", limit_days)
    if final is not None:
        put(status, "final", final or None)
    if outcome is not None:
        if outcome and outcome not in (*OUTCOMES, status.get("outcome")):
            raise Refused("bad_outcome")
        put(status, "outcome", outcome or None)
    return checked(new)


def set_cap(document: Mapping[str, Any], key: str, *, view: str, word: str, item: str = "") -> Document:
    """Limit a whole view at a status; or one page, field or child of it (`edit` there: no limit)."""
    new = opened(document)
    status = entry(new, "x-statuses", key)
    if view not in new["x-views"]:
        raise Refused("no_such_view")
    if word not in CAPS:
        raise Refused("bad_access")
    if not item:
        status.setdefault("caps", {})[view] = word
        return new
    items = status.setdefault("items", {})
    write_cap(new, items.setdefault(view, {}), item, word)
    put(status, "items", {each: caps for each, caps in items.items() if caps})
    status.setdefault("caps", {}).setdefault(view, "hidden")
    return new


def move_status(document: Mapping[str, Any], key: str, *, by: int) -> Document:
    """The first status is where a dossier begins."""
    return move_entry(document, "x-statuses", key, by)


def remove_status(document: Mapping[str, Any], key: str) -> Document:
    """Take a status away, and the moves that lead to it. Raises Refused for the last one."""
    new = opened(document)
    entry(new, "x-statuses", key)
    if len(new["x-statuses"]) == 1:
        raise Refused("last_status")
    new["x-statuses"] = [each for each in new["x-statuses"] if each["key"] != key]
    for status in new["x-statuses"]:
        status["to"] = [each for each in status.get("to", []) if _target(each) != key]
    return new


def set_transition(
    document: Mapping[str, Any],
    key: str,
    *,
    to: str,
    by: str = "agent",
    title: str = "",
    requires: Iterable[str] = (),
    complete: bool = False,
    needs: str = "",
) -> Document:
    """Allow a move from one status to another, or set the one there is."""
    new = opened(document)
    status = entry(new, "x-statuses", key)
    if entry(new, "x-statuses", to)["key"] == key:
        raise Refused("same_status")
    fields = list(dict.fromkeys(requires))
    for field in fields:
        if "." in field or field_at(new, field).get("x-type") == "static":
            raise Refused("cannot_be_required")
    transition: dict[str, Any] = {"status": to, "title": text(title), "by": by}
    put(transition, "requires", fields)
    put(transition, "complete", complete or None)
    put(transition, "needs", needs)
    moves = status.setdefault("to", [])
    known = [_target(each) for each in moves]
    if to in known:
        moves[known.index(to)] = transition
    else:
        moves.append(transition)
    return checked(new)


def remove_transition(document: Mapping[str, Any], key: str, *, to: str) -> Document:
    new = opened(document)
    status = entry(new, "x-statuses", key)
    status["to"] = [each for each in status.get("to", []) if _target(each) != to]
    return new


def _target(transition: Any) -> str:
    return transition if isinstance(transition, str) else str(transition.get("status", ""))
