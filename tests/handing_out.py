"""Handing out documents in tests, as the desk's dialog does."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from config.demo.papers import pdf
from dossiers.models import Dossier, Participation, SentDocument
from dossiers.services import Upload
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.services.handing_out import Sending, send_documents
from tests.casting import Cast, Consultation, moved, save


def key_of(recipient: Solicitation | Participation) -> str:
    """How the dialog names a recipient."""
    if isinstance(recipient, Solicitation):
        return f"partner-{recipient.uid}"
    return f"party-{recipient.pk}"


def applicant_of(dossier: Dossier) -> Participation:
    found: Participation = dossier.participations.get(role="applicant")
    return found


def a_file(name: str = "courrier.pdf", content: bytes | None = None) -> Upload:
    content = pdf("Courrier") if content is None else content
    return Upload(name, len(content), ContentFile(content))


def handed_out(
    cast: Cast, dossier: Dossier, *recipients: Solicitation | Participation, title: str = "Courrier",
    kind: str = "", message: str = "",
) -> SentDocument:  # fmt: skip
    """A file of the service, for these recipients."""
    agent = cast.actor("agent")
    sending = Sending(title, kind, message, tuple(map(key_of, recipients)), a_file())
    (made,) = send_documents(
        actor=agent, sight=as_agent(agent, dossier.uid), sending=sending, key=uuid4(), at=timezone.now()
    )
    return made


def decide(cast: Cast, consultation: Consultation) -> None:
    """From then on no partner sees the dossier."""
    agent, uid = cast.actor("agent"), consultation.dossier.uid
    save(agent, as_agent(agent, uid), page="instruction", montant_propose="15000")
    save(agent, as_agent(agent, uid), page="suite", decision_motif="Projet conforme.")
    for status in ("commission", "accorde"):
        moved(agent, as_agent(agent, uid), status)
