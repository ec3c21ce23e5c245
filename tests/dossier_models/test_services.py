"""The services of the drawing board."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import Membership
from accounts.permissions import Forbidden
from accounts.services import appoint
from dossier_models import services
from dossier_models.models import DossierModel, ModelVersion
from formengine import editing
from formengine.editing import Document
from tests.casting import Cast
from tests.dossier_models.board import drawn, new_model, small_model


def adding(title: str) -> services.Gesture:
    def gesture(document: Document) -> Document:
        return editing.add_field(document, type="text", title=title)

    return gesture


def publish(cast: Cast, model: DossierModel, role: str = "admin") -> ModelVersion:
    return services.publish(
        actor=cast.actor(role), model=model, drawn_on=model.draft_number, at=timezone.now()
    )


class TestCreateModel:
    def test_keys_are_made_of_titles_and_unique(self, cast: Cast) -> None:
        keys = [new_model(cast.actor("admin")).key for _each in range(2)]
        assert keys == ["aide-au-ravalement", "aide-au-ravalement-2"]

    @pytest.mark.parametrize("role", ["agent", "citizen", "nobody", "other_organisation_admin"])
    def test_it_is_for_administrators_of_the_organisation(self, cast: Cast, role: str) -> None:
        with pytest.raises(Forbidden):
            new_model(cast.actor(role))

    def test_it_needs_a_title(self, cast: Cast) -> None:
        with pytest.raises(services.NotDrawable):
            new_model(cast.actor("admin"), title="   ")


class TestApplyGesture:
    def test_it_counts_and_keeps_a_revision(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        model = drawn(cast.actor("admin"), model, adding("Nom"))
        assert model.draft_number == 1
        assert model.revisions.count() == 2
        assert list(DossierModel.objects.get(pk=model.pk).draft["properties"]) == ["nom"]

    def test_a_gesture_that_changes_nothing_leaves_no_trace(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        assert drawn(cast.actor("admin"), model, lambda document: document).draft_number == 0

    @pytest.mark.parametrize("role", ["agent", "citizen", "other_organisation_admin", "nobody"])
    def test_others_may_not(self, cast: Cast, role: str) -> None:
        model = new_model(cast.actor("admin"))
        with pytest.raises(Forbidden):
            drawn(cast.actor(role), model, adding("Nom"))

    def test_an_administrator_elsewhere_may_not_even_as_themselves(self, cast: Cast) -> None:
        """The right kind of person, the wrong model."""
        model = new_model(cast.actor("admin"))
        with pytest.raises(Forbidden):
            drawn(cast.actor("other_organisation_admin", cast.other_organisation), model, adding("Nom"))

    def test_an_impossible_gesture_says_why(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        with pytest.raises(services.NotDrawable) as caught:
            drawn(cast.actor("admin"), model, lambda document: editing.remove_field(document, "fantome"))
        assert caught.value.reason.code == "no_such_field"

    def test_a_document_that_is_no_model_is_refused(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        with pytest.raises(services.NotDrawable):
            drawn(cast.actor("admin"), model, lambda document: {**document, "x-statuses": []})

    def test_a_document_that_is_too_large_is_refused(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))

        def swell(document: Document) -> Document:
            return {**document, "x-notes": ["x" * 90_000] * 30}

        with pytest.raises(services.NotDrawable) as caught:
            drawn(cast.actor("admin"), model, swell)
        assert caught.value.reason.code == "document_too_large"


class TestTwoPeople:
    @pytest.fixture
    def other(self, cast: Cast) -> Any:
        appoint(user=cast.agent, organisation=cast.organisation, role=Membership.Role.ADMIN)
        return cast.actor("agent")

    def test_the_second_is_told_and_may_do_it_again(self, cast: Cast, other: Any) -> None:
        model = new_model(cast.actor("admin"))
        seen = model.draft_number
        drawn(cast.actor("admin"), model, adding("Nom"), on=seen)
        with pytest.raises(services.StaleDraft) as caught:
            drawn(other, model, adding("Date"), on=seen)
        assert caught.value.by == str(cast.admin)
        model = drawn(other, model, adding("Date"), on=seen + 1)
        assert list(model.draft["properties"]) == ["nom", "date"]

    def test_quick_clicks_of_one_person_are_not_stale(self, cast: Cast) -> None:
        model = new_model(cast.actor("admin"))
        for title in ("Un", "Deux", "Trois"):
            model = drawn(cast.actor("admin"), model, adding(title), on=0)
        assert model.draft_number == 3

    def test_one_s_own_page_from_before_somebody_else_came_is_stale(self, cast: Cast, other: Any) -> None:
        model = new_model(cast.actor("admin"))
        drawn(cast.actor("admin"), model, adding("Un"), on=0)
        drawn(other, model, adding("Deux"), on=1)
        with pytest.raises(services.StaleDraft):
            drawn(cast.actor("admin"), model, adding("Trois"), on=1)

    @pytest.mark.parametrize("number", [-1, 7])
    def test_a_number_that_never_was_is_stale(self, cast: Cast, number: int) -> None:
        with pytest.raises(services.StaleDraft):
            drawn(cast.actor("admin"), new_model(cast.actor("admin")), adding("Nom"), on=number)

    def test_a_locked_draft_is_its_locker_s(self, cast: Cast, other: Any) -> None:
        model = new_model(cast.actor("admin"))
        services.lock_draft(actor=cast.actor("admin"), model=model, at=timezone.now())
        with pytest.raises(services.DraftLocked):
            drawn(other, model, adding("Nom"))
        drawn(cast.actor("admin"), model, adding("Nom"))
        services.unlock_draft(actor=other, model=model, at=timezone.now())
        drawn(other, model, adding("Date"), on=1)


class TestUndo:
    def test_back_and_forth(self, cast: Cast) -> None:
        admin, at = cast.actor("admin"), timezone.now()
        model = new_model(admin)
        for title in ("Un", "Deux"):
            model = drawn(admin, model, adding(title))
        model = services.undo(actor=admin, model=model, drawn_on=model.draft_number, at=at)
        assert list(model.draft["properties"]) == ["un"]
        model = services.redo(actor=admin, model=model, drawn_on=model.draft_number, at=at)
        assert list(model.draft["properties"]) == ["un", "deux"]
        for _each in range(2):
            model = services.undo(actor=admin, model=model, drawn_on=model.draft_number, at=at)
        assert not DossierModel.objects.get(pk=model.pk).draft["properties"]
        with pytest.raises(services.NothingToUndo):
            services.undo(actor=admin, model=model, drawn_on=model.draft_number, at=at)

    def test_a_new_gesture_ends_what_could_be_redone(self, cast: Cast) -> None:
        admin, at = cast.actor("admin"), timezone.now()
        model = drawn(admin, new_model(admin), adding("Un"))
        model = services.undo(actor=admin, model=model, drawn_on=model.draft_number, at=at)
        model = drawn(admin, model, adding("Deux"))
        with pytest.raises(services.NothingToUndo):
            services.redo(actor=admin, model=model, drawn_on=model.draft_number, at=at)
        assert list(model.draft["properties"]) == ["deux"]

    def test_the_order_of_fields_comes_back_too(self, cast: Cast) -> None:
        admin = cast.actor("admin")
        model = drawn(admin, drawn(admin, new_model(admin), adding("Zoé")), adding("Ana"))
        model = drawn(admin, model, lambda document: editing.remove_field(document, "zoe"))
        model = services.undo(actor=admin, model=model, drawn_on=model.draft_number, at=timezone.now())
        assert list(model.draft["properties"]) == ["zoe", "ana"]

    def test_old_revisions_go(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(services, "KEPT_REVISIONS", 5)
        monkeypatch.setattr(services, "PRUNED_EVERY", 4)
        model = new_model(cast.actor("admin"))
        for number in range(8):
            model = drawn(cast.actor("admin"), model, adding(f"Champ {number}"))
        assert model.revisions.count() == 5


class TestPublish:
    def test_versions_are_numbered_and_complete(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        first = publish(cast, model)
        model = drawn(cast.actor("admin"), model, adding("Date"))
        second = publish(cast, model)
        assert (first.number, second.number) == (1, 2)
        assert second.document == model.draft
        assert list(ModelVersion.objects.get(pk=first.pk).document["properties"]) == [
            "nom",
            "public",
            "jauge",
            "budget",
        ]
        assert DossierModel.objects.get(pk=model.pk).version_id == second.pk

    def test_the_same_again_is_not_a_version(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        publish(cast, model)
        with pytest.raises(services.NothingChanged):
            publish(cast, model)

    def test_faults_keep_it_back(self, cast: Cast) -> None:
        with pytest.raises(services.NotPublishable) as caught:
            publish(cast, new_model(cast.actor("admin")))
        assert "page_empty" in {problem.code for problem in caught.value.problems}

    @pytest.mark.parametrize("role", ["agent", "other_organisation_admin", "nobody"])
    def test_others_may_not(self, cast: Cast, role: str) -> None:
        model = small_model(cast.actor("admin"))
        with pytest.raises(Forbidden):
            publish(cast, model, role)
        assert not model.versions.exists()

    def test_the_database_refuses_to_change_a_version(self, cast: Cast) -> None:
        version = publish(cast, small_model(cast.actor("admin")))
        with pytest.raises(DatabaseError), transaction.atomic():
            ModelVersion.objects.filter(pk=version.pk).update(digest="0" * 64)
        with pytest.raises(DatabaseError), transaction.atomic():
            ModelVersion.objects.filter(pk=version.pk).delete()

    def test_the_title_on_the_portal_changes_with_the_version(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        publish(cast, model)
        model = drawn(cast.actor("admin"), model, lambda doc: editing.describe(doc, title="Autre titre"))
        assert DossierModel.objects.get(pk=model.pk).title == "Aide au ravalement"
        publish(cast, model)
        assert DossierModel.objects.get(pk=model.pk).title == "Autre titre"
