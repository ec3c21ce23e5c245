"""Gestures on who else takes part: how partners do, representatives, other parties."""

from collections.abc import Mapping
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
    remove_entry,
    text,
)
from formengine.editing.refusals import Refused
from formengine.editing.views import write_view
from formengine.model import INTERNET
from formengine.taking_part import UNSAID, PartnerRules

MOST_KINDS = 50
CAPACITIES, PARTIES = "x-on-behalf", "x-parties"


def set_partners(document: Mapping[str, Any], rules: PartnerRules) -> Document:
    """Set how partners take part. What is as it was stays as it is said, or unsaid."""
    new = opened(document)
    said = new.setdefault("x-partners", {})
    for name, value, otherwise in (
        ("address", "strict" if rules.strict else "open", "strict"),
        ("keeps", rules.keeps, UNSAID.keeps),
        ("acquainted", rules.acquainted, UNSAID.acquainted),
        ("forward", rules.forward, UNSAID.forward),
        ("grace_days", rules.grace_days, UNSAID.grace_days),
        ("reply_days", rules.reply_days, UNSAID.reply_days),
    ):
        if said.get(name, otherwise) != value:
            said[name] = value
    reminders = rules.reminders
    days = {"before_days": reminders.before_days, "every_days": reminders.every_days} if reminders else {}
    rule = {name: value for name, value in days.items() if value is not None}
    if reminders and rule:
        rule["most"] = reminders.most
    put(said, "reminders", rule)
    put(new, "x-partners", said)
    return checked(new)


def add_capacity(document: Mapping[str, Any], *, title: str, key: str = "") -> Document:
    """A new capacity in which one may act for another: they go on as the applicant would."""
    return _added(document, CAPACITIES, title, key, "capacity")


def set_capacity(
    document: Mapping[str, Any],
    key: str,
    *,
    title: str | None = None,
    view: str | None = None,
    mandate: str | None = None,
) -> Document:
    """Set the title, the view once it is filed (empty: the applicant's), the file that proves it."""
    new = opened(document)
    capacity = entry(new, CAPACITIES, key)
    if title is not None:
        capacity["title"] = text(title, needed=True)
    if view is not None:
        put(capacity, "view", _portal_view(new, view) if view else "")
    if mandate is not None:
        if mandate and ("." in mandate or field_at(new, mandate).get("x-type") != "file"):
            raise Refused("not_a_file")
        put(capacity, "mandate", mandate)
    return checked(new)


def move_capacity(document: Mapping[str, Any], key: str, *, by: int) -> Document:
    return move_entry(document, CAPACITIES, key, by)


def remove_capacity(document: Mapping[str, Any], key: str) -> Document:
    new = remove_entry(document, CAPACITIES, key)
    put(new, CAPACITIES, new[CAPACITIES])
    return new


def add_party(document: Mapping[str, Any], *, title: str, view: str = "", key: str = "") -> Document:
    """A new party that agents may invite; without a view, one is made for them, which shows nothing yet."""
    new = _added(document, PARTIES, title, key, "party")
    party = new[PARTIES][-1]
    party["view"] = _view_of_party(new, view) if view else write_view(new, party["title"], party["key"])
    return checked(new)


def set_party(
    document: Mapping[str, Any], key: str, *, title: str | None = None, view: str | None = None
) -> Document:
    new = opened(document)
    party = entry(new, PARTIES, key)
    if title is not None:
        party["title"] = text(title, needed=True)
    if view is not None:
        party["view"] = _view_of_party(new, view)
    return checked(new)


def move_party(document: Mapping[str, Any], key: str, *, by: int) -> Document:
    return move_entry(document, PARTIES, key, by)


def remove_party(document: Mapping[str, Any], key: str) -> Document:
    """Their view stays: others may look through it."""
    new = remove_entry(document, PARTIES, key)
    put(new, PARTIES, new[PARTIES])
    return new


def portal_views(document: Mapping[str, Any]) -> list[str]:
    """Keys of the views by which people look on the portal."""
    return [key for key, view in document["x-views"].items() if view.get("surface") == "portal"]


def _added(document: Mapping[str, Any], section: str, title: str, key: str, default: str) -> Document:
    new = opened(document)
    title, taken = text(title, needed=True), keys_of(new, section)
    if len(taken) >= MOST_KINDS:
        raise Refused("too_many_kinds", most=MOST_KINDS)
    new.setdefault(section, []).append({"key": new_key(key, title, taken, default=default), "title": title})
    return checked(new)


def _portal_view(document: Mapping[str, Any], view: str) -> str:
    if view not in portal_views(document):
        raise Refused("no_such_view")
    return view


def _view_of_party(document: Mapping[str, Any], view: str) -> str:
    if view == INTERNET:
        raise Refused("view_of_applicant")
    return _portal_view(document, view)
