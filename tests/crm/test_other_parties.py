"""The Parties panel: whom it was filed for, other parties, their keys."""

from typing import Any

import pytest
from django.urls import reverse

from dossiers.enums import EventKind
from dossiers.models import Dossier, Event, Party
from tests.casting import Cast, filed_dossier
from tests.citizen_portal.browsing import soup
from tests.standing_in import ANNA, ANNAS_ADDRESS, NEIGHBOUR, Standing, key_for


@pytest.fixture
def standing(cast: Cast) -> Standing:
    return Standing.of(cast)


@pytest.fixture
def dossier(standing: Standing) -> Dossier:
    return standing.to(standing.filed("avocat"), "avis_en_cours")


def text_of(response: Any) -> str:
    return " ".join(soup(response).get_text(" ").split())


def url(name: str, *args: object) -> str:
    return reverse(f"crm:{name}", args=args)


class TestPanel:
    def test_it_tells_for_whom_by_whom_and_with_what_mandate(
        self, standing: Standing, dossier: Dossier
    ) -> None:
        said = text_of(standing.cast.client("agent").get(url("parties", dossier.uid)))
        assert ANNA in said
        assert "Maëlle Le Goff filed the dossier for them (Avocat)" in said
        assert "Mandat: there" in said
        assert "No other party has been invited yet" in said

    def test_the_queue_and_the_head_name_both(self, standing: Standing, dossier: Dossier) -> None:
        client = standing.cast.client("agent")
        assert f"{ANNA} by Maëlle Le Goff" in text_of(client.get(url("queue")))
        assert f"{ANNA}, by Maëlle Le Goff" in text_of(client.get(url("history", dossier.uid)))
        assert str(dossier.reference) in text_of(client.get(f"{url('queue')}?q=maelle"))

    def test_it_is_not_there_where_the_applicant_is_alone(self, standing: Standing, cast: Cast) -> None:
        client, own = cast.client("agent"), filed_dossier(cast)
        assert client.get(url("parties", own.uid)).status_code == 404
        assert "Parties" not in text_of(client.get(url("dossier", own.uid)))

    def test_it_tells_what_became_of_the_keys(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier)
        standing.attach("partner_unbound", key_for(party.invitation))
        said = text_of(standing.cast.client("agent").get(url("parties", dossier.uid)))
        assert "Yann Quéméneur attached the dossier with the key" in said
        assert "takes part" in said
        assert standing.cast.partner_unbound.email not in said


class TestInviting:
    def test_it_sends_a_key(self, standing: Standing, dossier: Dossier) -> None:
        client = standing.cast.client("agent")
        page = text_of(client.get(url("invite_party", dossier.uid)))
        assert "Accord du voisin" in page
        assert "IBAN" not in page
        sent = {"kind": "voisin", "name": NEIGHBOUR, "email": "pec@voisine.example"}
        response = client.post(url("invite_party", dossier.uid), sent, follow=True)
        assert f"A key is on its way to {NEIGHBOUR}" in text_of(response)
        assert Party.objects.get().invitation.strict is False

    def test_what_is_missing_is_said_and_what_was_typed_stays(
        self, standing: Standing, dossier: Dossier
    ) -> None:
        client = standing.cast.client("agent")
        response = client.post(url("invite_party", dossier.uid), {"kind": "voisin", "email": "pec@"})
        assert response.status_code == 422
        said = response.content.decode()
        assert "Enter a name." in said
        assert 'value="pec@"' in said

    def test_a_new_key_and_taking_it_back(self, standing: Standing, dossier: Dossier) -> None:
        client, party = standing.cast.client("agent"), standing.invited(dossier)
        response = client.post(url("send_party_key", dossier.uid, party.uid), follow=True)
        assert "The old one no longer works" in text_of(response)
        assert "Withdraw the invitation" in text_of(client.get(url("withdraw_party", dossier.uid, party.uid)))
        client.post(url("withdraw_party", dossier.uid, party.uid))
        assert client.post(url("send_party_key", dossier.uid, party.uid)).status_code == 409
        assert client.get(url("withdraw_party", dossier.uid, party.uid)).status_code == 409
        kinds = Event.objects.filter(dossier=dossier).values_list("kind", flat=True)
        assert {EventKind.PARTY_KEY_REPLACED, EventKind.PARTY_WITHDRAWN} <= set(kinds)
        assert "withdrew the invitation of" in text_of(client.get(url("history", dossier.uid)))


class TestAddress:
    def test_an_agent_gives_the_address(self, standing: Standing) -> None:
        dossier, client = standing.filed(email=""), standing.cast.client("agent")
        assert "no address is known" in text_of(client.get(url("parties", dossier.uid)))
        refused = client.post(url("beneficiary", dossier.uid), {"email": standing.cast.citizen.email})
        assert refused.status_code == 422
        assert "address of who filed the dossier" in text_of(refused)
        response = client.post(url("beneficiary", dossier.uid), {"email": ANNAS_ADDRESS}, follow=True)
        assert f"A key is on its way to {ANNA}" in text_of(response)
        standing.attach("other_citizen", standing.key_of(dossier))
        assert client.get(url("beneficiary", dossier.uid)).status_code == 409
