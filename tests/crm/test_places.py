"""Who takes part in a request, at the desk: adding a colleague, removing one, a new key for one of them."""

import pytest
from django.test import Client
from django.urls import reverse

from solicitations.models import Colleague
from tests.casting import Cast, Consultation, filed_dossier, sealed_key
from tests.crm.conftest import text_of, url

JEANNE = {"name": "Jeanne Moreau", "email": "jeanne@cabinet.example"}


@pytest.fixture
def colleague(agent: Client, consultation: Consultation) -> Colleague:
    agent.post(url("colleagues", consultation.dossier.uid, consultation.partner.uid), JEANNE)
    return Colleague.objects.get()


def test_somebody_outside_is_added_by_name_and_address(agent: Client, consultation: Consultation) -> None:
    path = url("colleagues", consultation.dossier.uid, consultation.partner.uid)
    assert "E-mail address" in text_of(agent.get(path))
    response = agent.post(path, JEANNE, follow=True)
    assert "Jeanne Moreau takes part in the request now" in text_of(response)
    assert "<strong>Jeanne Moreau</strong> (j…@cabinet.example)" in text_of(response)


def test_somebody_of_the_house_is_chosen_from_the_list(
    cast: Cast, agent: Client, consultation: Consultation
) -> None:
    path = url("colleagues", consultation.dossier.uid, consultation.internal.uid)
    assert "Odile Ferrand" in text_of(agent.get(path))
    assert agent.post(path, {"user_id": "0"}).status_code == 422
    assert agent.post(path, {"user_id": str(cast.admin.pk)}).status_code == 302
    assert cast.client("admin").get(url("request", consultation.internal.uid)).status_code == 200


def test_what_is_wrong_is_said_and_kept(agent: Client, consultation: Consultation) -> None:
    path = url("colleagues", consultation.dossier.uid, consultation.partner.uid)
    response = agent.post(path, {"name": "Jeanne", "email": "jeanne"})
    assert response.status_code == 422
    assert 'value="jeanne"' in response.text
    assert not Colleague.objects.exists()


def test_one_is_removed_after_a_confirmation(
    agent: Client, consultation: Consultation, colleague: Colleague
) -> None:
    path = url("remove_colleague", consultation.dossier.uid, consultation.partner.uid, colleague.pk)
    assert "Remove Jeanne Moreau from this request?" in text_of(agent.get(path))
    assert "Jeanne Moreau no longer takes part" in text_of(agent.post(path, follow=True))
    assert agent.get(path).status_code == 404


def test_a_colleague_gets_a_new_key(agent: Client, consultation: Consultation, colleague: Colleague) -> None:
    path = url("send_again_to", consultation.dossier.uid, consultation.partner.uid, colleague.pk)
    assert "Send Jeanne Moreau a new key?" in text_of(agent.get(path))
    assert agent.post(path, {"email": "j.moreau@cabinet.example"}).status_code == 302
    now = Colleague.objects.get()
    assert now.invitation_id != colleague.invitation_id
    assert now.email == "j.moreau@cabinet.example"


def test_it_says_which_colleagues_go_on(
    agent: Client, consultation: Consultation, colleague: Colleague
) -> None:
    path = url("send_again", consultation.dossier.uid, consultation.partner.uid)
    assert "unless you end it below: Jeanne Moreau" in text_of(agent.get(path))
    agent.post(path, {"with_colleagues": "on"})
    assert Colleague.objects.get().removed_at is not None


@pytest.mark.parametrize("name", ["remove_colleague", "send_again_to"])
def test_each_is_there_under_its_own_dossier_and_request_only(
    cast: Cast, agent: Client, consultation: Consultation, colleague: Colleague, name: str
) -> None:
    other = filed_dossier(cast)
    for dossier, asked, which in (
        (other.uid, consultation.partner.uid, colleague.pk),
        (consultation.dossier.uid, consultation.unbound.uid, colleague.pk),
        (consultation.dossier.uid, consultation.partner.uid, colleague.pk + 1),
    ):
        path = url(name, dossier, asked, which)
        assert [agent.get(path).status_code, agent.post(path).status_code] == [404, 404]
    assert Colleague.objects.get().removed_at is None


def test_the_time_line_tells_of_them(agent: Client, consultation: Consultation, colleague: Colleague) -> None:
    key = sealed_key(colleague)
    page = text_of(agent.get(reverse("crm:partners", args=[consultation.dossier.uid])))
    assert "added Jeanne Moreau to a request." in page
    assert key not in page
