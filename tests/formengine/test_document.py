import re
from pathlib import Path
from typing import Any

import pytest

from formengine.access import Access, Cap
from formengine.document import canonical, digest, is_key, loads, parse
from formengine.fieldtypes import known_types
from formengine.problems import DocumentRefused
from tests.formengine.builders import asks, document


def nested(groups: int) -> Any:
    """Groups inside one another, each called `a`."""
    inner = {"a": nested(groups - 1)} if groups > 1 else {}
    return {"x-type": "group", "title": "A", "properties": inner}


def refused(drawn: Any) -> tuple[tuple[str | int, ...], str]:
    with pytest.raises(DocumentRefused) as found:
        parse(drawn)
    return found.value.problem.path, found.value.problem.code


def test_a_document_is_read_into_a_model() -> None:
    drawn = document(
        {"a": {"description": "Help", "x-when": {"==": [{"var": "b"}, True]}}, "b": {"x-type": "yesno"}},
        x_reference="X-{seq:04d}",
        x_listed=["a"],
        x_kinds={"complement": {"a": "read"}},
        x_scopes=[
            {
                "key": "legal",
                "title": "Legal",
                "verdicts": ["yes", {"key": "no", "title": "No", "reasons": "required"}],
            }
        ],
        x_checks=[{"key": "c", "message": "M", "at": "a", "rule": {"empty": {"var": "a"}}}],
    )
    read = parse(drawn)
    assert (read.title, read.reference, read.listed) == ("Model", "X-{seq:04d}", ("a",))
    assert (read.fields["a"].help, read.sources(read.fields["a"])) == ("Help", {"b"})
    assert read.kind_caps["complement"] == Cap.of(Access.EDIT, {"a": Access.READ})
    scope = read.scope("legal")
    assert scope is not None
    assert [(each.key, each.title, each.reasons_required) for each in scope.verdicts] == [
        ("yes", "yes", False),
        ("no", "No", True),
    ]
    assert scope.view == "partner"
    assert (scope.verdict("no"), scope.verdict("gone")) == (scope.verdicts[1], None)
    assert read.initial_status.key == "open"


def test_models_are_one_where_their_documents_are() -> None:
    one, other = parse(document({"a": {}})), parse(document({"a": {}}))
    assert one == other
    assert hash(one) == hash(other)
    assert one != parse(document({"b": {}}))


def test_the_digest_does_not_hang_on_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": "é"}) == digest({"b": "é", "a": 1})
    assert canonical({"b": 1, "a": [True]}) == '{"a":[true],"b":1}'


def a(schema: Any) -> Any:
    return {"properties": {"a": schema}}


def status(others: Any) -> Any:
    return {"x-statuses": [{"key": "a", **others}]}


def internet(drawn: Any) -> Any:
    return {"x-views": {"internet": drawn}}


OPTIONS = [{"const": str(number)} for number in range(2001)]


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"properties": []}, ("properties",), "not_an_object"),
        ({"properties": {"A": {"x-type": "text"}}}, ("properties", "A"), "bad_field_key"),
        ({"properties": {"__proto__": {"x-type": "text"}}}, ("properties", "__proto__"), "bad_field_key"),
        ({"properties": {"constructor": {"x-type": "text"}}}, ("properties", "constructor"), "bad_field_key"),
        (
            {"properties": {"idempotency_key": {"x-type": "text"}}},
            ("properties", "idempotency_key"),
            "bad_field_key",
        ),
        (a({}), ("properties", "a", "x-type"), "no_type"),
        (a({"x-type": "script"}), ("properties", "a", "x-type"), "unknown_type"),
        (a({"x-type": "text", "title": 5}), ("properties", "a", "title"), "not_text"),
        (a({"x-type": "choice", "oneOf": [{"const": 5}]}), ("properties", "a", "oneOf", 0), "bad_option"),
        (
            a({"x-type": "choice", "oneOf": [{"const": "x"}, {"const": "x"}]}),
            ("properties", "a", "oneOf"),
            "duplicate_key",
        ),
        (a({"x-type": "choice", "oneOf": OPTIONS}), ("properties", "a", "oneOf"), "too_many_options"),
        (
            a({"x-type": "text", "x-when": {"eval": 1}}),
            ("properties", "a", "x-when"),
            "rule_unknown_operator",
        ),
        (
            a(nested(6)),
            ("properties", *["a", "properties"] * 5, "a"),
            "nested_too_deep",
        ),
        (
            a({"x-type": "group", "required": True, "properties": {}}),
            ("properties", "a", "required"),
            "not_a_list",
        ),
        (
            {"properties": {f"f{n}": {"x-type": "text"} for n in range(501)}},
            ("properties",),
            "too_many_fields",
        ),
        ({"x-statuses": []}, ("x-statuses",), "no_status"),
        ({"x-statuses": [{"key": "a"}, {"key": "a"}]}, ("x-statuses",), "duplicate_key"),
        (status({"limit_days": 0}), ("x-statuses", 0, "limit_days"), "bad_limit"),
        (status({"limit_days": True}), ("x-statuses", 0, "limit_days"), "bad_limit"),
        (status({"caps": {"crm": "edit!"}}), ("x-statuses", 0, "caps", "crm"), "bad_access"),
        (status({"to": [{"status": "b", "by": "admin"}]}), ("x-statuses", 0, "to", 0, "by"), "bad_mover"),
        (status({"to": [{"status": "b", "needs": "luck"}]}), ("x-statuses", 0, "to", 0, "needs"), "bad_need"),
        ({"x-views": {"Far Side": {"surface": "desk"}}}, ("x-views", "Far Side"), "bad_key"),
        (internet({"surface": "moon"}), ("x-views", "internet", "surface"), "bad_surface"),
        (
            internet({"surface": "desk", "rules": {"a": "admin"}}),
            ("x-views", "internet", "rules", "a"),
            "bad_access",
        ),
        (
            internet({"surface": "desk", "rules": {"a": ["edit"]}}),
            ("x-views", "internet", "rules", "a"),
            "bad_access",
        ),
        ({"x-pages": [{"key": "p", "items": [5]}]}, ("x-pages", 0, "items", 0), "not_text"),
        ({"x-pages": [{"key": "P"}]}, ("x-pages", 0, "key"), "bad_key"),
        ({"x-checks": [{"key": "c"}]}, ("x-checks", 0, "rule"), "no_rule"),
        ({"x-scopes": [{"key": "s", "verdicts": ["x", "x"]}]}, ("x-scopes", 0, "verdicts"), "duplicate_key"),
        ({"title": "\x00"}, ("title",), "unstorable_text"),
    ],
)
def test_the_first_fault_is_named_with_its_place(change: Any, path: Any, code: str) -> None:
    assert refused({**document({}), **change}) == (path, code)


@pytest.mark.parametrize("drawn", [None, [], "x", 5, {"properties": None}])
def test_what_is_no_document_is_refused(drawn: Any) -> None:
    assert refused(drawn)[1] in ("not_an_object", "no_status")


@pytest.mark.parametrize("key", ["a", "a_1", "a" * 40])
def test_keys_are_small_words(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize(
    "key", ["", "A", "1a", "_a", "a-b", "a.b", "a b", "é", "a" * 41, "a\n", "id", "pk", None, 5]
)
def test_other_keys_are_none(key: object) -> None:
    assert not is_key(key)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ("", "not_json"),
        (b"\xff\xfe\x00", "not_json"),
        ("[NaN]", "not_finite"),
        ("[-Infinity]", "not_finite"),
        ("[" * 100_000, "too_deep"),
        ("[" + "1," * 1_000_000, "too_long"),
        ("1" * 5_000, "not_json"),
    ],
)
def test_json_text_is_read_within_bounds(text: str | bytes, code: str) -> None:
    with pytest.raises(DocumentRefused) as found:
        loads(text)
    assert found.value.problem.code == code


def test_json_text_is_read() -> None:
    assert loads('{"a": [1, "é", null]}') == {"a": [1, "é", None]}
    with pytest.raises(DocumentRefused):
        parse(loads('{"a": 1e999999999}'))


def test_every_keyword_and_type_is_documented() -> None:
    root = Path(__file__).parents[2]
    written = (root / "docs" / "document.md").read_text()
    ours = (path for path in (root / "formengine").rglob("*.py") if "importing" not in path.parts)
    sources = [path.read_text() for path in ours]  # what is imported names others' keywords too
    named = {keyword for source in sources for keyword in re.findall(r'"(x-[a-z-]+)"', source)} - {
        "x-required"
    }
    assert {keyword for keyword in named if keyword not in written} == set()
    assert {kind.name for kind in known_types() if f"| `{kind.name}` |" not in written} == set()


def test_a_move_may_ask_for_a_field_under_a_condition_and_for_fresh_consents() -> None:
    demand = {"key": "b", "when": asks("a", True)}
    to = {"status": "open", "requires": ["a", demand], "consents": "current"}
    statuses = [{"key": "open", "title": "O", "to": [to], "hidden_after_days": {"partner": 90}}]
    (status,) = parse(document({"a": {"x-type": "yesno"}, "b": {}}, x_statuses=statuses)).statuses
    (move,) = status.transitions
    assert (move.requires, move.current_consents, dict(status.hidden_after)) == (
        ("a",),
        True,
        {"partner": 90},
    )
    ((key, rule),) = move.requires_when
    assert (key, rule.source) == ("b", asks("a", True))


@pytest.mark.parametrize(
    ("change", "place", "code"),
    [
        ({"hidden_after_days": {"partner": 0}}, ("hidden_after_days", "partner"), "bad_limit"),
        ({"to": [{"status": "a", "consents": "all"}]}, ("to", 0, "consents"), "bad_need"),
        ({"to": [{"status": "a", "requires": [{"key": "b"}]}]}, ("to", 0, "requires", 0, "when"), "no_rule"),
        ({"to": [{"status": "a", "requires": [5]}]}, ("to", 0, "requires", 0), "not_an_object"),
    ],
)
def test_what_a_move_cannot_ask(change: Any, place: Any, code: str) -> None:
    statuses = [{"key": "open", "title": "O", **change}]
    assert refused(document({"a": {}}, x_statuses=statuses)) == (("x-statuses", 0, *place), code)
