"""Documents of the service in the dossiers of the walks: for some, for nobody; files kept from partners."""

from dataclasses import dataclass
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from config.demo.papers import pdf
from dossiers.models import Document, Dossier, SentDocument
from dossiers.services import Upload
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.services.handing_out import Sending, send_documents
from solicitations.services.showing import keep_from
from tests.casting import Cast
from tests.handing_out import applicant_of, handed_out, key_of
from tests.house.canaries import Aviary


@dataclass(frozen=True)
class PapersTown:
    """`shown` is for applicant, partner and colleague; `letter` for the partner; `kept` for nobody."""

    shown: SentDocument
    letter: SentDocument
    kept: SentDocument


def build_papers(cast: Cast, dossier: Dossier, partner: Solicitation, inside: Solicitation) -> PapersTown:
    return PapersTown(
        shown=handed_out(cast, dossier, applicant_of(dossier), partner, inside),
        letter=handed_out(cast, dossier, partner, kind="lettre_mission"),
        kept=handed_out(cast, dossier),
    )


def build_singing_papers(
    cast: Cast, aviary: Aviary, dossier: Dossier, partner: Solicitation, inside: Solicitation
) -> PapersTown:
    """The same with canaries in title, message, file and its name."""
    citizen = _sung(
        cast, aviary, dossier, "paper for the citizen", {"agent", "citizen"}, key_of(applicant_of(dossier))
    )
    _sung(cast, aviary, dossier, "paper for the colleague", {"agent", "internal_partner"}, key_of(inside))
    letter = _sung(cast, aviary, dossier, "paper for the partner", {"agent", "partner"}, key_of(partner))
    return PapersTown(citizen, letter, _sung(cast, aviary, dossier, "paper for nobody", {"agent"}))


def _sung(
    cast: Cast, aviary: Aviary, dossier: Dossier, name: str, readers: set[str], *recipients: str
) -> SentDocument:
    agent = cast.actor("agent")
    inside = aviary.text(f"file of {name}", readers)
    content = pdf(inside) + inside.encode()
    upload = Upload(
        aviary.text(f"file name of {name}", readers, more=" é&'") + ".pdf", len(content), ContentFile(content)
    )
    sending = Sending(
        aviary.text(f"title of {name}", readers),
        "",
        aviary.text(f"message with {name}", readers),
        recipients,
        upload,
    )
    (made,) = send_documents(
        actor=agent, sight=as_agent(agent, dossier.uid), sending=sending, key=uuid4(), at=timezone.now()
    )
    return made


def keep_silent(
    cast: Cast, aviary: Aviary, dossier: Dossier, field: str, asked: Solicitation, role: str
) -> None:
    """Keep the file of a field from a partner: from then on its canaries are not for them."""
    agent, found = cast.actor("agent"), Document.objects.get(dossier=dossier, field=field, purpose="answer")
    keep_from(
        actor=agent, sight=as_agent(agent, dossier.uid), document_id=found.pk, everybody=False,
        partners=[asked.uid], key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    aviary.silence(role, f"file of {field}", f"file name of {field}", f"name given to {field}")
