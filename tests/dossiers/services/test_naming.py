"""A file may be called something by who sends it, where its field asks for that; everybody reads it there."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from dossiers.enums import EventKind
from dossiers.models import Document
from dossiers.selectors import document_labels
from dossiers.services import NotAcceptable, NotEditable, Saved, Submission, Upload, deposit, save_answers
from dossiers.sights import Sight, as_agent, as_party
from tests.casting import Cast, completed_draft, moved, opened_dossier, published_model, uploaded
from tests.samples import DOCUMENT, FILES


def naming_document() -> dict[str, Any]:
    """The subsidy form, on which statutes may be several files and have names."""
    paper = {**DOCUMENT["properties"]["statuts"], "x-own-label": True, "x-max-files": 5}
    return {**DOCUMENT, "properties": {**DOCUMENT["properties"], "statuts": paper}}


@pytest.fixture
def naming(cast: Cast) -> Cast:
    return replace(cast, model=published_model(cast.actor("admin"), naming_document()))


def sent(cast: Cast, sight: Sight, role: str = "citizen", **values: Any) -> Saved:
    return save_answers(
        actor=cast.actor(role), sight=sight, key=uuid4(), at=timezone.now(),
        submission=Submission(values, None, "pieces", complete=False),
    )  # fmt: skip


def deposited(cast: Cast, sight: Sight, label: str, field: str = "statuts") -> Document:
    name, content = FILES[field]
    upload = Upload(name, len(content), ContentFile(content), label)
    return deposit(actor=cast.actor("citizen"), sight=sight, field=field, upload=upload, at=timezone.now())


def label_of(document: Document) -> str:
    return Document.objects.get(pk=document.pk).label


class TestDepositing:
    def test_a_file_comes_with_its_name(self, naming: Cast) -> None:
        assert (
            deposited(naming, opened_dossier(naming), " Statuts\u202e\x00 \n de 2019 ").label
            == "Statuts de 2019"
        )

    def test_a_long_one_is_cut(self, naming: Cast) -> None:
        assert deposited(naming, opened_dossier(naming), "é" * 5000).label == "é" * 120

    def test_where_the_field_asks_for_none_there_is_none(self, naming: Cast) -> None:
        assert deposited(naming, opened_dossier(naming), "Le compte", "rib").label == ""

    def test_sent_again_under_another_name_it_is_one_file(self, naming: Cast) -> None:
        sight = opened_dossier(naming)
        first, second = deposited(naming, sight, "Un"), deposited(naming, sight, "Deux")
        assert (first.pk, label_of(first)) == (second.pk, "Deux")
        assert label_of(deposited(naming, sight, "")) == "Deux"


class TestSaving:
    def test_it_is_stored_beside_the_answer(self, naming: Cast) -> None:
        sight = opened_dossier(naming)
        document = uploaded(naming.actor("citizen"), sight, "statuts")
        saved = sent(naming, sight, statuts=[{"id": str(document.pk), "label": "Les statuts"}])
        assert saved.dossier.answers["statuts"] == [str(document.pk)]
        assert label_of(document) == "Les statuts"
        event = saved.dossier.events.get(kind=EventKind.FILES_NAMED)
        assert event.params == {"fields": ["statuts"]}

    def test_it_can_be_changed_and_taken_away_with_nothing_else(self, naming: Cast) -> None:
        sight = opened_dossier(naming)
        document = deposited(naming, sight, "Un")
        for label in ("Deux", ""):
            sent(naming, sight, statuts=[{"id": str(document.pk), "label": label}])
            assert label_of(document) == label

    def test_an_id_alone_says_nothing_of_it(self, naming: Cast) -> None:
        sight = opened_dossier(naming)
        document = deposited(naming, sight, "Un")
        saved = sent(naming, sight, statuts=[str(document.pk)])
        assert label_of(document) == "Un"
        assert not saved.dossier.events.filter(kind=EventKind.FILES_NAMED).exists()

    @pytest.mark.parametrize(
        "odd",
        [{"id": 5}, {"label": "x"}, {"id": None, "label": []}, {"id": "x", "label": "y", "more": 1}, {}],
    )
    def test_what_is_no_document_is_refused(self, naming: Cast, odd: Any) -> None:
        with pytest.raises((NotEditable, NotAcceptable)):
            sent(naming, opened_dossier(naming), statuts=[odd])

    def test_where_the_field_asks_for_none_it_is_refused(self, naming: Cast) -> None:
        sight = opened_dossier(naming)
        document = uploaded(naming.actor("citizen"), sight, "rib")
        with pytest.raises(NotAcceptable):
            sent(naming, sight, rib=[{"id": str(document.pk), "label": "Compte"}])
        assert label_of(document) == ""

    def test_somebody_elses_file_is_not_named(self, naming: Cast) -> None:
        theirs = opened_dossier(naming, "other_citizen")
        document = uploaded(naming.actor("other_citizen"), theirs, "statuts")
        with pytest.raises(NotEditable):
            sent(naming, opened_dossier(naming), statuts=[{"id": str(document.pk), "label": "Mien"}])
        assert label_of(document) == ""

    def test_nor_is_a_file_that_can_only_be_read(self, naming: Cast) -> None:
        citizen, sight = naming.actor("citizen"), completed_draft(naming)
        (document,) = sight.dossier.answers["statuts"]
        dossier = moved(citizen, sight, "depose")
        for role, seen in (("citizen", as_party(citizen, dossier.uid)), ("agent", None)):
            where = seen or as_agent(naming.actor("agent"), dossier.uid)
            with pytest.raises(NotEditable):
                sent(naming, where, role, statuts=[{"id": document, "label": "Autre"}])
        assert Document.objects.get(pk=document).label == ""


def test_who_sees_the_file_reads_what_it_is_called(naming: Cast) -> None:
    sight = completed_draft(naming)
    (document,) = sight.dossier.answers["statuts"]
    sent(naming, sight, statuts=[{"id": document, "label": "Statuts signés"}])
    dossier = moved(naming.actor("citizen"), sight, "depose")
    agent = naming.actor("agent")
    labels = document_labels(actor=agent, sight=as_agent(agent, dossier.uid), url_name="crm:document")
    assert labels[document].shown == "Statuts signés – statuts 2019 – signés.pdf"
    assert (
        "Statuts signés – statuts 2019"
        in naming.client("agent").get(f"/desk/dossiers/{dossier.uid}/documents/").text
    )
