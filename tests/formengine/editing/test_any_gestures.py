"""Whatever is done in whatever order: the document can still be read, and the one before is as it was."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formengine import editing
from formengine.document import parse
from formengine.editing import Clause, Condition, Document, Refused
from formengine.editing.conditions import OPERATORS
from formengine.editing.lookup import children, field_at, parent_of
from formengine.editing.rules import CAPS, WORDS
from formengine.editing.scopes import VerdictLine
from formengine.fieldtypes import known_types
from formengine.linting import lint
from formengine.taking_part import PartnerRules, Reminders
from tests.formengine.editing.test_gestures import WORDING

Gesture = Callable[[Document], Document]
TYPES = [kind.name for kind in known_types()]
OPERATOR_NAMES = sorted({name for names in OPERATORS.values() for name in names})
labels = st.sampled_from(
    ["Nom", "Combien ?", "Budget", "  ", "12", "é" * 301, "\x00", "<script>", "id", "Page 1"]
)
addresses = st.sampled_from(
    ["nom", "combien", "budget", "budget.nom", "nom_2", "field", "page_1", "fantome", "budget.", ".a", ""]
)
views = st.sampled_from(["internet", "crm", "partner", "nowhere"])
statuses = st.sampled_from(["draft", "submitted", "decided", "nom", "combien", ""])
values = st.sampled_from(["", "1", "oui", "2026-01-01", "x" * 400, "NaN"])
clauses = st.builds(Clause, addresses, st.sampled_from([*OPERATOR_NAMES, "nonsense"]), values)


def gesture(
    function: Any, *positional: st.SearchStrategy[Any], **named: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    def bind(given: tuple[tuple[Any, ...], dict[str, Any]]) -> Gesture:
        return lambda document: function(document, *given[0], **given[1])

    return st.tuples(st.tuples(*positional), st.fixed_dictionaries(named)).map(bind)


gestures = st.one_of(
    gesture(
        editing.add_field,
        type=st.sampled_from(TYPES),
        title=labels,
        group=st.sampled_from(["", "", "budget"]),
        required=st.booleans(),
    ),
    gesture(editing.add_field, type=st.just("rows"), title=st.just("Budget")),
    gesture(
        editing.set_field,
        addresses,
        title=labels,
        settings=st.sampled_from([{}, {"minimum": 3}, {"pattern": "("}, {"items": 1}]),
    ),
    gesture(editing.move_field, addresses, by=st.sampled_from([-1, 1])),
    gesture(
        editing.place_field, addresses, page=st.sampled_from(["page_1", "nom", "page"]), before=addresses
    ),
    gesture(editing.duplicate_field, addresses),
    gesture(editing.remove_field, addresses),
    gesture(editing.add_page, title=labels),
    gesture(editing.set_page, addresses, title=labels),
    gesture(editing.move_page, addresses, by=st.sampled_from([-1, 1])),
    gesture(editing.remove_page, addresses),
    gesture(editing.set_rule, addresses, view=views, word=st.sampled_from([*WORDS, "", "write"])),
    gesture(editing.set_required, addresses, st.booleans()),
    gesture(editing.who_fills, addresses, who=st.sampled_from(["citizen", "agent", "partner", "cat"])),
    gesture(editing.set_reveals, addresses, view=views, reveals=st.booleans()),
    gesture(
        editing.set_kind_cap, st.sampled_from(["opinion", "both", "gift"]), addresses, st.sampled_from(CAPS)
    ),
    gesture(
        editing.set_condition,
        addresses,
        st.builds(Condition, st.sampled_from(["all", "any"]), st.lists(clauses, max_size=3).map(tuple)),
    ),
    gesture(editing.add_status, title=labels),
    gesture(
        editing.set_status,
        statuses,
        title=labels,
        limit_days=st.sampled_from([None, 0, 3, 10**6]),
        final=st.booleans(),
        outcome=st.sampled_from(["", "granted", "perhaps"]),
    ),
    gesture(
        editing.set_cap,
        statuses,
        view=views,
        word=st.sampled_from(CAPS),
        item=st.sampled_from(["", "nom", "page_1", "x"]),
    ),
    gesture(editing.move_status, statuses, by=st.sampled_from([-1, 1])),
    gesture(editing.remove_status, statuses),
    gesture(
        editing.set_transition,
        statuses,
        to=statuses,
        by=st.sampled_from(["agent", "citizen", "cat"]),
        requires=st.lists(addresses, max_size=2),
        needs=st.sampled_from(["", "solicitation", "luck"]),
    ),
    gesture(editing.remove_transition, statuses, to=statuses),
    gesture(editing.add_scope, title=labels, verdicts=st.lists(st.builds(VerdictLine, labels), max_size=3)),
    gesture(editing.set_scope, statuses, view=views, hidden=st.lists(addresses, max_size=2)),
    gesture(editing.remove_scope, statuses),
    gesture(
        editing.set_partners,
        st.builds(
            PartnerRules,
            st.booleans(),
            st.sampled_from(["nothing", "reply", "all"]),
            st.booleans(),
            st.booleans(),
            st.sampled_from([15, 0, 90]),
            st.sampled_from([10, 1]),
            st.sampled_from([None, Reminders(3, 7, 3), Reminders(None, None, 2), Reminders(5, None, 99)]),
        ),
    ),
    gesture(editing.add_capacity, title=labels),
    gesture(editing.set_capacity, statuses, title=labels, view=views, mandate=addresses),
    gesture(editing.move_capacity, statuses, by=st.sampled_from([-1, 1])),
    gesture(editing.remove_capacity, statuses),
    gesture(editing.add_party, title=labels, view=st.sampled_from(["", "partner", "internet", "nom"])),
    gesture(editing.set_party, statuses, title=labels, view=views),
    gesture(editing.remove_party, statuses),
    gesture(editing.add_view, title=labels),
    gesture(editing.set_view, views, title=labels),
    gesture(editing.remove_view, st.sampled_from(["nom", "combien", "partner"])),
    gesture(editing.add_paper, title=labels),
    gesture(
        editing.set_paper,
        statuses,
        parties=st.booleans(),
        scopes=st.lists(statuses, max_size=1),
        words=st.sampled_from(["", "{{nom}} {{ budget.nom }}", "# {{title}}\n\n- {{.budget}}", "{{", "\x00"]),
    ),
    gesture(editing.move_paper, statuses, by=st.sampled_from([-1, 1])),
    gesture(editing.remove_paper, statuses),
    gesture(
        editing.describe, title=labels, reference=st.sampled_from(["", "{seq}", "x", "{yyyy}-{seq:04d}"])
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(gestures, max_size=14))
def test_any_gestures_leave_a_document_that_can_be_read(made: list[Gesture]) -> None:
    document = editing.add_field(editing.new_document("Subvention", WORDING), type="rows", title="Budget")
    for each in made:
        before = json.dumps(document)
        try:
            after = each(document)
        except Refused:
            after = document
        assert json.dumps(document) == before, "changed in place"
        document = after
        parse(document)
        placed = [item for page in document["x-pages"] for item in page["items"]]
        assert sorted(placed) == sorted(document["properties"])


NAMES_NOTHING = {
    "item_unknown",
    "rule_unknown_field",
    "rule_unknown_rows",
    "condition_cycle",
    "compute_cycle",
    "no_file_field",
}
numbers = st.integers(0, 10**6)
"""Which field, among those there are at that moment."""


def nested() -> Document:
    """Groups and rows inside one another, with rules between them, caps and masks."""
    new = editing.new_document("Subvention", WORDING)
    for kind, title, inside in (
        ("integer", "A", ""),
        ("group", "G", ""),
        ("integer", "X", "g"),
        ("rows", "R", "g"),
        ("integer", "Cost", "g.r"),
        ("integer", "Twice", "g.r"),
        ("group", "H", "g.r"),
        ("text", "Deep", "g.r.h"),
        ("integer", "Total", "g"),
        ("rows", "S", ""),
        ("text", "T", "s"),
    ):
        new = editing.add_field(new, type=kind, title=title, group=inside)
    field_at(new, "g.total")["x-compute"] = {"sum": ["g.r", "cost", {">": [{"var": ".twice"}, 1]}]}
    field_at(new, "g.r.twice")["x-compute"] = {"*": [{"var": ".cost"}, {"var": "a"}]}
    field_at(new, "g.r.h.deep")["x-when"] = {"==": [{"var": "g.x"}, 1]}
    new["x-checks"] = [{"key": "c", "message": "M", "at": "a", "rule": {">": [{"count": ["g.r"]}, 0]}}]
    new = editing.set_rule(new, "g.r.cost", view="partner", word="read")
    new = editing.set_mask(new, "g.r.h.deep", view="crm", masked=True)
    names = " ".join(f"{{{{{address}}}}}" for address in editing.all_addresses(new))
    new = editing.set_paper(editing.add_paper(new, title="Letter"), "letter", words=names)
    return editing.set_cap(new, "submitted", view="crm", item="g.r", word="read")


def somewhere(document: Document, number: int) -> str:
    found = list(editing.all_addresses(document)) or ["nothing"]
    return found[number % len(found)]


def containers(document: Document) -> list[str]:
    kinds = ("group", "rows")
    return [
        each for each in editing.all_addresses(document) if field_at(document, each)["x-type"] in kinds
    ] or ["nothing"]


def here(function: Any, **named: st.SearchStrategy[Any]) -> st.SearchStrategy[Gesture]:
    """A gesture on one of the fields there are."""

    def bind(given: tuple[int, dict[str, Any]]) -> Gesture:
        return lambda document: function(document, somewhere(document, given[0]), **given[1])

    return st.tuples(numbers, st.fixed_dictionaries(named)).map(bind)


def into(given: tuple[int, int]) -> Gesture:
    def gesture(document: Document) -> Document:
        groups = containers(document)
        group = groups[given[1] % len(groups)]
        return editing.place_field(document, somewhere(document, given[0]), group=group)

    return gesture


def added(given: tuple[int, str]) -> Gesture:
    def gesture(document: Document) -> Document:
        groups = containers(document)
        return editing.add_field(document, type=given[1], title="New", group=groups[given[0] % len(groups)])

    return gesture


def asking(given: tuple[int, int, str]) -> Gesture:
    def gesture(document: Document) -> Document:
        clause = Clause(somewhere(document, given[1]), given[2], "1")
        return editing.set_condition(document, somewhere(document, given[0]), Condition("all", (clause,)))

    return gesture


inner_gestures = st.one_of(
    st.tuples(numbers, numbers).map(into),
    st.tuples(numbers, numbers).map(into),
    st.tuples(numbers, st.sampled_from(["text", "group", "rows", "file", "integer"])).map(added),
    st.tuples(numbers, numbers, st.sampled_from(OPERATOR_NAMES)).map(asking),
    here(editing.place_field, page=st.just("page_1"), before=st.sampled_from(["", "a", "g.x", "g.r.cost"])),
    here(editing.move_field, by=st.sampled_from([-1, 1])),
    here(editing.duplicate_field),
    here(editing.remove_field),
    here(editing.set_field, title=labels),
    here(editing.set_required, required=st.booleans()),
    here(editing.set_rule, view=views, word=st.sampled_from([*WORDS, ""])),
    here(editing.set_subtree, view=views, word=st.sampled_from([*WORDS, ""])),
    here(editing.set_mask, view=views, masked=st.booleans()),
    here(editing.set_reveals, view=views, reveals=st.booleans()),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(inner_gestures, max_size=12))
def test_nothing_is_left_behind_at_any_depth(made: list[Gesture]) -> None:
    """No rule, cap, mask or row of the matrix names what is elsewhere now, and no ring comes about."""
    document = nested()
    for each in made:
        before = json.dumps(document)
        try:
            after = each(document)
        except Refused:
            after = document
        assert json.dumps(document) == before, "changed in place"
        document = after
        codes = [problem.code for problem in lint(parse(document))]
        assert not NAMES_NOTHING & set(codes), codes
        for name in parse(document).documents[0].names:
            assert parse(document).field_at(name), name
        placed = [item for page in document["x-pages"] for item in page["items"]]
        assert sorted(placed) == sorted(document["properties"])
        for address in editing.all_addresses(document):
            holder = field_at(document, parent_of(address)) if parent_of(address) else {}
            required = holder.get("items", holder).get("required", [])
            assert set(required) <= set(children(holder)), address
