"""The registry of partners at the desk: kept by administrators, read by agents; no request hangs on it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from solicitations.enums import State
from solicitations.models import PartnerBody, PartnerPerson, Solicitation
from tests.casting import Cast, Consultation, registered
from tests.crm.conftest import key_in, text_of, url


@pytest.fixture
def admin(cast: Cast) -> Client:
    return cast.client("admin")


def entered(**changes: Any) -> dict[str, Any]:
    values = {"name": "Cabinet Orvault", "person": "Iris Orvault", "email": "I.Orvault@cabinet.example"}
    return {**values, "idempotency_key": str(uuid4()), **changes}


class TestTheList:
    def test_it_is_empty_at_first_and_says_what_it_is_for(self, cast: Cast, admin: Client) -> None:
        page = text_of(admin.get(url("registry")))
        assert "The registry is empty." in page
        assert url("registry_add") in page
        assert url("registry_add") not in text_of(cast.client("agent").get(url("registry")))

    def test_it_finds_by_body_person_and_address(self, cast: Cast, admin: Client) -> None:
        registered(cast)
        registered(cast, "Bureau Vertou", name="Luc Vertou", email="luc@vertou.example")
        for text in ("orvault", "Iris", "cabinet.example"):
            page = text_of(admin.get(url("registry"), {"q": text}))
            assert "Cabinet Orvault" in page
            assert "Bureau Vertou" not in page
        assert "No partner matches." in text_of(admin.get(url("registry"), {"q": "nobody"}))

    def test_it_goes_on_page_by_page(self, cast: Cast, admin: Client) -> None:
        for number in range(27):
            PartnerBody.objects.create(organisation=cast.organisation, name=f"Office {number:02}")
        first = admin.get(url("registry"))
        assert "Office 24" in text_of(first)
        assert "Office 25" not in text_of(first)
        second = text_of(admin.get(url("registry") + first.context["onward"]))
        assert "Office 24" not in second
        assert "Office 26" in second

    @pytest.mark.parametrize(
        "query", ["?after=%00", "?q=%00", "?after=zzzz", "?q=" + "x" * 3000, "?all=maybe"]
    )
    def test_whatever_the_address_says_it_breaks_nothing(self, admin: Client, query: str) -> None:
        assert admin.get(url("registry") + query).status_code == 200

    def test_another_organisation_s_is_not_there(self, cast: Cast, admin: Client) -> None:
        theirs = PartnerBody.objects.create(organisation=cast.other_organisation, name="Cabinet d'ailleurs")
        person = PartnerPerson.objects.create(
            organisation=cast.other_organisation, body=theirs, name="Ailleurs", email="a@ailleurs.example"
        )
        assert "ailleurs" not in text_of(admin.get(url("registry")))
        for name, uid in (
            ("registry_body", theirs.uid), ("registry_end_body", theirs.uid),
            ("registry_add_person", theirs.uid), ("registry_person", person.uid),
            ("registry_end_person", person.uid),
        ):  # fmt: skip
            assert admin.get(url(name, uid)).status_code == 404, name
            assert admin.post(url(name, uid), {"deed": "remove"}).status_code == 404, name
        assert PartnerPerson.objects.filter(pk=person.pk).exists()


class TestKeepingIt:
    def test_a_partner_is_added_with_its_person_once_for_a_double_press(self, admin: Client) -> None:
        key = key_in(text_of(admin.get(url("registry_add"))))
        for _ in range(2):
            sent = entered(idempotency_key=key, scopes=["juridique"])
            assert admin.post(url("registry_add"), sent).status_code == 302
        person = PartnerPerson.objects.get()
        assert (person.name, person.email) == ("Iris Orvault", "i.orvault@cabinet.example")
        assert person.body.scopes == ["juridique"]

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"name": ""}, "Enter a name."),
            ({"email": "pas une adresse"}, "valid email address"),
            ({"email": ""}, "Enter an e-mail address."),
            ({"person": ""}, "Enter a name."),
            ({"scopes": ["inconnu"]}, "not one of the available choices"),
            ({"email": "K.Benhaddou@ville.example"}, "address of a colleague"),
            ({"name": "CABINET ORVAULT"}, "has this name already"),
            ({"email": "i.orvault@cabinet.example", "name": "Autre"}, "has this address already"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
        self, cast: Cast, admin: Client, changes: dict[str, Any], says: str
    ) -> None:
        if changes.get("name") in ("CABINET ORVAULT", "Autre"):
            registered(cast)
        before = PartnerBody.objects.count()
        response = admin.post(url("registry_add"), entered(note="à garder", **changes))
        assert response.status_code == 422
        assert says in text_of(response)
        assert "à garder" in text_of(response)
        assert PartnerBody.objects.count() == before

    def test_an_internal_partner_is_a_colleague(self, cast: Cast, admin: Client) -> None:
        sent = entered(
            name="Finances", internal="on", person="", email="", colleague=str(cast.internal_partner.pk)
        )
        assert admin.post(url("registry_add"), sent).status_code == 302
        person = PartnerPerson.objects.get()
        assert (person.user, person.email) == (cast.internal_partner, cast.internal_partner.email)

    def test_a_person_is_added_and_changed(self, cast: Cast, admin: Client) -> None:
        known = registered(cast)
        sent = {"name": "Second", "email": "second@cabinet.example", "idempotency_key": str(uuid4())}
        assert admin.post(url("registry_add_person", known.body.uid), sent).status_code == 302
        sent = {"name": "Iris d'Orvault", "email": "iris@cabinet.example"}
        assert admin.post(url("registry_person", known.uid), sent).status_code == 302
        assert {each.name for each in known.body.people.all()} == {"Iris d'Orvault", "Second"}
        sent = {"name": "Iris d'Orvault", "email": "second@cabinet.example"}
        assert admin.post(url("registry_person", known.uid), sent).status_code == 422

    def test_a_body_with_people_stays_internal_or_external(self, cast: Cast, admin: Client) -> None:
        known = registered(cast)
        response = admin.post(
            url("registry_body", known.body.uid), {"name": known.body.name, "internal": "on"}
        )
        assert response.status_code == 422
        assert "remove them first" in text_of(response)

    @pytest.mark.parametrize("role", ["agent", "internal_partner"])
    def test_who_is_no_administrator_changes_nothing(self, cast: Cast, role: str) -> None:
        known, client = registered(cast), cast.client(role)
        for name, uid in (("registry_end_body", known.body.uid), ("registry_end_person", known.uid)):
            assert client.post(url(name, uid), {"deed": "remove"}).status_code == 403
        assert client.post(url("registry_body", known.body.uid), {"name": "Autre"}).status_code == 403
        assert PartnerPerson.objects.get().body.name == "Cabinet Orvault"


class TestLeavingIt:
    @pytest.fixture
    def known(self, cast: Cast, consultation: Consultation) -> PartnerPerson:
        """Somebody with two open requests, and a third that was withdrawn."""
        person = registered(cast)
        Solicitation.objects.update(person=person)
        Solicitation.objects.filter(pk=consultation.internal.pk).update(state=State.ANSWERED)
        return person

    @pytest.mark.parametrize("name", ["registry_end_body", "registry_end_person"])
    def test_it_says_how_many_requests_are_open(self, admin: Client, known: PartnerPerson, name: str) -> None:
        entry = known.body if name == "registry_end_body" else known
        open_now = Solicitation.objects.owing().count()
        page = text_of(admin.get(url(name, entry.uid)))
        assert open_now > 1
        assert f"{open_now} requests are open." in page
        assert "they go on as they are" in page

    @pytest.mark.parametrize("name", ["registry_end_body", "registry_end_person"])
    @pytest.mark.parametrize("deed", ["rest", "remove"])
    def test_open_requests_go_on_as_they_are(
        self,
        cast: Cast,
        admin: Client,
        consultation: Consultation,
        known: PartnerPerson,
        name: str,
        deed: str,
    ) -> None:
        entry = known.body if name == "registry_end_body" else known
        before = list(Solicitation.objects.values("state", "partner_name", "partner_email", "invitation_id"))
        assert admin.post(url(name, entry.uid), {"deed": deed}).status_code == 302
        after = list(Solicitation.objects.values("state", "partner_name", "partner_email", "invitation_id"))
        assert before == after
        assert PartnerPerson.objects.exists() == (deed == "rest")
        assert not PartnerPerson.objects.who_can_be_asked().exists()
        asked = reverse("partner_portal:request", args=[consultation.partner.uid])
        assert cast.client("partner").get(asked).status_code == 200
        assert cast.client("agent").get(url("partners", consultation.dossier.uid)).status_code == 200

    def test_it_is_offered_again(self, admin: Client, known: PartnerPerson) -> None:
        for deed in ("rest", "offer"):
            admin.post(url("registry_end_person", known.uid), {"deed": deed})
        assert PartnerPerson.objects.who_can_be_asked().exists()

    def test_what_is_no_deed_changes_nothing(self, admin: Client, known: PartnerPerson) -> None:
        assert admin.post(url("registry_end_person", known.uid), {"deed": "eat"}).status_code == 422
        assert PartnerPerson.objects.who_can_be_asked().exists()
