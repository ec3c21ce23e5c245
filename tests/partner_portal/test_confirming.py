"""An address that a partner gives in the complement counts once the code sent to it was typed."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dossiers.models import ConfirmedAddress, Dossier
from solicitations.models import Solicitation
from tests.casting import Cast
from tests.confirming import ELSEWHERE, confirming_model, sealed_code
from tests.partner_portal.asking import PDF, asked
from tests.samples import COMPLEMENT


@pytest.fixture
def asking(cast: Cast) -> Cast:
    return replace(cast, model=confirming_model(cast))


@pytest.fixture
def solicitation(asking: Cast) -> Solicitation:
    return asked(asking, "complement")


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("partner")


def url(name: str, solicitation: Solicitation, *more: str) -> str:
    return reverse(f"partner_portal:{name}", args=[solicitation.uid, *more])


def fills(client: Client, solicitation: Solicitation, do: str = "send", **values: str) -> Any:
    page = url("complement_page", solicitation, "apport")
    sent = {
        **COMPLEMENT, "pa_mail": ELSEWHERE, **values, "do": do, "idempotency_key": str(uuid4()),
        "comptes": SimpleUploadedFile("comptes.pdf", PDF),
    }  # fmt: skip
    return client.post(page, sent)


def stored(solicitation: Solicitation) -> Any:
    return Dossier.objects.get(pk=solicitation.dossier_id).answers.get("pa_mail")


def test_sent_at_once_it_is_kept_and_waits_for_the_code(
    asking: Cast, client: Client, solicitation: Solicitation
) -> None:
    response = fills(client, solicitation)
    assert response.status_code == 422
    assert "confirm this address with the code that we send to it" in response.text
    assert url("confirm", solicitation) in response.text
    assert stored(solicitation) == ELSEWHERE
    assert Solicitation.objects.get(pk=solicitation.pk).complement_at is None
    code = sealed_code(solicitation.dossier, ELSEWHERE)
    page = client.get(url("confirm", solicitation))
    assert ELSEWHERE in page.text
    done = client.post(url("confirm", solicitation), {"address": ELSEWHERE, "code": code})
    assert done["Location"] == url("confirm", solicitation)
    assert client.get(url("confirm", solicitation))["Location"] == url("complement", solicitation)
    assert fills(client, solicitation)["Location"] == url("receipt", solicitation)


def test_saved_for_later_it_says_where_the_code_went(client: Client, solicitation: Solicitation) -> None:
    response = fills(client, solicitation, "save")
    page = client.get(response["Location"]).text
    assert f"We have sent a code to {ELSEWHERE}" in page
    assert url("confirm", solicitation) in page


def test_ones_own_address_asks_for_nothing(asking: Cast, client: Client, solicitation: Solicitation) -> None:
    response = fills(client, solicitation, pa_mail=asking.partner.email)
    assert response["Location"] == url("receipt", solicitation)


def test_a_wrong_code_is_said_at_its_input(client: Client, solicitation: Solicitation) -> None:
    fills(client, solicitation)
    response = client.post(url("confirm", solicitation), {"address": ELSEWHERE, "code": "1111-1111"})
    assert response.status_code == 422
    assert "not the code of our last message" in response.text


def test_it_is_nothing_to_others(asking: Cast, client: Client, solicitation: Solicitation) -> None:
    fills(client, solicitation)
    sent = {"address": ELSEWHERE, "code": sealed_code(solicitation.dossier, ELSEWHERE)}
    for role in ("citizen", "agent", "partner_unbound", "internal_partner", "admin"):
        assert asking.client(role).get(url("confirm", solicitation)).status_code == 404
        assert asking.client(role).post(url("confirm", solicitation), sent).status_code == 404
    assert not ConfirmedAddress.objects.exclude(confirmed_at=None).filter(email=ELSEWHERE).exists()


def test_who_is_asked_for_an_opinion_confirms_nothing(asking: Cast, client: Client) -> None:
    opinion = asked(asking, "opinion", "juridique")
    assert client.get(url("confirm", opinion)).status_code == 404
