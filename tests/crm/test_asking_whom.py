"""The page that asks: from the registry, with files, later, again; and what is refused."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dossier, Outbox
from solicitations.models import PartnerPerson, Solicitation
from tests.casting import (
    Cast,
    Consultation,
    dossier_in_hand,
    dossier_under_consultation,
    registered,
    sealed_key,
)
from tests.crm.conftest import ask_row, opinion_of, text_of, url

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return dossier_in_hand(cast).dossier


def row(**changes: Any) -> dict[str, Any]:
    values = {
        "colleague": "", "name": "", "email": "", "kind": "opinion", "scope": "juridique",
        "due_on": (timezone.localdate() + dt.timedelta(days=9)).isoformat(), "instructions": "Regardez bien.",
    }  # fmt: skip
    return dict(ask_row(0, **{**values, **changes}))


def post(agent: Client, dossier: Dossier, **more: Any) -> Any:
    sent = {"ask-TOTAL_FORMS": "1", "idempotency_key": str(uuid4()), "move_to": "", **more}
    return agent.post(url("ask", dossier.uid), sent)


class TestTheRegistry:
    def test_many_at_once(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        people = [
            registered(cast, f"Cabinet {number}", name=f"Personne {number}", email=f"p{number}@c.example")
            for number in range(3)
        ]
        assert post(agent, dossier, **row(people=[str(each.uid) for each in people])).status_code == 302
        asked = Solicitation.objects.order_by("pk")
        assert [(each.partner_name, each.body_name) for each in asked] == [
            (f"Personne {number}", f"Cabinet {number}") for number in range(3)
        ]

    def test_with_somebody_else_beside_them(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        person = registered(cast)
        sent = row(people=[str(person.uid)], name="Autre", email="autre@example.org")
        assert post(agent, dossier, **sent).status_code == 302
        assert Solicitation.objects.count() == 2

    def test_only_those_who_can_be_asked_are_offered(
        self, cast: Cast, agent: Client, dossier: Dossier
    ) -> None:
        registered(cast, name="Offerte")
        registered(cast, "B", ("autre",), name="Sans domaine", email="b@c.example")
        off = registered(cast, "C", name="Au repos", email="c@c.example")
        PartnerPerson.objects.filter(pk=off.pk).update(active=False)
        page = text_of(agent.get(url("ask", dossier.uid)))
        assert "Offerte" in page
        assert "Sans domaine" not in page
        assert "Au repos" not in page
        assert post(agent, dossier, **row(people=[str(off.uid)])).status_code == 422

    def test_who_does_not_serve_the_scope_is_refused_by_name(
        self, cast: Cast, agent: Client, dossier: Dossier
    ) -> None:
        person = registered(cast, scopes=("technique",))
        response = post(agent, dossier, **row(people=[str(person.uid)]))
        assert response.status_code == 422
        assert "Iris Orvault is not asked in this scope." in text_of(response)
        assert 'href="#id_ask-0-people"' in text_of(response)

    def test_more_people_cost_no_more_queries(
        self, cast: Cast, agent: Client, dossier: Dossier, django_assert_max_num_queries: Any
    ) -> None:
        for number in range(12):
            registered(cast, f"Cabinet {number}", email=f"p{number}@c.example")
        agent.get(url("ask", dossier.uid))
        with django_assert_max_num_queries(10):
            agent.get(url("ask", dossier.uid))

    def test_a_new_address_is_remembered(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        sent = row(name="Neuf", email="neuf@example.org", body="Bureau neuf", remember="on")
        assert post(agent, dossier, **sent).status_code == 302
        assert PartnerPerson.objects.get().body.name == "Bureau neuf"


class TestRefused:
    def test_the_applicant_with_the_reason(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        response = post(agent, dossier, **row(name="Maëlle", email=cast.citizen.email))
        assert response.status_code == 422
        assert "Maëlle takes part in this dossier as applicant or party" in text_of(response)

    def test_a_colleague_s_address_proposes_the_colleague(
        self, cast: Cast, agent: Client, dossier: Dossier
    ) -> None:
        response = post(agent, dossier, **row(name="Paul", email=cast.internal_partner.email))
        page = text_of(response)
        assert response.status_code == 422
        assert "is the address of a colleague" in page
        assert f'<option value="{cast.internal_partner.pk}" selected>' in page
        sent = row(colleague=str(cast.internal_partner.pk))
        assert post(agent, dossier, **sent).status_code == 302
        assert Solicitation.objects.get().internal

    def test_the_same_request_asks_to_be_confirmed(self, agent: Client, dossier: Dossier) -> None:
        sent = row(name="Cabinet", email="cabinet@example.org")
        assert "Ask all the same" not in text_of(agent.get(url("ask", dossier.uid)))
        post(agent, dossier, **sent)
        response = post(agent, dossier, **sent)
        assert response.status_code == 422
        assert 'name="ask-0-sure"' in text_of(response)
        assert post(agent, dossier, **sent, **ask_row(0, sure="on")).status_code == 302
        assert Solicitation.objects.count() == 2

    def test_too_many_at_once(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        people = [registered(cast, f"C{number}", email=f"p{number}@c.example") for number in range(21)]
        response = post(agent, dossier, **row(people=[str(each.uid) for each in people]))
        assert response.status_code == 422
        assert "At most 20 partners" in text_of(response)

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"opens_on": "2999-01-01"}, "It opens after the reply is wished."),
            ({"opens_on": "demain"}, "valid date"),
            ({"opens_at": ["depose"]}, "not one of the available choices"),
            ({"people": ["x"]}, "not one of the available choices"),
            ({"again_of": "x"}, "valid UUID"),
        ],
    )
    def test_what_cannot_be_is_said(
        self, agent: Client, dossier: Dossier, changes: dict[str, Any], says: str
    ) -> None:
        response = post(agent, dossier, **row(name="C", email="c@example.org", **changes))
        assert response.status_code == 422
        assert says in text_of(response)
        assert "Regardez bien." in text_of(response)


class TestFiles:
    def file(self, name: str = "plan.pdf", content: bytes = PDF) -> SimpleUploadedFile:
        return SimpleUploadedFile(name, content)

    def test_they_go_with_the_request(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        files = {"ask-0-files": [self.file(), self.file("photo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)]}
        response = post(agent, dossier, **row(name="C", email="c@example.org"), **files)
        assert response.status_code == 302
        enclosed = [each.document for each in Solicitation.objects.get().enclosures.order_by("pk")]
        assert [each.name for each in enclosed] == ["plan.pdf", "photo.png"]
        page = text_of(agent.get(url("partners", dossier.uid)))
        address = url("enclosure", dossier.uid, enclosed[0].pk)
        assert address in page
        assert agent.get(address).getvalue() == PDF

    def test_a_refused_form_keeps_them(self, agent: Client, dossier: Dossier) -> None:
        response = post(agent, dossier, **row(name="C"), **{"ask-0-files": [self.file()]})
        assert response.status_code == 422
        (kept,) = response.context["rows"][0].kept
        assert f'name="ask-0-kept" value="{kept.pk}" checked' in text_of(response)
        sent = row(name="C", email="c@example.org")
        assert post(agent, dossier, **sent, **{"ask-0-kept": [str(kept.pk)]}).status_code == 302
        assert Solicitation.objects.get().enclosures.get().document == kept

    @pytest.mark.parametrize(
        ("name", "content"), [("vide.pdf", b""), ("faux.pdf", b"MZ"), ("outil.exe", b"MZ" * 9)]
    )
    def test_a_bad_file_is_named(self, agent: Client, dossier: Dossier, name: str, content: bytes) -> None:
        files = {"ask-0-files": [self.file(name, content)]}
        response = post(agent, dossier, **row(name="C", email="c@example.org"), **files)
        assert response.status_code == 422
        assert name in text_of(response)
        assert not Solicitation.objects.exists()

    def test_their_partner_opens_them_on_the_portal_and_nobody_else(self, cast: Cast, agent: Client) -> None:
        stage = dossier_under_consultation(cast)
        sent = row(name="Yann", email=cast.partner_unbound.email, scope="technique", sure="on")
        post(agent, stage.dossier, **sent, **{"ask-0-files": [self.file()]})
        made = Solicitation.objects.latest("pk")
        browser = cast.client("partner_unbound")
        browser.post(reverse("partner_portal:attach"), {"key": sealed_key(made)})
        page = text_of(browser.get(reverse("partner_portal:request", args=[made.uid])))
        file = made.enclosures.get().document
        address = reverse("partner_portal:enclosure", args=[made.uid, file.pk])
        assert address in page
        assert browser.get(address).getvalue() == PDF
        other = cast.client("partner")
        assert other.get(address).status_code == 404
        mine = reverse("partner_portal:enclosure", args=[stage.partner.uid, file.pk])
        assert other.get(mine).status_code == 404


class TestLater:
    def test_it_is_stored_and_said_in_the_mail_and_after_the_key(self, cast: Cast, agent: Client) -> None:
        stage = dossier_under_consultation(cast)
        day = timezone.localdate() + dt.timedelta(days=4)
        sent = row(
            name="Yann", email=cast.partner_unbound.email, scope="technique", sure="on",
            opens_on=day.isoformat(), opens_at=["avis_en_cours"], may_forward="on",
        )  # fmt: skip
        assert post(agent, stage.dossier, **sent).status_code == 302
        made = Solicitation.objects.latest("pk")
        assert (made.opens_on, made.opens_at, made.may_forward) == (day, ["avis_en_cours"], True)
        browser = cast.client("partner_unbound")
        response = browser.post(reverse("partner_portal:attach"), {"key": sealed_key(made)}, follow=True)
        page = text_of(response)
        assert "It opens to you on" in page
        assert str(stage.dossier.reference) not in page
        assert browser.get(reverse("partner_portal:request", args=[made.uid])).status_code == 404
        listed = text_of(browser.get(reverse("partner_portal:requests")))
        assert str(made.uid) not in listed

    def test_nothing_of_it_is_said_before_the_key_is_bound(self, cast: Cast, agent: Client) -> None:
        stage = dossier_under_consultation(cast)
        day = (timezone.localdate() + dt.timedelta(days=4)).isoformat()
        sent = row(name="Neuf", email="neuf@example.org", scope="technique", opens_on=day)
        post(agent, stage.dossier, **sent)
        key = sealed_key(Solicitation.objects.latest("pk"))
        page = text_of(
            cast.client("partner").post(reverse("partner_portal:attach"), {"key": key}, follow=True)
        )
        assert "It opens to you on" not in page


class TestAgain:
    def test_the_row_is_filled_in_and_both_replies_stay(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        before = consultation.partner
        opinion_of(cast, "partner", before, "defavorable", "Non.")
        panel = text_of(agent.get(url("partners", consultation.dossier.uid)))
        again = f"{url('ask', consultation.dossier.uid)}?again={before.uid}"
        assert again in panel
        page = text_of(agent.get(again))
        assert f'value="{before.partner_email}"' in page
        sent = row(
            name=before.partner_name, email=before.partner_email, scope=before.scope,
            again_of=str(before.uid),
        )  # fmt: skip
        assert post(agent, consultation.dossier, **sent).status_code == 302
        made = Solicitation.objects.latest("pk")
        assert made.again_of == before
        assert made.invitation is None
        opinion_of(cast, "partner", made, "favorable")
        panel = text_of(agent.get(url("partners", consultation.dossier.uid)))
        assert "the later reply counts" in panel
        assert "Non." in panel
        assert again not in panel
        assert Outbox.objects.filter(kind="asked_again").count() == 1

    @pytest.mark.parametrize("uid", ["x", "\x00", "00000000-0000-4000-8000-000000000000"])
    def test_what_is_no_closed_request_fills_in_nothing(
        self, agent: Client, consultation: Consultation, uid: str
    ) -> None:
        for again in (uid, str(consultation.unbound.uid)):
            response = agent.get(url("ask", consultation.dossier.uid), {"again": again})
            assert response.status_code == 200
            assert not response.context["rows"][0]["again_of"].value()
