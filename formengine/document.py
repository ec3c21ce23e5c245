"""Reading a published document: JSON Schema 2020-12 with `x-` annotations (docs/document.md) into a Model."""

import hashlib
import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from formengine.access import Access, Cap, Rule
from formengine.expressions import Expression, compile_expression
from formengine.fieldtypes import field_type
from formengine.limits import check_limits
from formengine.model import (
    Check,
    Field,
    Model,
    Option,
    Page,
    Scope,
    Status,
    Transition,
    Verdict,
    View,
)
from formengine.problems import DocumentRefused

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
RESERVED = frozenset({"constructor", "prototype", "id", "pk"})
MAX_FIELDS, MAX_OPTIONS = 500, 2_000


def canonical(document: Any) -> str:
    """The one text of a JSON value: sorted keys, no spaces. What digests are taken of."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def document_digest(document: Any) -> str:
    """SHA-256 of a document as it stands, hexadecimal: here the order of properties counts, people see it."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def is_key(key: object) -> bool:
    return isinstance(key, str) and KEY.match(key) is not None and key not in RESERVED


def parse(document: Any) -> Model:
    """Raises DocumentRefused with the place and the code of the first thing that is not a model.

    Faults of design (a condition nobody can see, a status nobody reaches) are not refused here: see `lint`.
    """
    check_limits(document)
    root = _mapping(document, ())
    properties = _mapping(root.get("properties", {}), ("properties",))
    fields = {key: _field(key, schema, ("properties", key)) for key, schema in properties.items()}
    if sum(1 + len(field.children) for field in fields.values()) > MAX_FIELDS:
        raise DocumentRefused("too_many_fields", "properties", most=MAX_FIELDS)
    statuses = tuple(
        _status(_mapping(each, ("x-statuses", number)), ("x-statuses", number))
        for number, each in enumerate(_list(root, "x-statuses"))
    )
    if not statuses:
        raise DocumentRefused("no_status", "x-statuses")
    _unique([status.key for status in statuses], "x-statuses")
    pages = tuple(
        _page(_mapping(each, ("x-pages", number)), ("x-pages", number))
        for number, each in enumerate(_list(root, "x-pages"))
    )
    _unique([page.key for page in pages], "x-pages")
    views = _mapping(root.get("x-views", {}), ("x-views",))
    scopes = tuple(
        _scope(_mapping(each, ("x-scopes", number)), ("x-scopes", number))
        for number, each in enumerate(_list(root, "x-scopes"))
    )
    _unique([scope.key for scope in scopes], "x-scopes")
    checks = tuple(
        _check(_mapping(each, ("x-checks", number)), ("x-checks", number))
        for number, each in enumerate(_list(root, "x-checks"))
    )
    kinds = _mapping(root.get("x-kinds", {}), ("x-kinds",))
    return Model(
        digest=document_digest(document),
        title=_text(root, "title"),
        description=_text(root, "description"),
        fields=MappingProxyType(fields),
        pages=pages,
        views=MappingProxyType({key: _view(key, view, ("x-views", key)) for key, view in views.items()}),
        statuses=statuses,
        scopes=scopes,
        checks=checks,
        kind_caps=MappingProxyType(
            {key: Cap(items=_items(cap, ("x-kinds", key))) for key, cap in kinds.items()}
        ),
        reference=_text(root, "x-reference") or "{yyyy}-{seq:05d}",
        listed=tuple(str(key) for key in _list(root, "x-listed")),
    )


def _field(key: str, schema: Any, path: tuple[str | int, ...], *, nested: bool = False) -> Field:
    if not is_key(key):
        raise DocumentRefused("bad_field_key", *path)
    schema = _mapping(schema, path)
    name = schema.get("x-type")
    if not isinstance(name, str):
        raise DocumentRefused("no_type", *path, "x-type")
    try:
        kind = field_type(name)
    except KeyError:
        raise DocumentRefused("unknown_type", *path, "x-type") from None
    if nested and kind.is_container:
        raise DocumentRefused("nested_too_deep", *path)
    children: tuple[Field, ...] = ()
    if kind.is_container:
        inner, where = (schema.get("items", {}), (*path, "items")) if name == "rows" else (schema, path)
        properties = _mapping(_mapping(inner, where).get("properties", {}), (*where, "properties"))
        required = _mapping(inner, where).get("required", [])
        children = tuple(
            _field(
                child,
                {**_mapping(each, (*where, "properties", child)), "x-required": child in required},
                (*where, "properties", child),
                nested=True,
            )
            for child, each in properties.items()
            if child != "_id"
        )
    return Field(
        key=key,
        type=name,
        title=_text(schema, "title"),
        help=_text(schema, "description"),
        schema=MappingProxyType(dict(schema)),
        when=_expression(schema, "x-when", path),
        required_when=_expression(schema, "x-required-when", path),
        options=_options(schema, name, path),
        children=children,
    )


def _options(schema: Mapping[str, Any], name: str, path: tuple[str | int, ...]) -> tuple[Option, ...]:
    holder = schema.get("items", {}) if name == "choices" else schema
    titled = holder.get("oneOf", []) if isinstance(holder, Mapping) else []
    if not isinstance(titled, list) or len(titled) > MAX_OPTIONS:
        raise DocumentRefused("too_many_options", *path, most=MAX_OPTIONS)
    options = []
    for number, each in enumerate(titled):
        each = _mapping(each, (*path, "oneOf", number))
        if not isinstance(each.get("const"), str):
            raise DocumentRefused("bad_option", *path, "oneOf", number)
        options.append(Option(each["const"], _text(each, "title") or each["const"]))
    _unique([option.value for option in options], *path, "oneOf")
    return tuple(options)


def _page(page: Mapping[str, Any], path: tuple[str | int, ...]) -> Page:
    return Page(
        key=_key(page, path),
        title=_text(page, "title"),
        items=tuple(str(item) for item in _list(page, "items")),
        when=_expression(page, "x-when", path),
    )


def _view(key: str, view: Any, path: tuple[str | int, ...]) -> View:
    view = _mapping(view, path)
    if not is_key(key):
        raise DocumentRefused("bad_key", *path)
    if view.get("surface") not in ("portal", "desk"):
        raise DocumentRefused("bad_surface", *path, "surface")
    rules = {}
    for item, word in _mapping(view.get("rules", {}), (*path, "rules")).items():
        try:
            rules[item] = Rule.from_word(word)
        except (KeyError, TypeError):
            raise DocumentRefused("bad_access", *path, "rules", item) from None
    return View(
        key=key,
        title=_text(view, "title") or key,
        surface=view["surface"],
        rules=MappingProxyType(rules),
        reveals=frozenset(str(each) for each in _list(view, "reveals")),
    )


def _items(items: Any, path: tuple[str | int, ...]) -> tuple[tuple[str, Access], ...]:
    return tuple(sorted((item, _access(word, (*path, item))) for item, word in _mapping(items, path).items()))


def _access(word: Any, path: tuple[str | int, ...]) -> Access:
    try:
        return Access.from_word(word)
    except (KeyError, TypeError):
        raise DocumentRefused("bad_access", *path) from None


def _status(status: Mapping[str, Any], path: tuple[str | int, ...]) -> Status:
    caps = _mapping(status.get("caps", {}), (*path, "caps"))
    items = _mapping(status.get("items", {}), (*path, "items"))
    title = _text(status, "title")
    limit = status.get("limit_days")
    if limit is not None and (not isinstance(limit, int) or isinstance(limit, bool) or not 0 < limit <= 3650):
        raise DocumentRefused("bad_limit", *path, "limit_days")
    return Status(
        key=_key(status, path),
        title=title,
        wording=_text(status, "wording") or title,
        caps=MappingProxyType(
            {
                view: Cap(
                    _access(word, (*path, "caps", view)),
                    _items(items.get(view, {}), (*path, "items", view)),
                )
                for view, word in caps.items()
            }
        ),
        transitions=tuple(
            _transition(each, (*path, "to", number)) for number, each in enumerate(_list(status, "to"))
        ),
        limit_days=limit,
        final=status.get("final") is True,
        outcome=_text(status, "outcome") or None,
    )


def _transition(transition: Any, path: tuple[str | int, ...]) -> Transition:
    if isinstance(transition, str):
        return Transition(status=transition, title="")
    transition = _mapping(transition, path)
    if transition.get("by", "agent") not in ("citizen", "agent", "system"):
        raise DocumentRefused("bad_mover", *path, "by")
    if transition.get("needs") not in (None, "solicitation"):
        raise DocumentRefused("bad_need", *path, "needs")
    return Transition(
        status=_text(transition, "status"),
        title=_text(transition, "title"),
        by=transition.get("by", "agent"),
        requires=tuple(str(key) for key in _list(transition, "requires")),
        complete=transition.get("complete") is True,
        needs=transition.get("needs"),
    )


def _scope(scope: Mapping[str, Any], path: tuple[str | int, ...]) -> Scope:
    verdicts = []
    for number, each in enumerate(_list(scope, "verdicts")):
        each = {"key": each} if isinstance(each, str) else _mapping(each, (*path, "verdicts", number))
        key = _key(each, (*path, "verdicts", number))
        verdicts.append(Verdict(key, _text(each, "title") or key, each.get("reasons") == "required"))
    return Scope(
        key=_key(scope, path),
        title=_text(scope, "title"),
        view=_text(scope, "view") or "partner",
        verdicts=tuple(verdicts),
        cap=Cap(items=_items(scope.get("items", {}), (*path, "items"))),
    )


def _check(check: Mapping[str, Any], path: tuple[str | int, ...]) -> Check:
    rule = _expression(check, "rule", path)
    if rule is None:
        raise DocumentRefused("no_rule", *path, "rule")
    return Check(_key(check, path), _text(check, "message"), _text(check, "at"), rule)


def _expression(holder: Mapping[str, Any], name: str, path: tuple[str | int, ...]) -> Expression | None:
    if holder.get(name) is None:
        return None
    try:
        return compile_expression(holder[name])
    except DocumentRefused as refused:
        problem = refused.problem
        raise DocumentRefused(problem.code, *path, name, *problem.path, **problem.params) from None


def _mapping(value: Any, path: tuple[str | int, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise DocumentRefused("not_an_object", *path)
    return value


def _list(holder: Mapping[str, Any], name: str) -> list[Any]:
    value = holder.get(name, [])
    if not isinstance(value, list):
        raise DocumentRefused("not_a_list", name)
    return value


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name, "")
    if not isinstance(value, str):
        raise DocumentRefused("not_text", name)
    return value


def _key(holder: Mapping[str, Any], path: tuple[str | int, ...]) -> str:
    key = holder.get("key")
    if not is_key(key):
        raise DocumentRefused("bad_key", *path, "key")
    return str(key)


def _unique(keys: list[str], *path: str | int) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise DocumentRefused("duplicate_key", *path, key=key)
        seen.add(key)
