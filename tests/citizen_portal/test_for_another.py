"""On the portal: filing for somebody else, being told of it, taking it over; another party's pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.services import keep_draft
from dossiers.sights import as_party
from tests.casting import Cast, published_model
from tests.citizen_portal.browsing import soup
from tests.standing_in import ANNA, ANNAS_ADDRESS, Standing, key_for, open_document


@pytest.fixture
def standing(cast: Cast) -> Standing:
    return Standing.of(cast)


def url(name: str, *args: object) -> str:
    return reverse(f"citizen_portal:{name}", args=args)


def text_of(client: Client, address: str) -> str:
    main = soup(client.get(address)).find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


class TestStarting:
    def test_the_form_asks_for_whom(self, standing: Standing) -> None:
        client, key = standing.cast.client("citizen"), standing.cast.model.key
        said = text_of(client, url("start", key))
        assert "Start for myself" in said
        assert "I fill it in for another person" in said
        assert "Avocat" in text_of(client, url("start_for_another", key))

    def test_what_is_missing_is_said_at_its_field_and_what_was_typed_stays(self, standing: Standing) -> None:
        client = standing.cast.client("citizen")
        response = client.post(
            url("start_for_another", standing.cast.model.key), {"name": ANNA, "email": "anna@"}
        )
        assert response.status_code == 422
        page = soup(response)
        assert [each["href"] for each in page.select(".govuk-error-summary a")] == [
            "#id_capacity_0",
            "#id_email",
        ]
        assert page.select_one("#id_name")["value"] == ANNA  # type: ignore[index]
        assert page.select_one("#id_email")["value"] == "anna@"  # type: ignore[index]

    @pytest.mark.parametrize("name", ["\x00", "Anna\ud800", "a" * 5000, "\u202e"])
    def test_a_name_that_cannot_be_kept_is_refused(self, standing: Standing, name: str) -> None:
        client = standing.cast.client("citizen")
        sent = {
            "capacity": "proche",
            "name": name.encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        }
        response = client.post(url("start_for_another", standing.cast.model.key), sent)
        assert response.status_code in (302, 422)
        if response.status_code == 302:
            assert Dossier.objects.filter(filer_name="Maëlle Le Goff").count() == 1

    def test_ones_own_address_is_nobody_elses(self, standing: Standing) -> None:
        client = standing.cast.client("citizen")
        sent = {"capacity": "proche", "name": ANNA, "email": standing.cast.citizen.email}
        response = client.post(url("start_for_another", standing.cast.model.key), sent)
        assert response.status_code == 422
        assert "This is your own address" in response.content.decode()

    def test_a_form_that_knows_no_capacity_is_for_oneself(self, standing: Standing) -> None:
        document = {key: value for key, value in open_document("Pour soi").items() if key != "x-on-behalf"}
        model = published_model(standing.cast.actor("admin"), document)
        client = standing.cast.client("citizen")
        assert client.get(url("start_for_another", model.key)).status_code == 404
        assert "another person" not in text_of(client, url("start", model.key))


class TestListing:
    def test_it_says_for_whom_and_by_whom(self, standing: Standing) -> None:
        standing.attached()
        mine = text_of(standing.cast.client("citizen"), url("dossiers"))
        assert f"For {ANNA}" in mine
        theirs = text_of(standing.cast.client("other_citizen"), url("dossiers"))
        assert "Filed for you by Maëlle Le Goff" in theirs
        assert f"For {ANNA}" not in theirs

    def test_the_filers_receipt_names_the_beneficiary(self, standing: Standing) -> None:
        dossier = standing.filed()
        said = text_of(standing.cast.client("citizen"), url("receipt", dossier.uid))
        assert f"You filed it for {ANNA}." in said
        assert "We write to the address you gave for them" in said

    def test_who_sees_no_more_of_it_is_told_on_the_way_out(self, standing: Standing) -> None:
        sight = standing.completed("social")
        client = standing.cast.client("citizen")
        response = client.post(url("page", sight.dossier.uid, "check-answers"), {"to": "depose"}, follow=True)
        assert response.redirect_chain[-1][0] == url("dossiers")
        assert f"From now on {ANNA} follows it" in response.content.decode()
        assert client.get(url("dossier", sight.dossier.uid)).status_code == 404


class TestTakingOver:
    def test_it_says_what_follows_and_asks_what_the_filer_keeps(self, standing: Standing) -> None:
        dossier = standing.attached("avocat")
        client = standing.cast.client("other_citizen")
        said = text_of(client, url("take_over", dossier.uid))
        assert "Maëlle Le Goff filed this dossier for you" in said
        assert "Suivi" in said
        assert client.post(url("take_over", dossier.uid), {}).status_code == 422
        response = client.post(url("take_over", dossier.uid), {"keeps": "no"}, follow=True)
        assert "You have taken the dossier over" in response.content.decode()
        again = client.post(url("take_over", dossier.uid), {"keeps": "yes"}, follow=True)
        assert "You have already taken this dossier over" in again.content.decode()

    def test_the_desk_sees_it(self, standing: Standing) -> None:
        dossier = standing.attached()
        standing.cast.client("other_citizen").post(url("take_over", dossier.uid), {"keeps": "no"})
        said = standing.cast.client("agent").get(reverse("crm:dossier", args=[dossier.uid])).content.decode()
        assert "taken over on" in said

    @pytest.mark.parametrize("keeps", ["yes", "no"])
    def test_what_the_filer_sends_meanwhile_comes_back_to_them(self, standing: Standing, keeps: str) -> None:
        dossier = standing.to(standing.attached(), "a_completer")
        filer = standing.cast.client("citizen")
        page = url("page", dossier.uid, "budget")
        assert filer.get(page).status_code == 200
        standing.cast.client("other_citizen").post(url("take_over", dossier.uid), {"keeps": keeps})
        response = filer.post(page, {"montant_demande": "17654", "_continue": "1"})
        assert response.status_code == 409
        said = response.content.decode()
        assert "17654" in said
        assert "was not recorded" in said
        assert Dossier.objects.get(pk=dossier.pk).answers["montant_demande"] == "18500.00"

    def test_what_the_filer_had_typed_is_shown_to_them_alone(self, standing: Standing) -> None:
        dossier = standing.to(standing.attached(), "a_completer")
        actor = standing.cast.actor("citizen")
        keep_draft(
            actor=actor, sight=as_party(actor, dossier.uid), page="budget",
            typed={"montant_demande": "17655"}, at=timezone.now(),
        )  # fmt: skip
        standing.cast.client("other_citizen").post(url("take_over", dossier.uid), {"keeps": "no"})
        response = standing.cast.client("citizen").get(url("fill", dossier.uid))
        assert response.status_code == 404
        assert "17655" in response.content.decode()
        assert "17655" not in standing.cast.client("partner").get(url("fill", dossier.uid)).content.decode()

    def test_not_mine(self, standing: Standing) -> None:
        dossier = standing.attached()
        client = standing.cast.client("other_citizen")
        assert "lose access at once" in text_of(client, url("not_mine", dossier.uid))
        response = client.post(url("not_mine", dossier.uid), follow=True)
        assert "The service has been told" in response.content.decode()
        assert client.get(url("dossier", dossier.uid)).status_code == 404
        agent = standing.cast.client("agent")
        said = agent.get(reverse("crm:dossier", args=[dossier.uid])).content.decode()
        assert "reported as not theirs" in said


class TestAnotherParty:
    @pytest.fixture
    def dossier(self, standing: Standing) -> Dossier:
        dossier = standing.to(standing.attached(), "avis_en_cours")
        standing.attach("partner_unbound", key_for(standing.invited(dossier).invitation))
        return dossier

    def test_they_are_asked_and_answer(self, standing: Standing, dossier: Dossier) -> None:
        client = standing.cast.client("partner_unbound")
        said = text_of(client, url("dossier", dossier.uid))
        assert "You take part as: Voisin" in said
        assert "The service asks you for an answer" in said
        for hidden in (ANNA, ANNAS_ADDRESS, "Maëlle", "IBAN"):
            assert hidden not in said, hidden
        sent = {"voisin_accord": "true", "voisin_avis": "D'accord", "_continue": "1"}
        response = client.post(url("page", dossier.uid, "voisinage"), sent, follow=True)
        assert "there is nothing to send" in response.content.decode()
        assert "Your answers are with the service" in text_of(client, url("dossier", dossier.uid))

    def test_nothing_before_the_status_lets_them(self, standing: Standing, dossier: Dossier) -> None:
        standing.to(dossier, "instruction")
        client = standing.cast.client("partner_unbound")
        assert client.get(url("dossier", dossier.uid)).status_code == 404
        assert "Voisin" not in text_of(client, url("dossiers"))

    def test_they_send_nothing(self, standing: Standing, dossier: Dossier) -> None:
        client = standing.cast.client("partner_unbound")
        response = client.post(url("page", dossier.uid, "check-answers"), {"to": "instruction"})
        assert response.status_code == 403
        assert Dossier.objects.get(pk=dossier.pk).status == "avis_en_cours"

    def test_what_is_hidden_from_them_changes_nothing_of_their_pages(
        self, standing: Standing, dossier: Dossier
    ) -> None:
        """Two worlds that differ only in what they may not know answer them alike."""
        client = standing.cast.client("partner_unbound")
        pages = [url("dossier", dossier.uid), url("page", dossier.uid, "voisinage"), url("dossiers")]
        first = [text_of(client, page) for page in pages]
        answers = {**dossier.answers, "iban": "autre", "montant_demande": "1.00", "instruction_note": "autre"}
        del answers["rib"], answers["representant_nom"]
        Dossier.objects.filter(pk=dossier.pk).update(
            answers=answers, applicant_name="Autre", filer_name="", asked=3, answered=1
        )
        assert [text_of(client, page) for page in pages] == first

    def test_who_holds_two_places_chooses_which_counts(self, standing: Standing, dossier: Dossier) -> None:
        party = standing.invited(dossier, ANNAS_ADDRESS)
        standing.attach("other_citizen", key_for(party.invitation))
        client = standing.cast.client("other_citizen")
        said = text_of(client, url("dossier", dossier.uid))
        assert "See it as: Voisin" in said
        assert "Observations du voisin" not in said
        ways = soup(client.get(url("dossier", dossier.uid))).select('button[name="as"]')
        client.post(url("see_as", dossier.uid), {"as": str(ways[0]["value"])})
        said = text_of(client, url("dossier", dossier.uid))
        assert "You take part as: Voisin" in said
        assert "IBAN" not in said
        assert "See it as its applicant" in said
        assert len(soup(client.get(url("dossiers"))).select(".portal-dossier")) == 1
        assert client.post(url("see_as", dossier.uid), {"as": "999999"}).status_code == 404
