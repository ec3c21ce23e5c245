"""The surfaces' door to batches of requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from accounts.actors import Actor
from dossiers.models import Dossier
from dossiers.sights import NotYours, Sight
from formengine.model import CRM
from solicitations.enums import Outcome
from solicitations.models import Batch, BatchLine


@dataclass(frozen=True)
class Report:
    """What became of a batch. `sights`: by dossier, those that its reader sees at the desk now."""

    batch: Batch
    lines: tuple[BatchLine, ...]
    sights: Mapping[int, Sight]

    def count(self, outcome: Outcome) -> int:
        return sum(1 for each in self.lines if each.outcome == outcome)


def report_of(actor: Actor, uid: UUID) -> Report:
    """Of a batch of this organisation, for its agents. Three queries. Raises NotYours."""
    batch = Batch.objects.filter(organisation_id=actor.organisation_id, uid=uid).first()
    if batch is None or not actor.is_agent:
        raise NotYours
    lines = tuple(batch.lines.order_by("pk"))
    pks = [each.dossier_id for each in lines]
    found = Dossier.objects.gathered_at_the_desk_of(actor, pks).with_design()
    sights = {each.pk: Sight(each, CRM) for each in found}
    return Report(batch, lines, {pk: sight for pk, sight in sights.items() if sight.is_open})


def sights_at_the_desk(actor: Actor, uids: list[UUID]) -> list[Sight]:
    """Of dossiers named by their ids, those that this agent sees, in that order. One query."""
    found = Dossier.objects.at_the_desk_of(actor).with_design().filter(uid__in=uids)
    sights = {each.uid: Sight(each, CRM) for each in found}
    return [sights[uid] for uid in dict.fromkeys(uids) if uid in sights and sights[uid].is_open]
