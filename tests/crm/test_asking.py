"""Asking partners: several at once, refused with everything typed, and where the dossier goes."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Dossier, Outbox
from solicitations.models import Solicitation
from solicitations.workdays import workday_after
from tests.casting import Cast, Consultation, decided_dossier, dossier_in_hand
from tests.crm.conftest import ask_row, sent, text_of, url

IN_A_WEEK = (timezone.localdate() + dt.timedelta(days=7)).isoformat()


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return dossier_in_hand(cast).dossier


def outside(number: int, **changes: Any) -> dict[str, Any]:
    values = {
        "colleague": "", "name": f"Cabinet {number}", "email": f"cabinet{number}@example.org",
        "kind": "opinion", "scope": "juridique", "due_on": IN_A_WEEK, "instructions": "Regardez bien.",
    }  # fmt: skip
    return dict(ask_row(number, **{**values, **changes}))


def inside(number: int, cast: Cast, **changes: Any) -> dict[str, Any]:
    return outside(
        number,
        **{
            "colleague": str(cast.internal_partner.pk),
            "name": "",
            "email": "",
            "scope": "financier",
            **changes,
        },
    )


def post(agent: Client, dossier: Dossier, *rows: dict[str, Any], **more: Any) -> Any:
    values: dict[str, Any] = {
        "ask-TOTAL_FORMS": str(len(rows)),
        "idempotency_key": str(uuid4()),
        "move_to": "",
    }
    for row in rows:
        values |= row
    return agent.post(url("ask", dossier.uid), {**values, **more})


class TestThePage:
    def test_it_starts_with_one_row_due_in_working_days_and_a_sensible_move(
        self, agent: Client, dossier: Dossier
    ) -> None:
        page = text_of(agent.get(url("ask", dossier.uid)))
        assert "Partner 1" in page
        assert "Partner 2" not in page
        assert workday_after(timezone.localdate(), 10, "FR").isoformat() in page
        assert "Proposed: 10 working days" in page
        assert '<option value="avis_en_cours" selected>' in page
        assert "partners do not see it there" in page

    def test_it_offers_colleagues_but_not_oneself(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        page = text_of(agent.get(url("ask", dossier.uid)))
        assert "Paul Xiong – Direction des finances" in page
        assert "Karim Benhaddou –" not in page
        assert "Rita Morvan" not in page

    def test_it_says_what_each_scope_lets_see(self, agent: Client, dossier: Dossier) -> None:
        previews = {
            (each.scope, each.kind): each for each in agent.get(url("ask", dossier.uid)).context["previews"]
        }
        assert "Montant demandé (€)" in previews["financier", "opinion"].reads
        assert "Montant demandé (€)" not in previews["juridique", "opinion"].reads
        assert previews["comptable", "opinion"].fills_in == ()
        assert "Observation de l'expert-comptable" in previews["comptable", "complement"].fills_in
        assert not [label for each in previews.values() for label in each.reads if "IBAN" in label]

    def test_another_row_costs_nothing_typed(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        response = post(agent, dossier, outside(0, name="À demi", email="pas fini"), add="1")
        page = text_of(response)
        assert response.status_code == 200
        assert "Partner 2" in page
        assert 'value="À demi"' in page
        assert 'value="pas fini"' in page
        assert "Please check" not in page
        assert not Solicitation.objects.exists()

    def test_where_partners_may_act_already_it_stays(self, agent: Client, consultation: Consultation) -> None:
        form = agent.get(url("ask", consultation.dossier.uid)).context["move"]
        assert form["move_to"].value() == ""


class TestAsking:
    def test_several_at_once_and_the_dossier_moves(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        response = post(
            agent, dossier, inside(0, cast), outside(1), outside(2, scope="comptable", kind="complement"),
            move_to="avis_en_cours",
        )  # fmt: skip
        assert response.status_code == 302
        assert "3 partners have been asked." in text_of(agent.get(url("partners", dossier.uid)))
        asked = Solicitation.objects.order_by("pk")
        assert [(each.internal, each.partner_name, each.kind, each.scope) for each in asked] == [
            (True, "Paul Xiong", "opinion", "financier"),
            (False, "Cabinet 1", "opinion", "juridique"),
            (False, "Cabinet 2", "complement", "comptable"),
        ]
        assert Outbox.objects.filter(kind="key").count() == 2
        assert Outbox.objects.filter(kind="internal_request").count() == 1
        dossier.refresh_from_db()
        assert (dossier.status, dossier.asked) == ("avis_en_cours", 3)

    def test_empty_rows_are_left_out(self, agent: Client, dossier: Dossier) -> None:
        empty = outside(0, name="", email="", scope="", instructions="")
        assert post(agent, dossier, empty, outside(1)).status_code == 302
        assert Solicitation.objects.count() == 1

    def test_a_double_press_asks_once(self, agent: Client, dossier: Dossier) -> None:
        key = str(uuid4())
        for _ in range(2):
            assert post(agent, dossier, outside(0), idempotency_key=key).status_code == 302
        assert Solicitation.objects.count() == 1

    def test_the_page_as_a_browser_sends_it(self, cast: Cast, agent: Client, dossier: Dossier) -> None:
        page = text_of(agent.get(url("ask", dossier.uid)))
        response = agent.post(url("ask", dossier.uid), sent(page, **outside(0), move_to="avis_en_cours"))
        assert response.status_code == 302
        assert Solicitation.objects.count() == 1


class TestRefused:
    @pytest.mark.parametrize(
        ("changes", "field", "says"),
        [
            ({"name": ""}, "name", "or choose a colleague"),
            ({"email": ""}, "email", "to which the key is sent"),
            ({"email": "pas une adresse"}, "email", "valid email address"),
            ({"scope": ""}, "scope", "required"),
            ({"scope": "autre"}, "scope", "not one of the available choices"),
            ({"kind": "autre"}, "kind", "not one of the available choices"),
            ({"due_on": "2020-01-01"}, "due_on", "today or a later day"),
            ({"due_on": "demain"}, "due_on", "valid date"),
            ({"colleague": "999999"}, "colleague", "not one of the available choices"),
            ({"instructions": "x" * 4001}, "instructions", "at most 4000"),
            ({"name": "a\x00b"}, "name", "Null characters"),
        ],
    )
    def test_it_says_where_and_keeps_what_was_typed(
        self, agent: Client, dossier: Dossier, changes: dict[str, str], field: str, says: str
    ) -> None:
        response = post(agent, dossier, outside(0), outside(1, **changes))
        page = text_of(response)
        assert response.status_code == 422
        assert f'href="#id_ask-1-{field}"' in page
        assert says in page
        assert 'value="Cabinet 0"' in page
        assert not Solicitation.objects.exists()

    def test_nobody_at_all_is_refused(self, agent: Client, dossier: Dossier) -> None:
        response = post(agent, dossier, outside(0, name="", email="", scope="", instructions=""))
        assert response.status_code == 422
        assert "Choose a colleague, or enter" in text_of(response)

    @pytest.mark.parametrize("total", ["", "-1", "x", "9" * 30, "21", "١", "\x00"])
    def test_tampering_with_the_number_of_rows_breaks_nothing(
        self, agent: Client, dossier: Dossier, total: str
    ) -> None:
        assert post(agent, dossier, outside(0), **{"ask-TOTAL_FORMS": total}).status_code in (302, 422)

    @pytest.mark.parametrize("to", ["nowhere", "accorde", "a_completer"])
    def test_a_move_that_is_not_offered_is_refused(self, agent: Client, dossier: Dossier, to: str) -> None:
        response = post(agent, dossier, outside(0), move_to=to)
        assert response.status_code == 422
        assert 'href="#id_move_to"' in text_of(response)
        assert not Solicitation.objects.exists()

    def test_a_dossier_that_moved_meanwhile_is_told(
        self, cast: Cast, agent: Client, dossier: Dossier
    ) -> None:
        agent.post(url("move", dossier.uid), {"to": "complement_en_cours"})
        response = post(agent, dossier, outside(0), move_to="complement_en_cours")
        assert response.status_code == 422
        assert 'value="Cabinet 0"' in text_of(response)

    def test_a_colleague_of_another_organisation_cannot_be_asked(
        self, cast: Cast, agent: Client, dossier: Dossier
    ) -> None:
        row = outside(0, colleague=str(cast.agent_elsewhere.pk))
        assert post(agent, dossier, row).status_code == 422
        assert not Solicitation.objects.exists()

    def test_a_finished_dossier_may_still_be_looked_at(self, cast: Cast, agent: Client) -> None:
        assert agent.get(url("ask", decided_dossier(cast).uid)).status_code == 200
