"""All opinions side by side, on a page and as a PDF: whoever gave them, and those that were replaced."""

from io import BytesIO
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from solicitations.models import Solicitation
from solicitations.services import Verdict, decline, give_opinion
from tests.casting import Cast, Consultation, filed_dossier, request_of
from tests.crm.conftest import opinion_of, text_of, url
from tests.solicitations.services.test_following import asked_one


def replaced(cast: Cast, asked: Solicitation) -> None:
    give_opinion(
        actor=cast.actor("partner"), request=request_of(cast, "partner", asked), key=uuid4(),
        verdict=Verdict("defavorable", "Les statuts ont changé.", replaces=1), at=timezone.now(),
    )  # fmt: skip


def pdf_text(agent: Client, consultation: Consultation) -> str:
    response = agent.get(url("opinions_pdf", consultation.dossier.uid))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert f"opinions-{consultation.dossier.reference}.pdf" in response.headers["Content-Disposition"]
    assert "no-store" in response.headers["Cache-Control"]
    reader = PdfReader(BytesIO(response.content))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_everybody_stands_beside_each_other(cast: Cast, agent: Client, consultation: Consultation) -> None:
    opinion_of(
        cast, "internal_partner", consultation.internal, "favorable_sous_reserve", "Limiter à 15 000 €."
    )
    both = asked_one(cast, consultation.dossier, "both")
    opinion_of(cast, "internal_partner", both, "favorable")
    for text in (
        text_of(agent.get(url("opinions", consultation.dossier.uid))),
        pdf_text(agent, consultation),
    ):
        assert "1 of 4 replies in" in text
        for told in ("Paul Xiong", "Scène Sûre", "Favorable sous réserve", "Limiter à 15 000 €."):
            assert told in text
        assert "Withdrawn" in text
        assert "not received" in text
    page = text_of(agent.get(url("opinions", consultation.dossier.uid)))
    assert "opinion in, complement missing" in page


def test_what_was_replaced_is_kept_beside_what_counts(
    cast: Cast, agent: Client, consultation: Consultation
) -> None:
    opinion_of(cast, "partner", consultation.partner, "favorable", "Objet conforme.")
    replaced(cast, consultation.partner)
    page = text_of(agent.get(url("opinions", consultation.dossier.uid)))
    assert page.index("Les statuts ont changé.") < page.index("<details") < page.index("Objet conforme.")
    text = pdf_text(agent, consultation)
    assert text.index("Les statuts ont changé.") < text.index("Objet conforme.")


def test_who_cannot_reply_says_why(cast: Cast, agent: Client, consultation: Consultation) -> None:
    decline(
        actor=cast.actor("partner"), request=request_of(cast, "partner", consultation.partner),
        reason="Conflit d'intérêts.", key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    assert "Conflit d&#x27;intérêts." in text_of(agent.get(url("opinions", consultation.dossier.uid)))
    assert "Conflit d’intérêts." in pdf_text(agent, consultation).replace("'", "’")


def test_where_nobody_was_asked_it_says_so(cast: Cast, agent: Client) -> None:
    dossier = filed_dossier(cast)
    page = text_of(agent.get(url("opinions", dossier.uid)))
    assert "Nobody has been asked yet." in page
    assert agent.get(url("opinions_pdf", dossier.uid)).status_code == 200


def test_what_a_partner_wrote_is_never_markup(cast: Cast, agent: Client, consultation: Consultation) -> None:
    opinion_of(cast, "internal_partner", consultation.internal, "favorable", "<b>#strong[x]</b> $1$ \\ _y_")
    assert "<b>#strong" not in text_of(agent.get(url("opinions", consultation.dossier.uid)))
    assert "<b>#strong[x]</b>" in pdf_text(agent, consultation)
