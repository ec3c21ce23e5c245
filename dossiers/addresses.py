"""E-mail addresses that count only once a code sent to them has been typed: which do, which do not yet.

What counts is asked of somebody who fills in a form on the portal. At the desk nothing is to be confirmed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.selectors import verified_addresses
from dossiers.enums import Role
from dossiers.models import ConfirmedAddress
from dossiers.sights import Sight
from formengine.compiling import CompiledView
from formengine.fieldtypes.email import is_address, must_be_confirmed
from formengine.model import Field
from formengine.problems import Path, Problem
from formengine.projection import ProjectedField

UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Given:
    """An address that stands in an answer. `path` as problems have it, with the numbers of rows."""

    path: Path
    field: Field
    email: str

    @property
    def key(self) -> str:
        """The top-level field it stands in."""
        return str(self.path[0])

    @property
    def place(self) -> str:
        """The dotted path of its field: the same in all rows."""
        return self.field.path


def asks_for_codes(compiled: CompiledView) -> bool:
    """Whether a view has any such field at all. No query."""
    return any(must_be_confirmed(each) for top in compiled.by_key.values() for each in top.field.walk())


def must_confirm(sight: Sight) -> bool:
    """Whether who looks is somebody who confirms addresses: not the desk, nor a colleague who is asked."""
    return sight.participation is not None and sight.participation.role != Role.INTERNAL_PARTNER


def given_in(sight: Sight, page: str | None = None) -> tuple[Given, ...]:
    """The addresses this reader may change now, of one page or of all. No query."""
    if not asks_for_codes(sight.compiled):
        return ()
    tops = (
        each
        for key, each in sight.projection.fields.items()
        if page is None or sight.compiled.page_of(key) == page
    )
    return tuple(found for each in tops for found in _given(each, (each.key,)))


def _given(shown: ProjectedField, path: Path) -> Iterator[Given]:
    if shown.field.type == "group":
        for child in shown.children:
            yield from _given(child, (*path, child.key))
    for number, row in enumerate(shown.rows):
        for child in row.fields:
            yield from _given(child, (*path, number, child.key))
    if shown.editable and must_be_confirmed(shown.field) and is_address(shown.value):
        yield Given(path, shown.field, shown.value)


@dataclass(frozen=True, eq=False)
class Standing:
    """What is known of some addresses of one dossier, as one person may know it."""

    user_id: int
    verified: frozenset[str]
    rows: tuple[ConfirmedAddress, ...]

    def own(self, email: str) -> ConfirmedAddress | None:
        return next(
            (each for each in self.rows if each.user_id == self.user_id and each.email == email), None
        )

    def is_mine(self, email: str) -> bool:
        """Whether this person has confirmed it, here or for their account."""
        row = self.own(email)
        return email.lower() in self.verified or (row is not None and row.confirmed_at is not None)

    def counts(self, given: Given) -> bool:
        """Theirs; or somebody else's in that very field, where they have not written it anew."""
        row = self.own(given.email)
        if self.is_mine(given.email) or (row is not None and given.place in row.places):
            return self.is_mine(given.email)
        return any(
            each.email == given.email and each.confirmed_at is not None and given.place in each.places
            for each in self.rows
        )


def standing_of(sight: Sight, user_id: int, given: Iterable[Given]) -> Standing:
    """Two queries."""
    emails = {each.email for each in given}
    rows = ConfirmedAddress.objects.filter(dossier=sight.dossier, email__in=emails).order_by("pk")
    return Standing(user_id, verified_addresses(user_id), tuple(rows))


def unconfirmed(sight: Sight) -> tuple[Given, ...]:
    """The addresses that do not count yet, as far as this reader is to confirm them. Two queries at most."""
    return to_confirm(sight)[0]


def to_confirm(sight: Sight) -> tuple[tuple[Given, ...], Standing | None]:
    """The same with what is known of them, where there are any. Two queries at most."""
    given = given_in(sight) if must_confirm(sight) else ()
    if not given or sight.participation is None:
        return (), None
    standing = standing_of(sight, sight.participation.user_id, given)
    found = tuple(each for each in given if not standing.counts(each))
    return found, standing if found else None


def address_problems(sight: Sight) -> tuple[Problem, ...]:
    """The same as problems at their fields. Two queries at most."""
    return tuple(Problem(each.path, UNCONFIRMED) for each in unconfirmed(sight))
