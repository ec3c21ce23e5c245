"""The list, the request's page, the receipt's door, and the documents behind it."""

import datetime as dt
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from accounts.models import Membership
from accounts.services import appoint
from dossiers.enums import EventKind
from dossiers.models import Document, Event, Participation
from dossiers.sights import as_agent, as_party
from solicitations.models import Solicitation
from tests.casting import Cast, Consultation, dossier_under_consultation, moved
from tests.partner_portal.asking import also_asked

LIST = reverse("partner_portal:requests")
PAGES = ("request", "opinion", "complement", "receipt", "receipt_paper")


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def url(name: str, solicitation: Solicitation) -> str:
    return reverse(f"partner_portal:{name}", args=[solicitation.uid])


def moved_to(cast: Cast, consultation: Consultation, status: str) -> None:
    agent = cast.actor("agent")
    moved(agent, as_agent(agent, consultation.dossier.uid), status)


class TestTheList:
    def test_it_says_what_is_asked_and_by_when(self, cast: Cast, consultation: Consultation) -> None:
        text = cast.client("partner").get(LIST).text
        for part in (
            "Avis juridique",
            "Demande de subvention",
            "Ville de Saint-Aubin",
            "in 20 days",
            "To answer",
        ):
            assert part in text
        assert str(consultation.dossier.reference) in text

    def test_a_late_one_says_so(self, cast: Cast, consultation: Consultation) -> None:
        past = timezone.localdate() - dt.timedelta(days=3)
        Solicitation.objects.filter(pk=consultation.partner.pk).update(due_on=past)
        assert "overdue for 3 days" in cast.client("partner").get(LIST).text

    def test_the_most_urgent_comes_first(self, cast: Cast, consultation: Consultation) -> None:
        also_asked(cast, consultation.dossier.uid, "opinion", "technique", "partner", days=2)
        text = cast.client("partner").get(LIST).text
        assert text.index("Avis technique") < text.index("Avis juridique")

    @pytest.mark.parametrize(
        "role", ["partner_unbound", "partner_withdrawn", "citizen", "agent", "internal_partner"]
    )
    def test_nobody_else_finds_one(self, cast: Cast, consultation: Consultation, role: str) -> None:
        response = cast.client(role).get(LIST)
        assert response.status_code == 200
        assert "No request is open to you" in response.text
        assert str(consultation.dossier.reference) not in response.text

    def test_who_has_not_signed_in_is_asked_to(self, cast: Cast) -> None:
        response = cast.client("nobody").get(LIST)
        assert response.headers["Location"] == f"{reverse('account_login')}?next={LIST}"

    def test_a_status_that_hides_the_dossier_takes_it_away_and_gives_it_back(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        client = cast.client("partner")
        moved_to(cast, consultation, "a_completer")
        assert str(consultation.dossier.reference) not in client.get(LIST).text
        applicant = cast.actor("citizen")
        moved(applicant, as_party(applicant, consultation.dossier.uid), "instruction")
        assert str(consultation.dossier.reference) not in client.get(LIST).text
        moved_to(cast, consultation, "avis_en_cours")
        assert str(consultation.dossier.reference) in client.get(LIST).text

    def test_its_queries_do_not_grow(
        self, cast: Cast, consultation: Consultation, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = cast.client("partner")
        client.get(LIST)
        for scope in ("technique", "financier", "comptable"):
            also_asked(cast, consultation.dossier.uid, "opinion", scope, "partner")
        with django_assert_max_num_queries(9):
            assert client.get(LIST).text.count("partner-card__title") == 4


class TestTheRequest:
    def test_it_shows_what_the_partner_view_shows_and_nothing_else(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        text = cast.client("partner").get(url("request", consultation.partner)).text
        for part in (
            "Tréteaux du Marais",
            "900 000 175 00019",
            "Théâtre au bord de l",
            "1,200",
            "Objet statutaire.",
        ):
            assert part in text
        hidden = (
            "FR76",
            "18500",
            "18,500",
            "Cachets",
            "maelle.legoff",
            "02 40 00 00 12",
            "Éligible",
            "oui",
            "RIB",
        )
        for secret in hidden:
            assert secret not in text

    def test_it_says_nothing_of_other_partners_or_of_the_history(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        text = cast.client("partner").get(url("request", consultation.partner)).text
        for secret in ("Xiong", "Scène Sûre", "Haddad", "Quéméneur", "Jauge sur les quais", "Benhaddou"):
            assert secret not in text

    def test_another_scope_shows_other_fields(self, cast: Cast, consultation: Consultation) -> None:
        other = also_asked(cast, consultation.dossier.uid, "opinion", "comptable", "partner")
        client = cast.client("partner")
        assert "Cachets artistiques" in client.get(url("request", other)).text
        assert "Cachets artistiques" not in client.get(url("request", consultation.partner)).text

    def test_another_partners_complement_is_not_shown(self, cast: Cast, consultation: Consultation) -> None:
        agent_only = {"pa_observation": "Trésorerie saine."}
        type(consultation.dossier).objects.filter(pk=consultation.dossier.pk).update(
            answers=consultation.dossier.answers | agent_only
        )
        assert (
            "Trésorerie saine." not in cast.client("partner").get(url("request", consultation.partner)).text
        )

    @pytest.mark.parametrize("page", PAGES)
    @pytest.mark.parametrize(
        "role", ["partner_unbound", "partner_withdrawn", "citizen", "agent", "internal_partner"]
    )
    def test_it_hides_itself_from_everybody_else(
        self, cast: Cast, consultation: Consultation, page: str, role: str
    ) -> None:
        assert cast.client(role).get(url(page, consultation.partner)).status_code == 404

    @pytest.mark.parametrize("page", PAGES)
    def test_who_has_not_signed_in_is_asked_to(
        self, cast: Cast, consultation: Consultation, page: str
    ) -> None:
        address = url(page, consultation.partner)
        assert cast.client("nobody").get(address).headers["Location"].endswith(f"?next={address}")

    @pytest.mark.parametrize("page", PAGES)
    def test_withdrawn_unknown_foreign_and_hidden_look_alike(
        self, cast: Cast, consultation: Consultation, page: str
    ) -> None:
        withdrawn = cast.client("partner_withdrawn").get(url(page, consultation.withdrawn))
        unknown = cast.client("partner_withdrawn").get(reverse(f"partner_portal:{page}", args=[uuid.uuid4()]))
        foreign = cast.client("partner_withdrawn").get(url(page, consultation.partner))
        assert withdrawn.status_code == unknown.status_code == foreign.status_code == 404
        assert (
            apart_from_tokens(withdrawn.text)
            == apart_from_tokens(unknown.text)
            == apart_from_tokens(foreign.text)
        )

    @pytest.mark.parametrize("page", PAGES)
    def test_a_status_that_hides_the_dossier_closes_it_at_once(
        self, cast: Cast, consultation: Consultation, page: str
    ) -> None:
        moved_to(cast, consultation, "a_completer")
        client = cast.client("partner")
        assert client.get(url(page, consultation.partner)).status_code == 404
        assert client.post(url("opinion", consultation.partner), {"verdict": "favorable"}).status_code == 404

    def test_a_status_that_only_lets_read_takes_no_reply(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        moved_to(cast, consultation, "commission")
        client = cast.client("partner")
        page = client.get(url("request", consultation.partner))
        assert "takes no reply at the moment" in page.text
        assert url("opinion", consultation.partner) not in page.text
        assert client.get(url("opinion", consultation.partner)).status_code == 409

    def test_an_internal_partner_answers_at_the_desk(self, cast: Cast, consultation: Consultation) -> None:
        assert cast.client("internal_partner").get(url("request", consultation.internal)).status_code == 404

    def test_it_takes_no_post(self, cast: Cast, consultation: Consultation) -> None:
        client = cast.client("partner")
        for page in ("request", "receipt"):
            assert client.post(url(page, consultation.partner)).status_code == 405
        assert client.delete(url("opinion", consultation.partner)).status_code == 405

    def test_what_was_not_asked_is_not_there(self, cast: Cast, consultation: Consultation) -> None:
        client = cast.client("partner")
        assert client.get(url("complement", consultation.partner)).status_code == 404
        assert client.get(url("receipt", consultation.partner)).status_code == 404

    def test_its_queries(
        self, cast: Cast, consultation: Consultation, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        client = cast.client("partner")
        client.get(url("request", consultation.partner))
        with django_assert_max_num_queries(13):
            client.get(url("request", consultation.partner))

    def test_a_partner_who_is_an_agent_elsewhere_gains_nothing(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        appoint(user=cast.partner, organisation=cast.other_organisation, role=Membership.Role.AGENT)
        text = cast.client("partner").get(url("request", consultation.partner)).text
        assert "FR76" not in text


def apart_from_tokens(page: str) -> str:
    """The page without its CSRF tokens and its own address, which differ by nature."""
    page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", page)
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "", page)


class TestDocuments:
    def test_one_that_the_view_shows_is_handed_out_to_be_saved(
        self, cast: Cast, consultation: Consultation
    ) -> None:
        response = cast.client("partner").get(file_of(consultation, "statuts"))
        assert response.status_code == 200
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
        assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
        assert Event.objects.filter(dossier=consultation.dossier, kind=EventKind.DOCUMENT_READ).count() == 1

    def test_the_page_links_to_it(self, cast: Cast, consultation: Consultation) -> None:
        assert (
            file_of(consultation, "statuts")
            in cast.client("partner").get(url("request", consultation.partner)).text
        )

    @pytest.mark.parametrize("field", ["rib", "plan_securite"])
    def test_one_that_the_view_or_the_scope_hides_is_not_there(
        self, cast: Cast, consultation: Consultation, field: str
    ) -> None:
        assert cast.client("partner").get(file_of(consultation, field)).status_code == 404

    @pytest.mark.parametrize(
        "role", ["partner_unbound", "partner_withdrawn", "citizen", "agent", "internal_partner"]
    )
    def test_it_is_nobody_elses(self, cast: Cast, consultation: Consultation, role: str) -> None:
        assert cast.client(role).get(file_of(consultation, "statuts")).status_code == 404

    def test_it_goes_with_the_status(self, cast: Cast, consultation: Consultation) -> None:
        moved_to(cast, consultation, "a_completer")
        assert cast.client("partner").get(file_of(consultation, "statuts")).status_code == 404

    def test_it_goes_with_the_participation(self, cast: Cast, consultation: Consultation) -> None:
        Participation.objects.filter(user=cast.partner).update(ended_at=timezone.now())
        assert cast.client("partner").get(file_of(consultation, "statuts")).status_code == 404

    def test_an_unknown_one(self, cast: Cast, consultation: Consultation) -> None:
        address = reverse("partner_portal:document", args=[consultation.dossier.uid, uuid.uuid4()])
        assert cast.client("partner").get(address).status_code == 404
        address = reverse("partner_portal:document", args=[uuid.uuid4(), uuid.uuid4()])
        assert cast.client("partner").get(address).status_code == 404

    def test_one_that_was_answered_away_is_gone(self, cast: Cast, consultation: Consultation) -> None:
        answers = {**consultation.dossier.answers, "statuts": []}
        type(consultation.dossier).objects.filter(pk=consultation.dossier.pk).update(answers=answers)
        assert cast.client("partner").get(file_of(consultation, "statuts")).status_code == 404


def file_of(consultation: Consultation, field: str) -> str:
    document = Document.objects.get(dossier=consultation.dossier, field=field)
    return reverse("partner_portal:document", args=[consultation.dossier.uid, document.pk])


def test_a_session_of_another_organisation_finds_nothing(
    cast: Cast, consultation: Consultation, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["grandlieu.example"]
    client: Client = cast.client("partner")
    response = client.get(url("request", consultation.partner), headers={"host": "grandlieu.example"})
    assert response.status_code == 404
