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
from formengine.editing.rules import CAPS, WORDS
from formengine.editing.scopes import VerdictLine
from formengine.fieldtypes import known_types
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
