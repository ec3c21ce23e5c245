"""Moving a dossier to a newer version: through the one save path, losing no value, once."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers import audit
from dossiers.enums import EventKind
from dossiers.models import Dossier
from dossiers.once import KeyReused
from dossiers.services import NotAcceptable, move_to_version
from dossiers.services.renewing import Hindered, NoNewerVersion, NoStatusChosen, StalePreview
from dossiers.sights import NotYours, Sight, as_agent, as_party
from dossiers.versions import is_outdated, passage_of
from tests.casting import (
    Cast,
    completed_draft,
    dossier_in_hand,
    dossier_under_consultation,
    filed_dossier,
    next_version,
    save,
)

Drawn = dict[str, Any]


def without_rna(new: Drawn) -> None:
    """A field less, one that becomes longer, one in a group, one that lists show besides."""
    fields = new["properties"]
    del fields["asso_rna"]
    fields["projet_titre"] |= {"x-type": "longtext"}
    for page in new["x-pages"]:
        page["items"] = [key for key in page["items"] if key not in ("asso_rna", "projet_jauge")]
        if "projet_titre" in page["items"]:
            page["items"].append("lieu")
    fields["lieu"] = {
        "title": "Lieu",
        "x-type": "group",
        "properties": {"projet_jauge": fields.pop("projet_jauge")},
    }
    for view in new["x-views"].values():
        rule = view["rules"].pop("projet_jauge", None)
        view["rules"].pop("asso_rna", None)
        if rule:
            view["rules"]["lieu"] = rule
    new["x-listed"] = ["projet_titre", "representant_nom"]


def move(cast: Cast, sight: Sight, number: int = 2, role: str = "agent", **others: Any) -> Dossier:
    given = {"key": uuid4(), "at": timezone.now(), **others}
    return move_to_version(actor=cast.actor(role), sight=sight, version=number, **given)


def at_desk(cast: Cast, dossier: Dossier) -> Sight:
    return as_agent(cast.actor("agent"), dossier.uid)


@pytest.fixture
def sight(cast: Cast) -> Sight:
    return dossier_in_hand(cast)


class TestMoving:
    def test_answers_are_carried_over(self, cast: Cast, sight: Sight) -> None:
        before = dict(sight.dossier.answers)
        version = next_version(cast.model, without_rna)
        assert is_outdated(at_desk(cast, sight.dossier).dossier)
        moved = at_desk(cast, move(cast, sight))
        assert moved.dossier.version == version
        assert not is_outdated(moved.dossier)
        answers = moved.dossier.answers
        assert "asso_rna" not in answers
        assert answers["lieu"] == {"projet_jauge": before["projet_jauge"]}
        assert answers["projet_titre"] == before["projet_titre"]
        untouched = set(before) - {"asso_rna", "projet_jauge"}
        assert {key: answers[key] for key in untouched} == {key: before[key] for key in untouched}

    def test_what_is_set_aside_is_in_the_history(self, cast: Cast, sight: Sight) -> None:
        rna = sight.dossier.answers["asso_rna"]
        next_version(cast.model, without_rna)
        moved = move(cast, sight)
        revision, event = moved.revisions.first(), moved.events.first()
        assert {"field": "asso_rna", "old": rna, "new": None} in revision.changes
        assert event.kind == EventKind.VERSION_CHANGED
        assert event.params == {
            "was": 1, "to": 2, "status": "instruction", "stands_at": "instruction",
            "revision": revision.number, "answers_at": revision.number - 1,
            "set_aside": ["asso_rna"], "converted": ["projet_titre"],
        }  # fmt: skip
        assert str(rna) not in str(event.params)
        assert audit.verify(moved) is None

    def test_lists_and_search_follow(self, cast: Cast, sight: Sight) -> None:
        next_version(cast.model, without_rna)
        moved = move(cast, sight)
        assert set(moved.values_listed.values_list("key", flat=True)) == {"projet_titre", "representant_nom"}
        assert "goff" in moved.words.filter(key="representant_nom").values_list("word", flat=True)
        assert moved.words.filter(key="").exists()
        assert moved.title == sight.dossier.answers["projet_titre"]

    def test_the_status_keeps_its_day_and_limit(self, cast: Cast, sight: Sight) -> None:
        next_version(cast.model, without_rna)
        was = at_desk(cast, sight.dossier).dossier
        moved = move(cast, sight)
        assert (moved.status, moved.status_since, moved.due_at) == (was.status, was.status_since, was.due_at)

    def test_what_cannot_be_changed_still_cannot(self, cast: Cast, sight: Sight) -> None:
        Dossier.objects.filter(pk=sight.dossier.pk).update(locked=["asso_rna", "asso_nom", "projet_jauge"])
        next_version(cast.model, without_rna)
        assert move(cast, sight).locked == ["asso_nom", "lieu.projet_jauge"]

    def test_only_the_version_where_nothing_else_changes(self, cast: Cast, sight: Sight) -> None:
        next_version(cast.model, lambda new: new.update(title="Autre"))
        revision = at_desk(cast, sight.dossier).dossier.revision
        moved = move(cast, sight)
        assert (moved.revision, moved.events.first().params["revision"]) == (revision, None)
        assert audit.verify(moved) is None

    def test_a_version_between_may_be_chosen(self, cast: Cast, sight: Sight) -> None:
        next_version(cast.model, without_rna)
        next_version(cast.model, lambda new: None)
        assert move(cast, sight, 2).version.number == 2
        assert move(cast, at_desk(cast, sight.dossier), 3).version.number == 3

    def test_the_button_pressed_twice_moves_once(self, cast: Cast, sight: Sight) -> None:
        next_version(cast.model, without_rna)
        key: UUID = uuid4()
        for _press in range(2):
            moved = move(cast, sight, key=key)
        assert moved.events.filter(kind=EventKind.VERSION_CHANGED).count() == 1
        next_version(cast.model, lambda new: None)
        with pytest.raises(KeyReused):
            move(cast, at_desk(cast, moved), 3, key=key)

    def test_who_still_writes_under_the_old_form_is_refused_not_merged(self, cast: Cast) -> None:
        sight = dossier_in_hand(cast)
        old = at_desk(cast, sight.dossier)
        next_version(cast.model, lambda new: new["properties"]["instruction_note"].update({"maxLength": 3}))
        move(cast, sight)
        with pytest.raises(NotAcceptable):
            save(cast.actor("agent"), old, page="instruction", instruction_note="Trop long")


class TestRefusals:
    @pytest.mark.parametrize("number", [0, 1, 3])
    def test_only_to_a_newer_version_there_is(self, cast: Cast, sight: Sight, number: int) -> None:
        next_version(cast.model, without_rna)
        with pytest.raises(NoNewerVersion):
            move(cast, sight, number)

    def test_a_version_of_another_model_is_none(self, cast: Cast, sight: Sight) -> None:
        assert passage_of(sight, 2) is None

    def test_answers_that_changed_since_they_were_shown(self, cast: Cast, sight: Sight) -> None:
        next_version(cast.model, without_rna)
        seen = at_desk(cast, sight.dossier).projection.token
        save(cast.actor("agent"), at_desk(cast, sight.dossier), page="instruction", instruction_note="Vu.")
        with pytest.raises(StalePreview):
            move(cast, sight, seen=seen)
        now = at_desk(cast, sight.dossier).projection.token
        assert move(cast, sight, seen=now).version.number == 2

    def test_a_scope_or_view_somebody_takes_part_by(self, cast: Cast) -> None:
        dossier = dossier_under_consultation(cast).dossier

        def narrower(new: Drawn) -> None:
            new["x-scopes"] = [each for each in new["x-scopes"] if each["key"] != "technique"]

        next_version(cast.model, narrower)
        with pytest.raises(Hindered) as refused:
            move(cast, at_desk(cast, dossier))
        assert [each.code for each in refused.value.hindrances] == ["scope_gone"]

    def test_a_withdrawn_request_hinders_nobody(self, cast: Cast) -> None:
        dossier = dossier_under_consultation(cast).dossier

        def narrower(new: Drawn) -> None:
            new["x-scopes"] = [each for each in new["x-scopes"] if each["key"] != "comptable"]

        next_version(cast.model, narrower)
        assert move(cast, at_desk(cast, dossier)).version.number == 2


class TestStatus:
    @staticmethod
    def renamed(new: Drawn) -> None:
        """`instruction` is called `examen` now."""
        for status in new["x-statuses"]:
            if status["key"] == "instruction":
                status["key"] = "examen"
            for move in status.get("to", []):
                if isinstance(move, dict) and move["status"] == "instruction":
                    move["status"] = "examen"

    def test_one_that_is_gone_is_chosen(self, cast: Cast, sight: Sight) -> None:
        next_version(cast.model, self.renamed)
        with pytest.raises(NoStatusChosen):
            move(cast, sight)
        with pytest.raises(NoStatusChosen):
            move(cast, sight, status="accorde")  # a decision is not made in passing
        at = timezone.now()
        moved = move(cast, sight, status="examen", at=at)
        assert (moved.status, moved.status_since, moved.in_desk) == ("examen", at, True)
        assert moved.events.first().params["stands_at"] == "examen"

    def test_none_to_choose_from(self, cast: Cast, sight: Sight) -> None:
        def only_ends(new: Drawn) -> None:
            self.renamed(new)
            for status in new["x-statuses"]:
                status["final"] = status["key"] != "brouillon"

        next_version(cast.model, only_ends)
        with pytest.raises(Hindered) as refused:
            move(cast, sight)
        assert [each.code for each in refused.value.hindrances] == ["no_status"]


class TestWhoMay:
    @pytest.mark.parametrize("role", ["admin", "internal_partner", "citizen", "agent_elsewhere", "nobody"])
    def test_nobody_but_an_agent_of_the_organisation(self, cast: Cast, sight: Sight, role: str) -> None:
        next_version(cast.model, without_rna)
        with pytest.raises(Forbidden):
            move(cast, sight, role=role)

    def test_nor_the_applicant_through_their_own_sight(self, cast: Cast) -> None:
        dossier = filed_dossier(cast)
        next_version(cast.model, without_rna)
        with pytest.raises(Forbidden):
            move(cast, as_party(cast.actor("citizen"), dossier.uid), role="citizen")

    def test_an_agent_elsewhere_has_no_sight_of_it(self, cast: Cast, sight: Sight) -> None:
        actor = cast.actor("agent_elsewhere", cast.other_organisation)
        with pytest.raises(NotYours):
            as_agent(actor, sight.dossier.uid)
        with pytest.raises(Forbidden):
            move_to_version(actor=actor, sight=sight, version=2, key=uuid4(), at=timezone.now())

    def test_a_draft_is_nobodys_at_the_desk(self, cast: Cast) -> None:
        sight = completed_draft(cast)
        next_version(cast.model, without_rna)
        with pytest.raises(Forbidden):
            move(cast, Sight(sight.dossier, "crm"))
