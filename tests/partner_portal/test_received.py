"""Documents of the service where their recipients have them: on both portals, and at the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import SentDocument
from dossiers.sights import as_agent
from tests.casting import Cast, Consultation, dossier_under_consultation, moved, save
from tests.handing_out import applicant_of, handed_out


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def status_of(client: Client, address: str) -> int:
    """What is read to its end is closed."""
    response: Any = client.get(address)
    if response.streaming:
        response.getvalue()
    return int(response.status_code)


def partners(consultation: Consultation, sent: SentDocument) -> str:
    return reverse("partner_portal:received", args=[consultation.partner.uid, sent.document_id])


class TestEachAtTheirOwnDoor:
    def test_a_partner(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(
            cast, consultation.dossier, consultation.partner, title="Lettre de mission", message="À lire."
        )
        client = cast.client("partner")
        page = reverse("partner_portal:request", args=[consultation.partner.uid])
        text = client.get(page).text
        assert partners(consultation, sent) in text
        assert "Lettre de mission" in text
        assert "À lire." in text
        assert "portal-tag--todo" in text
        response: Any = client.get(partners(consultation, sent))
        assert response.headers["Content-Disposition"] == 'attachment; filename="courrier.pdf"'
        assert response.headers["Cache-Control"] == "no-store, private"
        assert response.getvalue().startswith(b"%PDF")
        panel = cast.client("agent").get(reverse("crm:documents", args=[consultation.dossier.uid])).text
        assert "first opened on" in panel

    def test_the_applicant(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier, applicant_of(consultation.dossier), title="Courrier 7")
        client, uid = cast.client("citizen"), consultation.dossier.uid
        address = reverse("citizen_portal:received", args=[uid, sent.document_id])
        assert address in client.get(reverse("citizen_portal:dossier", args=[uid])).text
        assert status_of(client, address) == 200
        assert status_of(cast.client("other_citizen"), address) == 404

    def test_a_colleague(self, cast: Cast, consultation: Consultation) -> None:
        sent = handed_out(cast, consultation.dossier, consultation.internal)
        client = cast.client("internal_partner")
        address = reverse("crm:request_received", args=[consultation.internal.uid, sent.document_id])
        assert address in client.get(reverse("crm:request", args=[consultation.internal.uid])).text
        assert status_of(client, address) == 200


class TestNobodyElse:
    def test_what_is_for_nobody_is_behind_no_address(self, cast: Cast, consultation: Consultation) -> None:
        """S4-47: a document that is not flagged is reachable by no partner's address."""
        sent, uid = handed_out(cast, consultation.dossier), consultation.dossier.uid
        for role, name, arguments in (
            ("partner", "partner_portal:received", (consultation.partner.uid, sent.document_id)),
            ("partner", "partner_portal:document", (uid, sent.document_id)),
            ("internal_partner", "crm:request_received", (consultation.internal.uid, sent.document_id)),
            ("internal_partner", "crm:request_document", (uid, sent.document_id)),
            ("internal_partner", "crm:sent_document", (uid, sent.document_id)),
            ("citizen", "citizen_portal:received", (uid, sent.document_id)),
            ("citizen", "citizen_portal:document", (uid, sent.document_id)),
        ):
            assert status_of(cast.client(role), reverse(name, args=arguments)) == 404, name
        agent = cast.client("agent")
        assert status_of(agent, reverse("crm:sent_document", args=[uid, sent.document_id])) == 200

    def test_taken_back_withdrawn_hidden_or_of_another_dossier(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        client, agent = cast.client("partner"), cast.actor("agent")
        other = handed_out(cast, dossier_under_consultation(cast).dossier)
        assert status_of(client, partners(consultation, other)) == 404
        sent = handed_out(cast, consultation.dossier, consultation.partner)
        assert status_of(client, partners(consultation, sent)) == 200
        sent.partners.update(taken_at=timezone.now())
        assert status_of(client, partners(consultation, sent)) == 404
        sent.partners.update(taken_at=None)
        uid = consultation.dossier.uid
        save(agent, as_agent(agent, uid), page="instruction", montant_propose="15000")
        save(agent, as_agent(agent, uid), page="suite", decision_motif="Bien.")
        for status in ("commission", "accorde"):
            moved(agent, as_agent(agent, uid), status)
        assert status_of(client, partners(consultation, sent)) == 404
