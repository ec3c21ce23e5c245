"""The one save path: merged, judged, once, with a line for everything."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.enums import EventKind
from dossiers.models import AnswerValue, Dossier, Draft, Event
from dossiers.once import KeyReused
from dossiers.services import NotAcceptable, NotEditable, Saved, Submission, keep_draft, save_answers
from dossiers.sights import NotYours, Sight, as_agent, as_party
from formengine.merging import seen_of
from tests.casting import (
    Cast,
    completed_draft,
    dossier_in_hand,
    dossier_under_consultation,
    filed_dossier,
    moved,
    opened_dossier,
    request_of,
    save,
    uploaded,
)
from tests.samples import ANSWERS, PAGES


def send(
    cast: Cast, role: str, sight: Sight, values: dict[str, Any], *, key: UUID | None = None, **how: Any
) -> Saved:
    return save_answers(
        actor=cast.actor(role),
        sight=sight,
        submission=Submission(values, **how),
        key=key or uuid4(),
        at=timezone.now(),
    )


def seen(sight: Sight, *fields: str) -> dict[str, Any]:
    """What a writer has on the screen, as their page would send it back."""
    shown = sight.projection.fields
    return {key: seen_of(shown[key].field, shown[key].value) for key in fields}


def stored(sight: Sight) -> dict[str, Any]:
    answers: dict[str, Any] = Dossier.objects.values_list("answers", flat=True).get(pk=sight.dossier.pk)
    return answers


def events(sight: Sight) -> list[str]:
    return list(sight.dossier.events.order_by("number").values_list("kind", flat=True))


class TestSaving:
    def test_it_appends_a_revision_and_an_event(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        saved = send(cast, "citizen", sight, {"asso_nom": " Les Tréteaux "}, complete=False)
        assert saved.changed == {"asso_nom"}
        assert stored(sight) == {"asso_nom": "Les Tréteaux"}
        revision = sight.dossier.revisions.get()
        assert (revision.number, revision.view, revision.user_id) == (1, "internet", cast.citizen.pk)
        assert revision.changes == [{"field": "asso_nom", "old": None, "new": "Les Tréteaux"}]
        assert events(sight) == [EventKind.OPENED, EventKind.ANSWERED]

    def test_it_leaves_no_line_where_nothing_changed(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        send(cast, "citizen", sight, {"asso_nom": "Les Tréteaux"}, complete=False)
        saved = send(cast, "citizen", sight, {"asso_nom": "Les Tréteaux"}, complete=False)
        assert not saved.changed
        assert sight.dossier.revisions.count() == 1

    def test_events_name_fields_and_never_answers(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        kept = json.dumps(list(Event.objects.values_list("params", flat=True)), ensure_ascii=False)
        assert "iban" in kept
        assert ANSWERS["iban"] not in kept
        assert "Tréteaux" not in kept
        assert sight.dossier.answers["iban"] == ANSWERS["iban"]

    def test_listed_answers_are_kept_beside_the_dossier(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        kept = {each.key: each for each in AnswerValue.objects.filter(dossier=sight.dossier)}
        assert set(kept) == {"projet_titre", "asso_nom", "montant_demande"}
        assert kept["montant_demande"].number == 18500
        assert Dossier.objects.get().title == ANSWERS["projet_titre"]

    def test_a_title_that_is_taken_away_leaves_no_other_in_its_place(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        send(cast, "citizen", sight, {"projet_titre": "", "asso_nom": "Les Autres"}, complete=False)
        assert Dossier.objects.get().title == ""

    def test_a_page_must_be_complete_to_be_saved_as_such(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        values = {key: ANSWERS[key] for key in PAGES["association"] if key != "iban"}
        with pytest.raises(NotAcceptable) as refused:
            send(cast, "citizen", sight, values, page="association")
        assert [(each.path, each.code) for each in refused.value.problems] == [(("iban",), "required")]
        assert stored(sight) == {}

    def test_the_agent_sees_no_draft_of_a_citizen(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        with pytest.raises(NotYours):
            as_agent(cast.actor("agent"), sight.dossier.uid)


class TestTwoAtOnce:
    """Two people had the same page open."""

    def test_different_fields_are_both_kept(self, cast: Cast) -> None:
        agent, uid = cast.actor("agent"), filed_dossier(cast).uid
        mine, theirs = as_agent(agent, uid), as_agent(agent, uid)
        before = seen(mine, "representant_tel")
        send(cast, "agent", mine, {"representant_tel": "0240000099"}, seen=before, complete=False)
        send(
            cast,
            "agent",
            theirs,
            {"representant_email": "autre@example.org", "representant_tel": "02 40 00 00 12"},
            seen=seen(theirs, "representant_email", "representant_tel"),
            complete=False,
        )
        assert stored(mine)["representant_tel"] == "+33240000099"
        assert stored(mine)["representant_email"] == "autre@example.org"

    def test_a_conflict_is_data_and_the_rest_is_saved(self, cast: Cast) -> None:
        agent, uid = cast.actor("agent"), filed_dossier(cast).uid
        mine, theirs = as_agent(agent, uid), as_agent(agent, uid)
        send(cast, "agent", theirs, {"representant_tel": "0240000099"}, complete=False)
        saved = send(
            cast,
            "agent",
            mine,
            {"representant_tel": "0240000077", "representant_email": "autre@example.org"},
            seen=seen(mine, "representant_tel", "representant_email"),
            complete=False,
        )
        (conflict,) = saved.conflicts
        assert (conflict.key, conflict.stored, conflict.mine) == (
            "representant_tel",
            "+33240000099",
            "+33240000077",
        )
        assert saved.changed == {"representant_email"}
        assert stored(mine)["representant_tel"] == "+33240000099"

    def test_a_conflict_is_told_again_when_the_button_is_pressed_again(self, cast: Cast) -> None:
        agent, uid, key = cast.actor("agent"), filed_dossier(cast).uid, uuid4()
        mine = as_agent(agent, uid)
        send(cast, "agent", as_agent(agent, uid), {"representant_tel": "0240000099"}, complete=False)
        how: dict[str, Any] = {"seen": seen(mine, "representant_tel"), "complete": False, "key": key}
        for _press in range(2):
            assert send(cast, "agent", mine, {"representant_tel": "0240000077"}, **how).conflicts

    def test_rows_are_merged_one_by_one(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        rows = stored(sight)["budget_postes"]
        one = [{**row, "libelle": "Cachets et défraiements"} if not n else row for n, row in enumerate(rows)]
        other = [*rows, {"sens": "produit", "libelle": "Quête", "montant": "1"}]
        before = seen(sight, "budget_postes")
        send(cast, "citizen", sight, {"budget_postes": one}, seen=before, complete=False)
        saved = send(cast, "citizen", sight, {"budget_postes": other}, seen=before, complete=False)
        assert not saved.conflicts
        labels = [row["libelle"] for row in stored(sight)["budget_postes"]]
        assert labels[0] == "Cachets et défraiements"
        assert labels[-1] == "Quête"
        assert len(labels) == 7


class TestPressedTwice:
    def test_the_second_press_changes_nothing(self, cast: Cast) -> None:
        sight, key = opened_dossier(cast), uuid4()
        for _press in range(2):
            send(cast, "citizen", sight, {"asso_nom": "Les Tréteaux"}, key=key, complete=False)
        assert sight.dossier.revisions.count() == 1
        assert events(sight).count(EventKind.ANSWERED) == 1

    def test_a_late_press_is_not_taken_for_a_forgery(self, cast: Cast) -> None:
        """The page was saved, the dossier filed, and the browser sends the page once more."""
        sight, key = completed_draft(cast), uuid4()
        send(cast, "citizen", sight, {"asso_nom": "Nom nouveau"}, key=key, complete=False)
        moved(cast.actor("citizen"), as_party(cast.actor("citizen"), sight.dossier.uid), "depose")
        send(cast, "citizen", sight, {"asso_nom": "Nom nouveau"}, key=key, complete=False)
        assert EventKind.REFUSED not in events(sight)

    def test_a_key_with_other_content_is_refused(self, cast: Cast) -> None:
        sight, key = opened_dossier(cast), uuid4()
        send(cast, "citizen", sight, {"asso_nom": "Les Tréteaux"}, key=key, complete=False)
        with pytest.raises(KeyReused) as refused:
            send(cast, "citizen", sight, {"asso_nom": "Les Autres"}, key=key, complete=False)
        assert (refused.value.http_status, refused.value.code) == (422, "key_reused")
        assert stored(sight)["asso_nom"] == "Les Tréteaux"

    def test_a_refused_page_does_not_use_up_its_key(self, cast: Cast) -> None:
        sight, key = opened_dossier(cast), uuid4()
        with pytest.raises(NotAcceptable):
            send(cast, "citizen", sight, {"iban": "FR00"}, key=key, complete=False)
        send(cast, "citizen", sight, {"iban": ANSWERS["iban"]}, key=key, complete=False)
        assert stored(sight)["iban"] == ANSWERS["iban"]

    def test_two_people_may_have_the_same_key(self, cast: Cast) -> None:
        key, one, other = uuid4(), opened_dossier(cast), opened_dossier(cast, "other_citizen")
        send(cast, "citizen", one, {"asso_nom": "Une"}, key=key, complete=False)
        send(cast, "other_citizen", other, {"asso_nom": "Autre"}, key=key, complete=False)
        assert (stored(one)["asso_nom"], stored(other)["asso_nom"]) == ("Une", "Autre")


class TestForged:
    """A request names what its writer was not shown. All of it is refused, and there is a line."""

    @pytest.mark.parametrize("field", ["instruction_note", "montant_propose", "pa_observation", "nowhere"])
    def test_a_citizen_writes_what_is_hidden(self, cast: Cast, field: str) -> None:
        sight = completed_draft(cast)
        before = stored(sight)
        with pytest.raises(NotEditable) as refused:
            send(cast, "citizen", sight, {"asso_nom": "Autre", field: "x"}, complete=False)
        assert refused.value.http_status == 422
        assert [each.code for each in refused.value.problems] == ["unknown_field"]
        assert stored(sight) == before
        assert events(sight)[-1] == EventKind.REFUSED
        assert sight.dossier.events.order_by("number").last().params["fields"] == [field]

    def test_a_citizen_writes_after_filing(self, cast: Cast) -> None:
        citizen, dossier = cast.actor("citizen"), filed_dossier(cast)
        sight = as_party(citizen, dossier.uid)
        with pytest.raises(NotEditable) as refused:
            send(cast, "citizen", sight, {"montant_demande": "200000"}, complete=False)
        assert [each.code for each in refused.value.problems] == ["read_only"]
        assert stored(sight)["montant_demande"] == "18500.00"

    def test_the_status_changed_while_the_page_was_open(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        moved(cast.actor("citizen"), sight, "depose")
        with pytest.raises(NotEditable):
            send(cast, "citizen", sight, {"asso_nom": "Trop tard"}, complete=False)

    def test_a_partner_writes_the_project(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        request = request_of(cast, "partner", stage.partner)
        with pytest.raises(NotEditable):
            send(cast, "partner", request.sight, {"projet_titre": "À moi"}, complete=False)
        assert stored(request.sight)["projet_titre"] == ANSWERS["projet_titre"]
        assert events(request.sight)[-1] == EventKind.REFUSED

    def test_a_file_of_another_dossier(self, cast: Cast) -> None:
        theirs = opened_dossier(cast, "other_citizen")
        foreign = uploaded(cast.actor("other_citizen"), theirs, "rib")
        sight = opened_dossier(cast)
        with pytest.raises(NotEditable):
            send(cast, "citizen", sight, {"rib": [str(foreign.pk)]}, complete=False)
        assert stored(sight) == {}
        assert events(sight)[-1] == EventKind.REFUSED

    def test_a_file_of_another_field(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        document = uploaded(cast.actor("citizen"), sight, "rib")
        with pytest.raises(NotEditable):
            send(cast, "citizen", sight, {"statuts": [str(document.pk)]}, complete=False)

    @pytest.mark.parametrize("role", ["other_citizen", "agent", "partner", "nobody"])
    def test_somebody_else_uses_the_citizens_sight(self, cast: Cast, role: str) -> None:
        sight = completed_draft(cast)
        with pytest.raises(Forbidden):
            send(cast, role, sight, {"asso_nom": "À moi"}, complete=False)

    def test_an_agent_of_another_organisation(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        for organisation in (cast.organisation, cast.other_organisation):
            with pytest.raises(Forbidden):
                save_answers(
                    actor=cast.actor("agent_elsewhere", organisation),
                    sight=sight,
                    submission=Submission({"instruction_note": "x"}, complete=False),
                    key=uuid4(),
                    at=timezone.now(),
                )


class TestDrafts:
    def test_what_was_typed_is_kept_for_its_writer_alone(self, cast: Cast) -> None:
        sight = opened_dossier(cast)
        keep_draft(
            actor=cast.actor("citizen"),
            sight=sight,
            page="association",
            typed={"iban": "FR00"},
            at=timezone.now(),
        )
        draft = Draft.objects.get()
        assert (draft.user_id, draft.typed) == (cast.citizen.pk, {"iban": "FR00"})
        assert stored(sight) == {}

    def test_it_is_gone_once_the_page_is_saved(self, cast: Cast) -> None:
        sight, citizen = opened_dossier(cast), cast.actor("citizen")
        keep_draft(actor=citizen, sight=sight, page="association", typed={"iban": "FR00"}, at=timezone.now())
        save(citizen, sight, page="association", **{key: ANSWERS[key] for key in PAGES["association"]})
        assert not Draft.objects.exists()

    def test_hidden_and_unknown_keys_are_not_kept(self, cast: Cast) -> None:
        sight, citizen = opened_dossier(cast), cast.actor("citizen")
        typed = {"instruction_note": "x", "nowhere": "y", "asso_nom": "z"}
        keep_draft(actor=citizen, sight=sight, page="association", typed=typed, at=timezone.now())
        assert Draft.objects.get().typed == {"asso_nom": "z"}

    @pytest.mark.parametrize("typed", ["a\x00b", "\ud800", float("nan"), ["[" * 10] * 20_000])
    def test_what_no_database_keeps_is_let_go(self, cast: Cast, typed: Any) -> None:
        sight, citizen = opened_dossier(cast), cast.actor("citizen")
        keep_draft(
            actor=citizen, sight=sight, page="association", typed={"asso_nom": typed}, at=timezone.now()
        )
        assert not Draft.objects.exists()


class TestGarbage:
    @pytest.mark.parametrize(
        "value", ["a\x00b", "\ud800", float("nan"), 10**400, ["x"], {"a": {"b": []}}, True, "x" * 200_000]
    )
    @pytest.mark.parametrize(
        "field", ["asso_nom", "montant_demande", "budget_postes", "statuts", "asso_adresse"]
    )
    def test_it_is_refused_and_never_an_error(self, cast: Cast, field: str, value: Any) -> None:
        sight = opened_dossier(cast)
        try:
            send(cast, "citizen", sight, {field: value}, complete=False)
        except (NotAcceptable, NotEditable):
            assert stored(sight) == {}
