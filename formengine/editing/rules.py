"""Who sees and edits what: single cells of the matrix, rows, pages and columns; and the presets."""

from collections.abc import Iterable, Mapping
from typing import Any

from formengine.access import Access
from formengine.editing.lookup import (
    Document,
    children,
    entry,
    field_at,
    inner,
    inside_of,
    key_of,
    opened,
    parent_of,
    put,
)
from formengine.editing.refusals import Refused
from formengine.model import CRM, INTERNET, PARTNER

PRESETS: Mapping[str, Mapping[str, str]] = {
    "citizen": {INTERNET: "edit", CRM: "read", PARTNER: "hidden"},
    "agent": {INTERNET: "hidden", CRM: "edit", PARTNER: "hidden"},
    "partner": {INTERNET: "hidden", CRM: "read", PARTNER: "edit"},
}
WORDS = ("hidden", "read", "edit", "edit!")
CAPS = ("hidden", "read", "edit")


def set_rule(document: Mapping[str, Any], item: str, *, view: str, word: str) -> Document:
    """Set one cell. For a child, an empty word lets the group's rule count again."""
    return set_rules(document, [item], view=view, word=word)


def set_rules(document: Mapping[str, Any], items: Iterable[str], *, view: str, word: str) -> Document:
    """Set several cells of one column: a page's, a group's, or all."""
    new = opened(document)
    for item in items:
        write_rule(new, item, view, word)
    return new


def write_rule(new: Document, item: str, view: str, word: str) -> None:
    """Write one cell into a copy."""
    schema = field_at(new, item)
    views = new["x-views"]
    if view not in views:
        raise Refused("no_such_view")
    rules = views[view].setdefault("rules", {})
    if word == "" and "." in item:
        rules.pop(item, None)
        return
    if word not in WORDS:
        raise Refused("bad_access")
    rules[item] = "read" if schema.get("x-type") == "static" and word != "hidden" else word


def word_of(document: Mapping[str, Any], item: str, view: str) -> str:
    """The word in force for a field in a view; for a child without a rule of its own, empty."""
    rules = document["x-views"][view].get("rules", {})
    word = rules.get(item)
    if word is None and "." not in item:
        word = rules.get("*", "hidden")
    return str(word or "")


def who_fills(
    document: Mapping[str, Any], address: str, *, who: str, required: bool | None = None
) -> Document:
    """Set the row of a field by who fills it in: citizen, agent or partner. More views are left as they are.

    `required` None keeps what it was.
    """
    new = opened(document)
    write_preset(new, address, who, is_required(document, address) if required is None else required)
    return new


def write_preset(new: Document, address: str, who: str, required: bool) -> None:
    preset = PRESETS.get(who)
    if preset is None:
        raise Refused("bad_who")
    if "." in address:
        raise Refused("not_in_a_group")
    for view, word in preset.items():
        if view in new["x-views"]:
            write_rule(new, address, view, "edit!" if word == "edit" and required else word)


def who_of(document: Mapping[str, Any], address: str) -> str | None:
    """Who fills a field in: the one among citizen, agent and partner whose view edits it. Else None.

    What is only read is for whom the row says: a text for citizens, agents or partners.
    """
    schema = field_at(document, address)
    if schema.get("x-type") == "static":
        row = {view: word_of(document, address, view) for view in document["x-views"]}
        shown = {
            who: {view: "read" if word == "edit" else word for view, word in preset.items() if view in row}
            for who, preset in PRESETS.items()
        }
        return next((who for who, words in shown.items() if words.items() <= row.items()), None)
    editors = editors_of(document, address)
    found = [who for who, preset in PRESETS.items() if any(preset.get(view) == "edit" for view in editors)]
    return found[0] if len(found) == 1 and len(editors) == 1 else None


def editors_of(document: Mapping[str, Any], address: str) -> tuple[str, ...]:
    """Keys of the views in which the field can be filled in."""
    return tuple(view for view in document["x-views"] if word_of(document, address, view).startswith("edit"))


def is_required(document: Mapping[str, Any], address: str) -> bool:
    """Whether an answer is required wherever the field is filled in (a child: in its group)."""
    marked = any(word_of(document, address, view) == "edit!" for view in document["x-views"])
    return marked or requires_part(document, address)


def requires_part(document: Mapping[str, Any], address: str) -> bool:
    """Whether a group requires this child, whatever the views say."""
    if not parent_of(address):
        return False
    schema = field_at(document, parent_of(address))
    holder = schema.get("items", {}) if schema.get("x-type") == "rows" else schema
    return key_of(address) in holder.get("required", [])


def write_required(new: Document, address: str, *, required: bool) -> None:
    """Write what a group requires of its children into a copy."""
    holder, key = inner(field_at(new, parent_of(address))), key_of(address)
    kept = [each for each in holder.get("required", []) if each != key and each in holder["properties"]]
    put(holder, "required", [*kept, key] if required else kept)


def set_required(document: Mapping[str, Any], address: str, required: bool) -> Document:
    """Mark the field required, or not, in every view that fills it in."""
    new = opened(document)
    field_at(new, address)
    if parent_of(address):
        write_required(new, address, required=required)
    for view in editors_of(new, address):
        if not parent_of(address) or not required:
            write_rule(new, address, view, "edit!" if required else "edit")
    return new


def set_subtree(document: Mapping[str, Any], group: str, *, view: str, word: str) -> Document:
    """Set one cell of a group, and let all that is inside follow it."""
    new = set_rule(document, group, view=view, word=word)
    rules = new["x-views"][view]["rules"]
    for item in [each for each in rules if inside_of(each, group) and each != group]:
        del rules[item]
    return new


def set_mask(document: Mapping[str, Any], item: str, *, view: str, masked: bool) -> Document:
    """Say that whoever may only read the field in this view sees a few characters of it, or all."""
    new = opened(document)
    if masked and not can_be_masked(field_at(new, item)):
        raise Refused("cannot_be_masked")
    if view not in new["x-views"]:
        raise Refused("no_such_view")
    kept = [each for each in new["x-views"][view].get("masks", []) if each != item]
    put(new["x-views"][view], "masks", [*kept, item] if masked else kept)
    return new


def can_be_masked(schema: Mapping[str, Any]) -> bool:
    return schema.get("x-type") not in ("group", "rows", "file", "static", "constant")


def effective_word(document: Mapping[str, Any], item: str, view: str) -> str:
    """hidden, read or edit: what a view comes to, with the groups around."""
    steps = item.split(".")
    chain = [".".join(steps[:count]) for count in range(1, len(steps) + 1)]
    words = (word_of(document, each, view).rstrip("!") for each in chain)
    return min((Access.from_word(word) for word in words if word), default=Access.HIDDEN).word


def set_reveals(document: Mapping[str, Any], item: str, *, view: str, reveals: bool) -> Document:
    """Say that a view may let a hidden field's answer be guessed, through conditions that ask about it."""
    new = opened(document)
    field_at(new, item)
    if view not in new["x-views"]:
        raise Refused("no_such_view")
    kept = [each for each in new["x-views"][view].get("reveals", []) if each != item]
    put(new["x-views"][view], "reveals", [*kept, item] if reveals else kept)
    return new


def set_kind_cap(document: Mapping[str, Any], kind: str, item: str, word: str) -> Document:
    """Limit what a partner asked for an opinion, a complement or both sees of an item; `edit` is no limit."""
    if kind not in ("opinion", "complement", "both"):
        raise Refused("no_such_kind")
    new = opened(document)
    kinds = new.setdefault("x-kinds", {})
    write_cap(new, kinds.setdefault(kind, {}), item, word)
    new["x-kinds"] = {each: caps for each, caps in kinds.items() if caps}
    if not new["x-kinds"]:
        del new["x-kinds"]
    return new


def write_cap(new: Document, caps: dict[str, Any], item: str, word: str) -> None:
    """Write the cap of one page, field or child into a copy; `edit` takes it away."""
    if word not in CAPS:
        raise Refused("bad_access")
    try:
        field_at(new, item)
    except Refused:
        entry(new, "x-pages", item)
    if Access.from_word(word) is Access.EDIT:
        caps.pop(item, None)
    else:
        caps[item] = word


def rows_of(document: Mapping[str, Any], page: str = "") -> list[str]:
    """Addresses of a page's fields, or of all fields, without what is inside them."""
    keys = entry(document, "x-pages", page)["items"] if page else list(document["properties"])
    return [key for key in keys if key in document["properties"]]


def parts_of(document: Mapping[str, Any], group: str) -> list[str]:
    return [f"{group}.{child}" for child in children(field_at(document, group)) if child != "_id"]
