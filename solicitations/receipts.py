"""Receipts: what was given when, under which number, and whether what is kept is still that."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.enums import EventKind
from dossiers.models import Document
from formengine.document import digest
from solicitations.models import Complement, Opinion
from solicitations.reply import Reply, answers_of

PARTS = {EventKind.OPINION_GIVEN: "opinion", EventKind.COMPLEMENT_GIVEN: "complement"}


@dataclass(frozen=True)
class Given:
    """One part of a reply (`opinion`, `complement`) as it was recorded. `number` counts those of its kind.

    `digest` stands for all that was given then; `is_unchanged`: what is kept comes to the same one now.
    """

    part: str
    number: int
    at: dt.datetime
    by: str
    digest: str
    is_unchanged: bool


def given_in(reply: Reply) -> list[Given]:
    """What was given so far, in order. One query, one more where a complement holds files."""
    solicitation = reply.solicitation
    found = solicitation.dossier.events.filter(kind__in=PARTS, params__solicitation=solicitation.pk)
    opinions = {("opinion", each.number): opinion_digest(each) for each in solicitation.opinions.all()}
    complements = {
        ("complement", each.number): complement_digest(each, reply.named)
        for each in solicitation.complements.all()
    }
    now = opinions | complements
    lines = []
    for event in found.order_by("number"):
        part, number = PARTS[EventKind(event.kind)], int(event.params.get("number", 1))
        kept = str(event.params.get("digest", ""))
        same = now.get((part, number)) == kept
        lines.append(Given(part, number, event.at, event.actor_name, kept, same))
    return lines


def opinion_digest(opinion: Opinion) -> str:
    """Over the request, the opinion's number, verdict and reasons, the content of its files, and the time."""
    sums = [each.sha256 for each in opinion.papers]
    said = [opinion.number, opinion.verdict, opinion.reasons, sums, _moment(opinion.given_at)]
    return digest(["opinion", opinion.solicitation.uid.hex, *said])


def complement_digest(complement: Complement, files: Iterable[Document]) -> str:
    """The same of a complement: its answers, and the content of the files among them that are in `files`."""
    named = answers_of(complement).files
    sums = sorted(each.sha256 for each in files if str(each.pk) in named)
    said = [complement.number, complement.answers, sums, _moment(complement.given_at)]
    return digest(["complement", complement.solicitation.uid.hex, *said])


def _moment(at: dt.datetime) -> str:
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
