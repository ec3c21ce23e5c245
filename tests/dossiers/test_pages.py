"""One page being filled in, as every surface does it."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from dossiers.models import Document, Dossier
from dossiers.once import KeyReused
from dossiers.pages import Received, page_form, receive
from dossiers.services import NotAcceptable, Saved, Submission, keep_draft, save_answers
from dossiers.sights import Sight, as_party
from formengine.problems import Problem
from tests.casting import Cast, opened_dossier
from tests.samples import FILES


@pytest.fixture
def sight(cast: Cast) -> Sight:
    return opened_dossier(cast)


def statutes(content: bytes = FILES["statuts"][1]) -> MultiValueDict[str, Any]:
    return MultiValueDict({"statuts": [SimpleUploadedFile("statuts.pdf", content)]})


def sent(cast: Cast, sight: Sight, files: MultiValueDict[str, Any], key: UUID, **more: Any) -> Received:
    """The page of documents, half filled in, with a button pressed."""
    actor = cast.actor("citizen")
    form = page_form(
        actor=actor, sight=sight, page="pieces", data=QueryDict("_seen={}"), files=files, complete=False
    )
    return receive(
        actor=actor, sight=sight, page="pieces", form=form, key=key, at=timezone.now(), complete=False, **more
    )


class TestAButtonPressedTwice:
    def test_with_a_file_it_is_one_deed(self, cast: Cast, sight: Sight) -> None:
        key = uuid4()
        assert sent(cast, sight, statutes(), key).saved is not None
        again = sent(cast, as_party(cast.actor("citizen"), sight.dossier.uid), statutes(), key)
        assert again.saved is not None
        assert again.saved.changed == frozenset()
        dossier = Dossier.objects.get(pk=sight.dossier.pk)
        assert (dossier.revision, len(dossier.answers["statuts"])) == (1, 1)

    def test_with_another_file_it_is_another_deed(self, cast: Cast, sight: Sight) -> None:
        key = uuid4()
        sent(cast, sight, statutes(), key)
        with pytest.raises(KeyReused):
            sent(cast, sight, statutes(FILES["statuts"][1] + b"\n"), key)


def test_a_file_that_is_refused_is_said_on_a_half_filled_page(cast: Cast, sight: Sight) -> None:
    received = sent(cast, sight, statutes(b"GIF89a"), uuid4())
    assert received.saved is None
    assert received.status == 422
    assert "statuts" in received.form.errors
    assert not Document.objects.exists()


def test_a_page_taken_up_again_still_knows_what_its_writer_had_seen(cast: Cast, sight: Sight) -> None:
    """Somebody else's change meanwhile is a conflict, not overwritten without a word."""
    citizen = cast.actor("citizen")
    shown = page_form(actor=citizen, sight=sight, page="association")
    typed, seen = {"asso_nom": "Les Tréteaux"}, shown.seen_now()
    keep_draft(actor=citizen, sight=sight, page="association", typed=typed, seen=seen, at=timezone.now())
    other = Submission({"asso_nom": "Les Planches"}, complete=False)
    save_answers(actor=citizen, sight=sight, submission=other, key=uuid4(), at=timezone.now())
    again = page_form(actor=citizen, sight=as_party(citizen, sight.dossier.uid), page="association")
    assert again.seen_now()["asso_nom"] == seen["asso_nom"]
    assert again.seen_now()["iban"] == seen["iban"]


class TestADeedOfTheSurfacesOwn:
    def test_it_is_given_what_was_sent(self, cast: Cast, sight: Sight) -> None:
        given: list[Submission] = []

        def keep(submission: Submission) -> Saved:
            given.append(submission)
            return Saved(sight.dossier)

        received = sent(cast, sight, statutes(), uuid4(), save=keep)
        assert received.saved is not None
        assert [each.page for each in given] == ["pieces"]
        assert list(given[0].values["statuts"]) == [str(Document.objects.get().pk)]

    def test_what_it_does_not_take_is_shown_at_its_field(self, cast: Cast, sight: Sight) -> None:
        def refuse(submission: Submission) -> Saved:
            raise NotAcceptable((Problem(("statuts",), "required"),))

        received = sent(cast, sight, statutes(), uuid4(), save=refuse)
        assert received.status == 422
        assert "statuts" in received.form.errors
