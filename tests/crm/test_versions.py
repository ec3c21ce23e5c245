"""A newer version at the desk: what would happen to each answer, the button, and the history afterwards."""

import re
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from crm.passages import REASONS
from dossiers.models import Dossier
from dossiers.sights import Sight, as_agent
from tests.casting import Cast, Consultation, dossier_in_hand, next_version, save
from tests.crm.conftest import sent, steadied, text_of, url

Drawn = dict[str, Any]


def fewer(new: Drawn) -> None:
    """A field less that the desk sees, and one it does not; an option less; one that becomes longer."""
    fields = new["properties"]
    for key in ("asso_rna", "engagement_republicain"):
        del fields[key]
        for page in new["x-pages"]:
            page["items"] = [each for each in page["items"] if each != key]
        for view in new["x-views"].values():
            view["rules"].pop(key, None)
    options = fields["autres_financeurs"]["items"]["oneOf"]
    fields["autres_financeurs"]["items"]["oneOf"] = [
        each for each in options if each["const"] != "departement"
    ]
    fields["projet_titre"] |= {"x-type": "longtext"}
    fields["representant_nom"] |= {"maxLength": 3}
    del fields["budget_postes"]["items"]["properties"]["libelle"]
    new["x-views"]["partner"]["rules"]["representant_nom"] = "read"


@pytest.fixture
def sight(cast: Cast) -> Sight:
    return dossier_in_hand(cast)


@pytest.fixture
def outdated(cast: Cast, sight: Sight) -> Dossier:
    next_version(cast.model, fewer)
    return sight.dossier


def section(page: str, name: str) -> str:
    """The part of the page under a heading."""
    return page.split(f'id="{name}"', 1)[1].split("</section>", 1)[0]


class TestPreview:
    def test_the_summary_leads_there_where_there_is_a_newer_one(
        self, cast: Cast, agent: Client, sight: Sight
    ) -> None:
        address = url("version", sight.dossier.uid)
        assert address not in text_of(agent.get(url("dossier", sight.dossier.uid)))
        assert "There is no newer version" in text_of(agent.get(address))
        next_version(cast.model, fewer)
        assert address in text_of(agent.get(url("dossier", sight.dossier.uid)))

    def test_it_says_what_happens_to_each_answer(self, agent: Client, outdated: Dossier) -> None:
        page = text_of(agent.get(url("version", outdated.uid)))
        aside = section(page, "aside")
        assert "W443001234" in aside
        assert str(REASONS["no_field"]) in aside
        assert str(REASONS["option_gone"]) in aside
        assert "› 1 ›" in aside
        assert "Cachets artistiques" in aside
        assert "Maëlle Le Goff" in section(page, "correct")
        assert "Festival" in section(page, "converted")
        assert "02 40 00 00 12" in section(page, "kept")
        assert "RIB_Tréteaux.jpg" in section(page, "kept")

    def test_fields_the_desk_does_not_see_are_counted_and_not_named(
        self, agent: Client, outdated: Dossier
    ) -> None:
        page = text_of(agent.get(url("version", outdated.uid)))
        assert "1 field that you do not see" in page
        assert "républicain" not in page

    def test_who_takes_part_and_newly_sees_what(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        next_version(cast.model, fewer)
        newly = section(text_of(agent.get(url("version", consultation.dossier.uid))), "newly")
        assert "Partenaire" in newly
        assert "représentant" in newly

    def test_what_hinders_is_said_before_the_button(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        next_version(cast.model, lambda new: new.update({"x-scopes": new["x-scopes"][1:]}))
        page = text_of(agent.get(url("version", consultation.dossier.uid)))
        assert "which the new version lacks" in page
        assert "Move to version" not in page
        response = agent.post(
            url("version", consultation.dossier.uid),
            {
                "version": "2",
                "seen": as_agent(cast.actor("agent"), consultation.dossier.uid).projection.token,
            },
        )
        assert response.status_code == 409

    @pytest.mark.parametrize("role", ["agent_elsewhere", "admin", "internal_partner"])
    def test_others_have_nothing_there(self, cast: Cast, outdated: Dossier, role: str) -> None:
        client = cast.client(role)
        for response in (client.get(url("version", outdated.uid)), client.post(url("version", outdated.uid))):
            assert response.status_code == 404


class TestMoving:
    def test_the_button_moves_it(self, agent: Client, outdated: Dossier) -> None:
        address = url("version", outdated.uid)
        form = sent(text_of(agent.get(address)))
        page = text_of(agent.post(address, form, follow=True))
        assert "now under version 2 of the form" in page
        outdated.refresh_from_db()
        assert outdated.version.number == 2
        again = agent.post(address, form)
        assert again.status_code == 302

    def test_what_changed_meanwhile_is_looked_at_again(
        self, cast: Cast, agent: Client, outdated: Dossier
    ) -> None:
        address = url("version", outdated.uid)
        form = sent(text_of(agent.get(address)))
        save(cast.actor("agent"), Sight(outdated, "crm"), page="instruction", instruction_note="Vu.")
        response = agent.post(address, form)
        assert response.status_code == 409
        assert "Look at what would happen again" in text_of(response)
        assert agent.post(address, sent(text_of(response))).status_code == 302

    def test_a_status_is_chosen_where_its_own_is_gone(self, cast: Cast, agent: Client, sight: Sight) -> None:
        def renamed(new: Drawn) -> None:
            for status in new["x-statuses"]:
                status["key"] = {"instruction": "examen"}.get(status["key"], status["key"])

        next_version(cast.model, renamed)
        address = url("version", sight.dossier.uid)
        form = sent(text_of(agent.get(address)))
        assert agent.post(address, form).status_code == 422
        assert agent.post(address, {**form, "status": "accorde"}).status_code == 422
        assert agent.post(address, {**form, "status": "examen"}).status_code == 302

    @pytest.mark.parametrize("number", ["", "x", "1", "9" * 30, "²"])
    def test_nonsense_is_refused(self, agent: Client, outdated: Dossier, number: str) -> None:
        response = agent.post(url("version", outdated.uid), {"version": number, "seen": "x"})
        assert response.status_code == 409


class TestHistory:
    def moved(self, agent: Client, dossier: Dossier) -> str:
        address = url("version", dossier.uid)
        agent.post(address, sent(text_of(agent.get(address))))
        return text_of(agent.get(url("history", dossier.uid)))

    def test_it_keeps_what_was_set_aside(self, agent: Client, outdated: Dossier) -> None:
        page = self.moved(agent, outdated)
        assert "moved the dossier from version 1 of the form to version 2." in page
        assert "<del>W443001234</del>" in page
        assert "Cachets artistiques" in page

    def test_it_still_tells_of_answers_to_fields_that_are_gone(
        self, agent: Client, outdated: Dossier
    ) -> None:
        before = text_of(agent.get(url("history", outdated.uid)))
        assert "<ins>W443001234</ins>" in before
        assert "<ins>W443001234</ins>" in self.moved(agent, outdated)

    def test_what_the_desk_no_longer_sees_is_gone_from_it(
        self, cast: Cast, agent: Client, sight: Sight
    ) -> None:
        next_version(cast.model, lambda new: new["x-views"]["crm"]["rules"].update(asso_rna="hidden"))
        assert "W443001234" in text_of(agent.get(url("history", sight.dossier.uid)))
        assert "W443001234" not in self.moved(agent, sight.dossier)

    def test_nor_when_it_moved_into_a_group_on_the_way(self, cast: Cast, agent: Client, sight: Sight) -> None:
        def grouped(new: Drawn) -> None:
            inner = {
                "asso_rna": new["properties"].pop("asso_rna"),
                "autre": {"x-type": "text", "title": "Autre"},
            }
            new["properties"]["registre"] = {"x-type": "group", "title": "Registre", "properties": inner}
            for page in new["x-pages"]:
                page["items"] = ["registre" if key == "asso_rna" else key for key in page["items"]]
            for view in new["x-views"].values():
                view["rules"].pop("asso_rna", None)
            new["x-views"]["crm"]["rules"] |= {"registre": "read", "registre.asso_rna": "hidden"}

        next_version(cast.model, grouped)
        assert "W443001234" not in self.moved(agent, sight.dossier)

    def test_what_it_never_saw_stays_unseen(self, agent: Client, outdated: Dossier) -> None:
        assert "républicain" not in self.moved(agent, outdated)


class TestTwinWorlds:
    @pytest.mark.parametrize("hidden", ["engagement_republicain", "asso_siret"])
    def test_an_answer_the_desk_does_not_see_leaves_no_trace(
        self, cast: Cast, agent: Client, hidden: str
    ) -> None:
        """Not even whether there is one: in the preview, and on the dossier after the move."""
        next_version(cast.model, lambda new: new["x-views"]["crm"]["rules"].pop("asso_siret"))
        dossier = dossier_in_hand(cast).dossier
        next_version(cast.model, fewer)
        with_it = self.told(agent, dossier)
        without = {key: value for key, value in dossier.answers.items() if key != hidden}
        Dossier.objects.filter(pk=dossier.pk).update(answers=without)
        assert self.told(agent, dossier) == with_it

    @staticmethod
    def told(agent: Client, dossier: Dossier) -> list[str]:
        """The preview, and the pages after the move, which is then undone."""
        with transaction.atomic():
            address = url("version", dossier.uid)
            preview = text_of(agent.get(address))
            assert agent.post(address, sent(preview)).status_code == 302
            after = [text_of(agent.get(url(tab, dossier.uid))) for tab in ("dossier", "form", "history")]
            transaction.set_rollback(True)
        minutes = re.compile(r"\d\d:\d\d(:\d\d\.\d+)?")
        return [minutes.sub("TIME", steadied(page)) for page in (preview, *after)]
