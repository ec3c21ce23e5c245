"""What a partner gave, as they gave it: nothing here is read from the dossier's answers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from uuid import UUID

from django.db.models import Prefetch

from dossier_models.selectors import model_of
from dossiers.models import Document
from dossiers.sights import NotYours
from formengine.given import given
from formengine.model import Scope
from formengine.projection import Projection
from solicitations.models import Complement, Opinion, OpinionFile, Solicitation

REPLIES = (
    Prefetch("opinions", Opinion.objects.select_related("given_by")),
    Prefetch("opinions__files", OpinionFile.objects.select_related("document")),
    Prefetch(
        "complements",
        Complement.objects.select_related("given_by", "version").defer("version__document"),
    ),
)
"""What a Reply needs of its solicitation: three queries."""


@dataclass(frozen=True, eq=False)
class Reply:
    """A solicitation fetched with REPLIES. `is_closed`: the dossier itself is not there for its reader."""

    solicitation: Solicitation
    is_closed: bool = False

    @property
    def scope(self) -> Scope | None:
        return self.solicitation.dossier.design.scope(self.solicitation.scope)

    @property
    def opinion(self) -> Opinion | None:
        """The one that counts now: the last given."""
        return next(iter(self.solicitation.opinions.all()), None)

    @property
    def verdict(self) -> str:
        """Title of the verdict given; empty where there is none."""
        found = self.scope.verdict(self.opinion.verdict) if self.scope and self.opinion else None
        return found.title if found else ""

    @property
    def earlier(self) -> list[tuple[Opinion, str, dt.datetime]]:
        """Opinions that were replaced, the latest first: each with its verdict's title and when it was."""
        return earlier_of(self.scope, list(self.solicitation.opinions.all()))

    @property
    def complement(self) -> Complement | None:
        """As it was last sent."""
        return next(iter(self.solicitation.complements.all()), None)

    @property
    def earlier_complements(self) -> list[Complement]:
        """Those that were corrected since, the latest first."""
        return list(self.solicitation.complements.all())[1:]

    @property
    def is_given(self) -> bool:
        """Whether any part of it has come in."""
        return self.opinion is not None or self.complement is not None

    @cached_property
    def answers(self) -> Projection | None:
        """What the complement consists of."""
        return answers_of(self.complement) if self.complement else None

    @cached_property
    def named(self) -> list[Document]:
        """Files among the answers of complements, whoever deposited them. One query where there are any."""
        return documents_in(list(self.solicitation.complements.all()))

    @cached_property
    def files(self) -> Mapping[UUID, Document]:
        """All that came with it, now or before: of opinions; of complements, what their writers deposited."""
        writers = {each.given_by_id for each in self.solicitation.complements.all()}
        joined = [each for opinion in self.solicitation.opinions.all() for each in opinion.papers]
        filled_in = [each for each in self.named if each.deposited_by_id in writers]
        return {each.pk: each for each in (*joined, *filled_in)}

    def file(self, document: UUID) -> Document:
        """One of them. Raises NotYours."""
        if document not in self.files:
            raise NotYours
        return self.files[document]


def documents_in(complements: Sequence[Complement]) -> list[Document]:
    """The files that some of them names. One query where there are any."""
    named = {each for complement in complements for each in answers_of(complement).files}
    if not named:
        return []
    dossier = complements[0].solicitation.dossier_id
    return list(Document.objects.filter(dossier_id=dossier, pk__in=named))


def answers_of(complement: Complement) -> Projection:
    """What was filled in; what was left empty is left out."""
    filled_in = {key: value for key, value in complement.answers.items() if value is not None}
    return given(model_of(complement.version), filled_in)


def earlier_of(scope: Scope | None, opinions: list[Opinion]) -> list[tuple[Opinion, str, dt.datetime]]:
    """Of opinions, the latest first: those that were replaced, with their verdict's title and when."""
    found = []
    for after, each in pairwise(opinions):
        verdict = scope.verdict(each.verdict) if scope else None
        found.append((each, verdict.title if verdict else each.verdict, after.given_at))
    return found
