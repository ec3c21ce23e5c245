"""The change list: every part compared with its counterpart."""

from collections.abc import Iterator
from functools import lru_cache

from formengine.comparing.changes import Change, Comparison, Part, What
from formengine.comparing.fields import field_changes
from formengine.comparing.flow import (
    check_changes,
    kind_changes,
    page_changes,
    paper_changes,
    partner_changes,
    party_changes,
    scope_changes,
    status_changes,
)
from formengine.comparing.views import view_changes
from formengine.model import Model


@lru_cache(maxsize=128)
def compare(old: Model, new: Model) -> Comparison:
    """Every difference. Empty for one and the same document only: what no part explains is `technical`."""
    found = (
        *_model(old, new),
        *field_changes(old, new),
        *page_changes(old, new),
        *view_changes(old, new),
        *status_changes(old, new),
        *scope_changes(old, new),
        *kind_changes(old, new),
        *check_changes(old, new),
        *partner_changes(old, new),
        *party_changes(old, new),
        *paper_changes(old, new),
    )
    if not found and old.digest != new.digest:
        found = (Change(Part.MODEL, "", What.TECHNICAL),)
    return Comparison(found)


def _model(old: Model, new: Model) -> Iterator[Change]:
    for what, before, after in (
        (What.TITLE, old.title, new.title),
        (What.HELP, old.description, new.description),
        (What.REFERENCE, old.reference, new.reference),
        (What.LISTED, old.listed, new.listed),
    ):
        if before != after:
            yield Change(Part.MODEL, "", what, old=before, new=after)
