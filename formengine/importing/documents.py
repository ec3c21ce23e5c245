"""The draft around imported fields: pages, the three views, two statuses, checks over the whole."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from formengine.document import SCHEMA
from formengine.importing import branches
from formengine.importing.expanding import AT
from formengine.importing.mentions import names_in
from formengine.importing.merging import Flat
from formengine.importing.naming import key_for, readable, title_for
from formengine.importing.ui_conditions import show_parts

if TYPE_CHECKING:
    from formengine.importing.objects import Body

STATUSES = [
    {
        "key": "filed",
        "title": "Filed",
        "caps": {"internet": "edit", "crm": "edit", "partner": "read"},
        "to": [{"status": "closed", "title": "Close"}],
    },
    {
        "key": "closed",
        "title": "Closed",
        "final": True,
        "caps": {"internet": "read", "crm": "read", "partner": "read"},
    },
]
NOT_FITTING = "These answers do not go together."


def draft(body: "Body", *, title: str, wrapped: bool) -> dict[str, Any]:
    """The document of a root whose parts are made. Adds what its layout's texts need."""
    base = body.found.base
    name = readable(title or base.get("title"), most=300) or "Imported form"
    pages = list(_pages(body, name))
    show_parts(body.parts, body.work.ui, body.work.report)
    document: dict[str, Any] = {"$schema": SCHEMA, "type": "object", "title": name}
    about = readable(base.get("description"), most=4_000)
    if about and not wrapped:
        document["description"] = about
    document["properties"] = body.parts
    document["x-pages"] = pages
    document["x-views"] = {
        "internet": {"surface": "portal", "rules": _filled_in(body)},
        "crm": {"surface": "desk", "rules": {"*": "edit"}},
        "partner": {"surface": "portal", "rules": {"*": "read"}},
    }
    coming = [key for key, part in body.parts.items() if "x-when" in part]
    if coming and body.also:
        for view in document["x-views"].values():
            view["reveals"] = coming
    document["x-statuses"] = STATUSES
    checks = list(_checks(body))
    if checks:
        document["x-checks"] = checks
    plain = {**body.plain, **({"as": "value"} if wrapped else {})}
    if plain:
        document["x-plain"] = plain
    return document


def _filled_in(body: "Body") -> dict[str, str]:
    rules = {"*": "edit"}
    for key in body.required:
        rules[key] = "edit!"
    return rules


def _checks(body: "Body") -> Iterator[dict[str, Any]]:
    keys = [key for key, part in body.parts.items() if part["x-type"] != "static"]
    for number, schema in enumerate(body.also, 1):
        named = names_in(schema)
        over = [key for name in named for key in body.names.get(name, ())]
        if not named or any(word in str(schema) for word in ("Properties'", "propertyNames")):
            over = keys
        over = [key for key in keys if key in over] or keys
        if all("x-when" in body.parts[key] for key in over):
            over = [*over, *[key for key in keys if "x-when" not in body.parts[key]][:1]]
        if any(body.parts[key]["x-type"] != "constant" for key in over):
            yield {
                "key": f"check_{number}",
                "message": NOT_FITTING,
                "at": over[0],
                "rule": {"fits": [over, schema]},
            }


def _pages(body: "Body", title: str) -> Iterator[dict[str, Any]]:
    """The pages of the layout; without one, a page for each group, and one for what stands between."""
    said = list(_laid_out(body, title))
    if said:
        yield from said
        return
    groups = [key for key, part in body.parts.items() if part["x-type"] == "group" and "x-when" not in part]
    if len(groups) < 2:
        yield {"key": "page_1", "title": title, "items": list(body.parts)}
        return
    taken: set[str] = set()
    waiting: list[str] = []
    runs: list[tuple[str, list[str]]] = []
    for key, part in body.parts.items():
        if key in groups:
            if waiting:
                runs.append((title, waiting))
                waiting = []
            runs.append((part["title"], [key]))
        else:
            waiting.append(key)
    if waiting:
        runs.append((title, waiting))
    for name, items in runs:
        key = key_for(items[0], taken)
        taken.add(key)
        yield {"key": key, "title": name, "items": items}


def _laid_out(body: "Body", title: str) -> Iterator[dict[str, Any]]:
    placed: set[str] = set()
    made: list[dict[str, Any]] = []
    taken: set[str] = set()
    for number, page in enumerate(body.work.ui.pages, 1):
        items: list[str] = []
        for item in page.items:
            if item.place is None:
                key = _text(body, item.text)
                if key:
                    items.append(key)
                continue
            for key in body.names.get(item.place[0] if item.place else "", ()):
                if key not in placed:
                    items.append(key)
                    placed.add(key)
                    if item.when is not None and len(item.place) == 1:
                        branches.show_when(body, key, item.when)
        if not items:
            continue
        key = key_for(page.title or f"page_{number}", taken)
        taken.add(key)
        said = {"key": key, "title": readable(page.title, most=300) or title, "items": items}
        asked = page.when
        when = branches.condition(body, asked) if asked is not None else None
        if when is not None and not branches.keys_of(body, asked) & set(items):
            said["x-when"] = when
        made.append(said)
    unnamed = [key for key in body.parts if not any(key in each["items"] for each in made)]
    if made and unnamed:
        always = [each for each in made if "x-when" not in each]
        if not always:
            always.append({"key": key_for("others", taken), "title": title, "items": []})
            made += always
        always[-1]["items"] += unnamed
    yield from made


def _text(body: "Body", text: str) -> str:
    shown = readable(text, most=4_000)
    if not shown:
        return ""
    key = key_for(shown[:30], body.parts)
    body.parts[key] = {
        "x-type": "static",
        "title": readable(shown, most=80),
        "description": shown,
        "x-plain": {"as": "nothing"},
    }
    return key


def wrapped_root(found: Flat) -> Flat:
    """An object whose one property `value` is a root that is no object itself."""
    title = found.base.get("title")
    inner: Mapping[str, Any] = {**found.base}
    schema = {**inner, "allOf": found.facets} if found.facets else inner
    texts = {"title": title} if title else {}
    return Flat(
        {
            AT: found.base.get(AT, ()),
            **texts,
            "type": ["object"],
            "properties": {"value": schema},
            "required": ["value"],
            "additionalProperties": False,
        },
        [],
        found.impossible,
    )


__all__ = ["draft", "title_for", "wrapped_root"]
