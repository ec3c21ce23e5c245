"""What each reader is held to, whatever the answers are: to compare two versions by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView, compile_view
from formengine.model import Check, Model

Reader = tuple[str, str, str, str]
"""View, status, kind and scope of what was asked; both "" where nobody was asked."""

KINDS = ("opinion", "complement", "both")


@dataclass(frozen=True, eq=False)
class Obligations:
    """By reader: paths that must be answered, paths with a rule for it that can be asked, checks asked."""

    required: Mapping[Reader, frozenset[str]]
    asked: Mapping[Reader, frozenset[str]]
    checks: Mapping[Reader, frozenset[str]]

    @cached_property
    def ever(self) -> frozenset[str]:
        return frozenset().union(*self.required.values())


@lru_cache(maxsize=128)
def obligations(model: Model) -> Obligations:
    required, asked, checks = {}, {}, {}
    for reader, compiled in readers(model):
        fields = dict(_flat(compiled))
        open_ = {path: each for path, each in fields.items() if each.access is Access.EDIT}
        required[reader] = frozenset(path for path, each in open_.items() if each.required)
        asked[reader] = frozenset(
            path for path, each in open_.items() if each.field.required_when is not None
        )
        checks[reader] = frozenset(each.key for each in model.checks if _may_be_asked(each, compiled))
    return Obligations(required, asked, checks)


def readers(model: Model) -> Iterator[tuple[Reader, CompiledView]]:
    """Every view at every status, and those of who was asked for something."""
    for status in model.statuses:
        for view in model.views:
            yield (view, status.key, "", ""), compile_view(model, view=view, status=status.key)
            scopes = [each.key for each in model.scopes if each.view == view]
            for kind, scope in product(KINDS, scopes):
                narrowed = compile_view(model, view=view, status=status.key, cap=model.cap_for(kind, scope))
                yield (view, status.key, kind, scope), narrowed


def _flat(compiled: CompiledView) -> Iterator[tuple[str, CompiledField]]:
    for field in compiled.by_key.values():
        yield from ((each.field.path, each) for each in field.walk())


def _may_be_asked(check: Check, compiled: CompiledView) -> bool:
    """Whether the reader may see all of it and mend some of it, as acceptance asks for."""
    known = compiled.by_key
    may_mend = any(known[source].access is Access.EDIT for source in check.rule.sources if source in known)
    return may_mend and compiled.may_ask(check.rule.tells, known)
