"""Asking the same on many dossiers: each is a deed of its own, whatever becomes of the others."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_q.tasks import async_task

from accounts.actors import Actor
from accounts.models import actor_for
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.nightly import nightly
from dossiers.once import first_time, when_done
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight, as_agent
from solicitations.enums import Outcome
from solicitations.models import Batch, BatchLine
from solicitations.services.asking import MOST_AT_ONCE, ask
from solicitations.services.judging import Ask

MOST_DOSSIERS, AT_ONCE = 100, 3
"""How many dossiers a batch may have; up to AT_ONCE are asked while the agent waits."""


class NothingToAsk(Refusal):
    """No dossier, too many, or nobody to ask."""

    code = "nothing_to_ask"
    http_status = 422
    message = _("Choose between one and 100 dossiers, and whom to ask.")


def ask_many(
    *,
    actor: Actor,
    sights: Sequence[Sight],
    asks: Sequence[Ask],
    moves: Mapping[UUID, str],
    key: UUID,
    at: dt.datetime,
) -> Batch:
    """Write down what is to be asked, and have it done: a few at once, many by a worker.

    `moves`: by dossier, the status it goes to with the requests. Raises Forbidden, NothingToAsk, KeyReused.
    """
    for sight in sights:
        require(actor, "solicitations.ask", sight)
    if not 0 < len(sights) <= MOST_DOSSIERS or not 0 < len(asks) <= MOST_AT_ONCE:
        raise NothingToAsk
    asked = {
        "asks": [_plain(each) for each in asks],
        "moves": {str(uid): to for uid, to in moves.items() if to},
    }
    with transaction.atomic():
        content = ["ask_many", sorted(str(each.dossier.uid) for each in sights), asked]
        if not first_time(actor=actor, key=key, content=content, at=at):
            done = when_done(actor=actor, key=key)
            known: Batch = Batch.objects.get(made_by_id=actor.person_id, made_at=done)
            return known
        batch = Batch.objects.create(
            organisation_id=actor.organisation_id, asked=asked, made_by_id=actor.person_id, made_at=at
        )
        BatchLine.objects.bulk_create(
            BatchLine(organisation_id=actor.organisation_id, batch=batch, dossier=each.dossier)
            for each in sights
        )
    if len(sights) <= AT_ONCE:
        run_batch(batch.pk, at=at)
    else:
        async_task("solicitations.tasks.ask_batch", batch.pk)
    return batch


def run_batch(batch_id: int, *, at: dt.datetime) -> int:
    """Ask on the dossiers of a batch that wait; on how many. Run again, or twice, it asks nothing twice."""
    batch = Batch.objects.select_related("organisation", "made_by").filter(pk=batch_id).first()
    if batch is None:
        return 0
    actor = actor_for(batch.made_by, batch.organisation)
    waiting = batch.lines.filter(outcome=Outcome.WAITING).select_related("dossier").order_by("pk")
    count = 0
    for line in waiting:
        outcome, reason = _asked(actor, batch, line, at)
        BatchLine.objects.filter(pk=line.pk, outcome=Outcome.WAITING).update(outcome=outcome, reason=reason)
        count += 1
    Batch.objects.filter(pk=batch.pk, finished_at=None).update(finished_at=at)
    return count


@nightly("batches_left_over")
def finish_batches(at: dt.datetime) -> int:
    """Batches whose worker was lost on the way."""
    left = Batch.objects.filter(finished_at=None, made_at__lt=at - dt.timedelta(hours=1))
    return sum(run_batch(pk, at=at) for pk in list(left.values_list("pk", flat=True)[:MOST_DOSSIERS]))


def _asked(actor: Actor, batch: Batch, line: BatchLine, at: dt.datetime) -> tuple[Outcome, str]:
    """One dossier: its own transaction, its own key, its own outcome."""
    asks = [_read(each) for each in batch.asked["asks"]]
    to = batch.asked["moves"].get(str(line.dossier.uid))
    try:
        sight = as_agent(actor, line.dossier.uid)
        ask(actor=actor, sight=sight, asks=asks, move_to=to, key=line.uid, at=at, batch=batch)
    except NotAcceptable as refusal:
        return Outcome.REFUSED, next((each.code for each in refusal.problems), refusal.code)[:40]
    except Refusal as refusal:
        return Outcome.REFUSED, refusal.code[:40]
    return Outcome.DONE, ""


def _plain(one: Ask) -> dict[str, Any]:
    """As it is stored. Files and requests to be made again belong to one dossier, and are left out."""
    opens = one.opens_on.isoformat() if one.opens_on else None
    bare = replace(one, enclosures=(), again_of=None)
    return {**vars(bare), "due_on": one.due_on.isoformat(), "opens_on": opens, "opens_at": list(one.opens_at)}


def _read(stored: Mapping[str, Any]) -> Ask:
    opens = stored["opens_on"]
    return Ask(
        **{
            **stored,
            "due_on": dt.date.fromisoformat(stored["due_on"]),
            "opens_on": dt.date.fromisoformat(opens) if opens else None,
            "opens_at": tuple(stored["opens_at"]),
            "enclosures": (),
        }
    )
