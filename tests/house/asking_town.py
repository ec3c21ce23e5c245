"""What asking leaves behind: a file that goes with requests, a batch, a request made again."""

import datetime as dt
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from dossiers.models import Document, Dossier
from dossiers.services import Upload
from dossiers.sights import as_agent
from solicitations.enums import Outcome
from solicitations.models import Batch, Solicitation
from solicitations.services import Ask, ask
from solicitations.services.enclosing import enclose, keep_instruction_file
from tests.casting import Cast


def enclosed(cast: Cast, paper: tuple[str, bytes], *solicitations: Solicitation) -> Document:
    """A file that goes with the instructions of these requests on one dossier."""
    actor, upload = cast.actor("agent"), Upload(paper[0], len(paper[1]), ContentFile(paper[1]))
    sight = as_agent(actor, solicitations[0].dossier.uid)
    document = keep_instruction_file(actor=actor, sight=sight, upload=upload, at=timezone.now())
    for each in solicitations:
        enclose(each, [document.pk])
    return document


def batched(cast: Cast, dossier: Dossier) -> Batch:
    """A batch that was asked already, about one dossier."""
    agent, at = cast.actor("agent"), timezone.now()
    made = Batch.objects.create(
        organisation_id=agent.organisation_id, asked={"asks": [], "moves": {}}, made_by_id=agent.person_id,
        made_at=at, finished_at=at,
    )  # fmt: skip
    made.lines.create(organisation_id=agent.organisation_id, dossier=dossier, outcome=Outcome.DONE)
    return made


def asked_again(cast: Cast, before: Solicitation) -> Solicitation:
    """A closed request made again, of the account that still holds the dossier."""
    due = timezone.localdate() + dt.timedelta(days=20)
    wanted = Ask(
        before.kind, before.scope, due, before.partner_name, before.partner_email, again_of=before.pk
    )
    agent = cast.actor("agent")
    sight = as_agent(agent, before.dossier.uid)
    (made,) = ask(
        actor=agent, sight=sight, asks=[wanted], move_to=None, key=uuid4(), at=timezone.now()
    )  # fmt: skip
    return made
