"""Reading a published document: JSON Schema 2020-12 with `x-` annotations (docs/document.md) into a Model."""

import hashlib
import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import Any

from formengine.access import Access, Cap, Rule
from formengine.fieldtypes import field_type
from formengine.limits import MAX_DOCUMENT_DEPTH, MAX_NESTING, check_limits
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
from formengine.papers import document_kind
from formengine.parts import Part, is_key, loads
from formengine.problems import DocumentRefused
from formengine.rules import Expression, compile_expression
from formengine.taking_part import capacity, partner_rules, party_kind

SCHEMA = "https://json-schema.org/draft/2020-12/schema"
REFERENCE = "{yyyy}-{seq:05d}"
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
ALWAYS = compile_expression(True)
MAX_FIELDS, MAX_OPTIONS, MAX_DAYS = 500, 2_000, 3_650

__all__ = [
    "MAX_FIELDS",
    "MAX_OPTIONS",
    "REFERENCE",
    "SCHEMA",
    "canonical",
    "digest",
    "document_digest",
    "is_key",
    "loads",
    "parse",
]


def canonical(document: Any) -> str:
    """The one text of a JSON value: sorted keys, no spaces. What digests are taken of."""
    return _CANONICAL.encode(document)


def document_digest(document: Any) -> str:
    """SHA-256 of a document as it stands, hexadecimal: here the order of properties counts, people see it."""
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def digest(value: Any) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def parse(document: Any) -> Model:
    """Raises DocumentRefused with the place and the code of the first thing that is not a model.

    Faults of design (a condition nobody can see, a status nobody reaches) are not refused here: see `lint`.
    """
    check_limits(document, max_depth=MAX_DOCUMENT_DEPTH)
    root = Part.of(document)
    fields = {key: _field(key, part) for key, part in root.part("properties").named()}
    if sum(1 for field in fields.values() for _each in field.walk()) > MAX_FIELDS:
        root.refuse("too_many_fields", "properties", most=MAX_FIELDS)
    statuses = tuple(map(_status, root.parts("x-statuses")))
    if not statuses:
        root.refuse("no_status", "x-statuses")
    model = Model(
        digest=document_digest(document),
        title=root.text("title"),
        description=root.text("description"),
        fields=MappingProxyType(fields),
        pages=tuple(map(_page, root.parts("x-pages"))),
        views=MappingProxyType({key: _view(key, part) for key, part in root.part("x-views").named()}),
        statuses=statuses,
        scopes=tuple(map(_scope, root.parts("x-scopes"))),
        checks=tuple(map(_check, root.parts("x-checks"))),
        kind_caps=MappingProxyType(
            {key: Cap(items=_items(part)) for key, part in root.part("x-kinds").named()}
        ),
        reference=root.text("x-reference") or REFERENCE,
        listed=root.texts("x-listed"),
        partners=partner_rules(root.part("x-partners")),
        capacities=tuple(map(capacity, root.parts("x-on-behalf"))),
        parties=tuple(map(party_kind, root.parts("x-parties"))),
        documents=tuple(map(document_kind, root.parts("x-documents"))),
    )
    for name, things in (("x-statuses", model.statuses), ("x-pages", model.pages)):
        _unique(root, [each.key for each in things], name)
    for name, others in (
        ("x-scopes", model.scopes),
        ("x-checks", model.checks),
        ("x-on-behalf", model.capacities),
        ("x-parties", model.parties),
        ("x-documents", model.documents),
    ):
        _unique(root, [each.key for each in others], name)
    return model


def _field(key: str, part: Part, *, above: str = "", required: bool = False) -> Field:
    """`above`: path of the group it is in; empty at the top."""
    if not is_key(key):
        part.refuse("bad_field_key")
    name = part.get("x-type")
    if not isinstance(name, str):
        part.refuse("no_type", "x-type")
    try:
        kind = field_type(name)
    except KeyError:
        part.refuse("unknown_type", "x-type")
    path = f"{above}.{key}" if above else key
    if kind.is_container and path.count(".") >= MAX_NESTING:
        part.refuse("nested_too_deep", most=MAX_NESTING)
    schema = dict(part.content)
    if above:
        schema["x-required"] = required
    return Field(
        key=key,
        type=name,
        title=part.text("title"),
        help=part.text("description"),
        schema=MappingProxyType(schema),
        when=_expression(part, "x-when", above),
        required_when=_expression(part, "x-required-when", above),
        options=_options(part, name),
        children=_children(part.part("items") if name == "rows" else part, path) if kind.is_container else (),
        path=path,
        compute=ALWAYS if name == "constant" else _expression(part, "x-compute", above),
    )


def _children(part: Part, above: str) -> tuple[Field, ...]:
    required = part.texts("required")
    return tuple(
        _field(key, child, above=above, required=key in required)
        for key, child in part.part("properties").named()
        if key != "_id"
    )


def _options(part: Part, kind: str) -> tuple[Option, ...]:
    if kind not in ("choice", "choices"):
        return ()
    part = part.part("items") if kind == "choices" else part
    if len(part.array("oneOf")) > MAX_OPTIONS:
        part.refuse("too_many_options", "oneOf", most=MAX_OPTIONS)
    options = []
    for each in part.parts("oneOf"):
        value = each.get("const")
        if not isinstance(value, str) or not value:
            each.refuse("bad_option")
        options.append(Option(value, each.text("title") or value))
    _unique(part, [option.value for option in options], "oneOf")
    return tuple(options)


def _page(part: Part) -> Page:
    return Page(part.key(), part.text("title"), part.texts("items"), _expression(part, "x-when"))


def _view(key: str, part: Part) -> View:
    surface = part.get("surface")
    if not is_key(key):
        part.refuse("bad_key")
    if surface not in ("portal", "desk"):
        part.refuse("bad_surface", "surface")
    rules, named = {}, part.part("rules")
    for item, word in named.content.items():
        try:
            rules[item] = Rule.from_word(word)
        except (KeyError, TypeError):
            named.refuse("bad_access", item)
    return View(
        key,
        part.text("title") or key,
        surface,
        MappingProxyType(rules),
        frozenset(part.texts("reveals")),
        frozenset(part.texts("masks")),
    )


def _items(part: Part) -> tuple[tuple[str, Access], ...]:
    return tuple(sorted((item, _access(part, item)) for item in part.content))


def _access(part: Part, item: str) -> Access:
    try:
        return Access.from_word(part.content[item])
    except (KeyError, TypeError):
        part.refuse("bad_access", item)


def _status(part: Part) -> Status:
    caps, items, limit = part.part("caps"), part.part("items"), part.get("limit_days")
    if limit is not None and (type(limit) is not int or not 0 < limit <= MAX_DAYS):
        part.refuse("bad_limit", "limit_days")
    return Status(
        key=part.key(),
        title=part.text("title"),
        wording=part.text("wording") or part.text("title"),
        caps=MappingProxyType(
            {view: Cap(_access(caps, view), _items(items.part(view))) for view in caps.content}
        ),
        transitions=tuple(_transition(part, number, each) for number, each in enumerate(part.array("to"))),
        limit_days=limit,
        final=part.get("final") is True,
        outcome=part.text("outcome") or None,
        hidden_after=MappingProxyType(_days(part.part("hidden_after_days"))),
    )


def _days(part: Part) -> dict[str, int]:
    for view, days in part.content.items():
        if type(days) is not int or not 0 < days <= MAX_DAYS:
            part.refuse("bad_limit", view)
    return dict(part.content)


def _transition(status: Part, number: int, source: Any) -> Transition:
    if isinstance(source, str):
        return Transition(status=source, title="")
    part = Part.of(source, (*status.path, "to", number))
    by, needs = part.get("by") or "agent", part.get("needs")
    if by not in ("citizen", "agent", "system"):
        part.refuse("bad_mover", "by")
    if needs not in (None, "solicitation"):
        part.refuse("bad_need", "needs")
    if part.get("consents") not in (None, "current"):
        part.refuse("bad_need", "consents")
    always, conditional = [], []
    for place, each in enumerate(part.array("requires")):
        if isinstance(each, str):
            always.append(each)
            continue
        demand = Part.of(each, (*part.path, "requires", place))
        rule = _expression(demand, "when")
        if rule is None:
            demand.refuse("no_rule", "when")
        conditional.append((demand.key(), rule))
    return Transition(
        status=part.text("status"),
        title=part.text("title"),
        by=by,
        requires=tuple(always),
        complete=part.get("complete") is True,
        needs=needs,
        requires_when=tuple(conditional),
        current_consents=part.get("consents") == "current",
    )


def _scope(part: Part) -> Scope:
    verdicts = []
    for number, each in enumerate(part.array("verdicts")):
        inner = Part.of({"key": each} if isinstance(each, str) else each, (*part.path, "verdicts", number))
        key = inner.key()
        verdicts.append(Verdict(key, inner.text("title") or key, inner.get("reasons") == "required"))
    _unique(part, [verdict.key for verdict in verdicts], "verdicts")
    cap = Cap(items=_items(part.part("items")))
    return Scope(part.key(), part.text("title"), part.text("view") or "partner", tuple(verdicts), cap)


def _check(part: Part) -> Check:
    rule = _expression(part, "rule")
    if rule is None:
        part.refuse("no_rule", "rule")
    return Check(part.key(), part.text("message"), part.text("at"), rule)


def _expression(part: Part, name: str, inside: str = "") -> Expression | None:
    source = part.get(name)
    if source is None:
        return None
    try:
        return compile_expression(source, inside=inside)
    except DocumentRefused as refused:
        problem = refused.problem
        part.refuse(problem.code, name, *problem.path, **problem.params)


def _unique(part: Part, keys: Iterable[str], name: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            part.refuse("duplicate_key", name, key=key)
        seen.add(key)
