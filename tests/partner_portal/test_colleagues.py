"""Colleagues on the portal: who takes part, adding, removing, and what is said where one may not."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Event
from solicitations.models import Colleague, Solicitation
from tests.casting import Cast, Consultation, attached, dossier_under_consultation, sealed_key

NOE = {"name": "Noé Tanguy", "email": "noe.tanguy@example.org"}


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    found = dossier_under_consultation(cast)
    Solicitation.objects.filter(pk=found.partner.pk).update(may_forward=True)
    return found


@pytest.fixture
def page(consultation: Consultation) -> str:
    return reverse("partner_portal:colleagues", args=[consultation.partner.uid])


@pytest.fixture
def partner(cast: Cast) -> Client:
    return cast.client("partner")


def test_the_request_leads_there(partner: Client, page: str, consultation: Consultation) -> None:
    request = reverse("partner_portal:request", args=[consultation.partner.uid])
    assert page in partner.get(request).text


def test_somebody_is_added_and_listed(partner: Client, page: str) -> None:
    response = partner.post(page, NOE, follow=True)
    assert response.status_code == 200
    assert "Noé Tanguy gets a key by e-mail" in response.text
    assert "Has a key and has not used it yet" in response.text
    assert Colleague.objects.get().by_partner


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(partner: Client, page: str) -> None:
    response = partner.post(page, {"name": "Noé", "email": "not an address"})
    assert response.status_code == 422
    assert "This is no e-mail address" in response.text
    assert 'value="not an address"' in response.text
    assert 'value="Noé"' in response.text
    assert partner.post(page, {}).status_code == 422
    assert not Colleague.objects.exists()


def test_one_who_takes_part_already_is_not_added(partner: Client, page: str) -> None:
    response = partner.post(page, {"name": "H", "email": "h.dorgeval@cabinet.example"})
    assert response.status_code == 422
    assert "takes part already" in response.text


def test_where_one_may_not_it_says_who_may(partner: Client, page: str, consultation: Consultation) -> None:
    Solicitation.objects.update(may_forward=False)
    response = partner.get(page)
    assert response.status_code == 200
    assert "Only the service can add somebody to this request." in response.text
    assert "Add this colleague" not in response.text
    refused = partner.post(page, NOE)
    assert refused.status_code == 403
    assert "Only the service can add a colleague" in refused.text
    assert not Colleague.objects.exists()


def test_a_colleague_sees_who_takes_part_and_cannot_add(
    cast: Cast, partner: Client, page: str, consultation: Consultation
) -> None:
    partner.post(page, NOE)
    attached(cast, "other_citizen", sealed_key(Colleague.objects.get()))
    client = cast.client("other_citizen")
    response = client.get(page)
    assert "Me d&#x27;Orgeval" in response.text or "Me d'Orgeval" in response.text
    assert "Only the person who was asked" in response.text
    assert client.post(page, {"name": "A", "email": "a@example.org"}).status_code == 403


def test_one_is_removed_and_sees_nothing(
    cast: Cast, partner: Client, page: str, consultation: Consultation
) -> None:
    partner.post(page, NOE)
    found = Colleague.objects.get()
    attached(cast, "other_citizen", sealed_key(found))
    theirs = cast.client("other_citizen")
    request = reverse("partner_portal:request", args=[consultation.partner.uid])
    assert theirs.get(request).status_code == 200
    remove = reverse("partner_portal:remove_colleague", args=[consultation.partner.uid, found.pk])
    assert theirs.post(remove).status_code == 403
    assert partner.post(remove).status_code == 302
    assert theirs.get(request).status_code == 404
    partner.get(page)  # what was said of both deeds is said once
    assert "Noé Tanguy" not in partner.get(page).text


@pytest.mark.parametrize(
    "role", ["citizen", "partner_unbound", "partner_withdrawn", "agent", "agent_elsewhere"]
)
def test_it_is_nobody_elses(cast: Cast, page: str, consultation: Consultation, role: str) -> None:
    client = cast.client(role)
    remove = reverse("partner_portal:remove_colleague", args=[consultation.partner.uid, 1])
    found = [client.get(page), client.post(page, NOE), client.post(remove)]
    assert [each.status_code for each in found] == [404, 404, 404]
    assert not Colleague.objects.exists()


def test_the_first_opening_of_the_request_is_noted_for_each(
    cast: Cast, partner: Client, page: str, consultation: Consultation
) -> None:
    partner.post(page, NOE)
    attached(cast, "other_citizen", sealed_key(Colleague.objects.get()))
    request = reverse("partner_portal:request", args=[consultation.partner.uid])
    for client in (partner, cast.client("other_citizen")):
        client.get(request)
        client.get(request)
    seen = Event.objects.filter(dossier=consultation.dossier, kind="request_seen").order_by("number")
    assert [each.user for each in seen] == [cast.partner, cast.other_citizen]


def test_a_key_typed_before_the_sign_in_is_noted_once(cast: Cast, consultation: Consultation) -> None:
    key, attach = consultation.key_of(consultation.unbound), reverse("partner_portal:attach")
    for _each in range(2):
        assert Client().post(attach, {"key": key}).status_code == 302
    (event,) = Event.objects.filter(dossier=consultation.dossier, kind="key_typed")
    assert event.params["hint"] == key[:4]
    assert key not in str(event.params)
