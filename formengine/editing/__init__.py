"""The gestures of the drawing board: a document in, a new document out, nothing changed in place.

Every gesture keeps the document one that `formengine.document.parse` reads, or raises Refused.
"""

from formengine.editing.conditions import OPERATORS, Clause, Condition, read_condition, set_condition
from formengine.editing.documents import DEFAULT_WHO, Wording, describe, new_document
from formengine.editing.fields import add_field, remove_field, set_field
from formengine.editing.lookup import Document, all_addresses, field_at, label_of
from formengine.editing.moving import duplicate_field, move_field, place_field
from formengine.editing.options import parse_options, written_options
from formengine.editing.pages import add_page, move_page, remove_page, set_page
from formengine.editing.papers import add_paper, move_paper, remove_paper, set_paper
from formengine.editing.refusals import Refused
from formengine.editing.rules import (
    set_kind_cap,
    set_mask,
    set_required,
    set_reveals,
    set_rule,
    set_rules,
    set_subtree,
    who_fills,
    who_of,
)
from formengine.editing.scopes import add_scope, move_scope, remove_scope, set_scope
from formengine.editing.statuses import (
    add_status,
    move_status,
    remove_status,
    remove_transition,
    set_cap,
    set_status,
    set_transition,
)
from formengine.editing.taking_part import (
    add_capacity,
    add_party,
    move_capacity,
    move_party,
    remove_capacity,
    remove_party,
    set_capacity,
    set_partners,
    set_party,
)
from formengine.editing.uses import Use, uses_of
from formengine.editing.views import add_view, remove_view, set_view

__all__ = [
    "DEFAULT_WHO",
    "OPERATORS",
    "Clause",
    "Condition",
    "Document",
    "Refused",
    "Use",
    "Wording",
    "add_capacity",
    "add_field",
    "add_page",
    "add_paper",
    "add_party",
    "add_scope",
    "add_status",
    "add_view",
    "all_addresses",
    "describe",
    "duplicate_field",
    "field_at",
    "label_of",
    "move_capacity",
    "move_field",
    "move_page",
    "move_paper",
    "move_party",
    "move_scope",
    "move_status",
    "new_document",
    "parse_options",
    "place_field",
    "read_condition",
    "remove_capacity",
    "remove_field",
    "remove_page",
    "remove_paper",
    "remove_party",
    "remove_scope",
    "remove_status",
    "remove_transition",
    "remove_view",
    "set_cap",
    "set_capacity",
    "set_condition",
    "set_field",
    "set_kind_cap",
    "set_mask",
    "set_page",
    "set_paper",
    "set_partners",
    "set_party",
    "set_required",
    "set_reveals",
    "set_rule",
    "set_rules",
    "set_scope",
    "set_status",
    "set_subtree",
    "set_transition",
    "set_view",
    "uses_of",
    "who_fills",
    "who_of",
    "written_options",
]
