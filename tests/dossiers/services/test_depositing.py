"""Files: judged by name and content, stored under a random name, shown under a clean one."""

import hashlib
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.models import Document
from dossiers.selectors import open_document
from dossiers.services import NotAcceptable, NotEditable, Upload, deposit, depositing
from dossiers.services.depositing import clean_name
from dossiers.sights import NotYours, as_agent, as_party
from tests.casting import (
    Cast,
    dossier_under_consultation,
    filed_dossier,
    opened_dossier,
    request_of,
    uploaded,
)
from tests.samples import FILES


def test_it_is_stored_as_it_came(cast: Cast) -> None:
    sight = opened_dossier(cast)
    name, content = FILES["rib"]
    document = uploaded(cast.actor("citizen"), sight, "rib")
    assert (document.name, document.size, document.content_type) == (name, len(content), "image/jpeg")
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    with document.file.open("rb") as kept:
        assert kept.read() == content
    assert "RIB" not in document.file.name
    assert document.file.name.startswith(f"{cast.organisation.pk}/")


def test_it_is_no_answer_until_its_page_is_saved(cast: Cast) -> None:
    sight = opened_dossier(cast)
    uploaded(cast.actor("citizen"), sight, "rib")
    assert as_party(cast.actor("citizen"), sight.dossier.uid).dossier.answers == {}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("rib.pdf", b"", "file_empty"),
        ("rib.exe", b"MZ\x90\x00", "file_kind"),
        ("rib.svg", b"<svg onload=alert(1)>", "file_kind"),
        ("rib.pdf", b"<html><script>alert(1)</script>", "file_lies"),
        ("rib.jpg", FILES["statuts"][1], "file_lies"),
        ("rib", FILES["rib"][1], "file_kind"),
        ("rib.pdf.exe", FILES["statuts"][1], "file_kind"),
    ],
)
def test_what_it_is_not_is_refused(cast: Cast, name: str, content: bytes, code: str) -> None:
    with pytest.raises(NotAcceptable) as refused:
        uploaded(cast.actor("citizen"), opened_dossier(cast), "rib", (name, content))
    assert [(each.path, each.code) for each in refused.value.problems] == [(("rib",), code)]
    assert not Document.objects.exists()


def test_a_large_one_is_refused_by_its_size(cast: Cast) -> None:
    upload = Upload("rib.pdf", 6 * 1024 * 1024, ContentFile(FILES["statuts"][1]))
    sight = opened_dossier(cast)
    with pytest.raises(NotAcceptable) as refused:
        deposit(actor=cast.actor("citizen"), sight=sight, field="rib", upload=upload, at=timezone.now())
    assert [each.code for each in refused.value.problems] == ["file_too_large"]


@pytest.mark.parametrize("field", ["comptes", "asso_nom", "nowhere", ""])
def test_a_field_that_takes_no_file_of_this_writer(cast: Cast, field: str) -> None:
    with pytest.raises(NotEditable):
        uploaded(cast.actor("citizen"), opened_dossier(cast), field, FILES["statuts"])


def test_after_filing_none_is_taken(cast: Cast) -> None:
    sight = as_party(cast.actor("citizen"), filed_dossier(cast).uid)
    with pytest.raises(NotEditable):
        uploaded(cast.actor("citizen"), sight, "rib")


def test_an_opinion_takes_none_for_the_dossier(cast: Cast) -> None:
    stage = dossier_under_consultation(cast)
    with pytest.raises(NotEditable):
        uploaded(
            cast.actor("partner"),
            request_of(cast, "partner", stage.partner).sight,
            "comptes",
            FILES["statuts"],
        )


def test_somebody_else_deposits_none(cast: Cast) -> None:
    sight = opened_dossier(cast)
    with pytest.raises(Forbidden):
        uploaded(cast.actor("other_citizen"), sight, "rib")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("statuts 2019 – signés.pdf", "statuts 2019 – signés.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\rose\\rib.pdf", "rib.pdf"),
        ("rib\u202efdp.exe", "ribfdp.exe"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("", "document"),
        ("...", "document"),
        (".pdf", "pdf"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
        ("con.pdf. ", "con.pdf"),
    ],
)
def test_names_are_cleaned(name: str, shown: str) -> None:
    assert clean_name(name) == shown


class TestOpening:
    def test_its_depositor_may(self, cast: Cast) -> None:
        sight, citizen = opened_dossier(cast), cast.actor("citizen")
        document = uploaded(citizen, sight, "rib")
        assert (
            open_document(actor=citizen, sight=sight, document_id=document.pk, at=timezone.now()) == document
        )

    def test_the_agent_may_and_leaves_a_line(self, cast: Cast) -> None:
        dossier, agent = filed_dossier(cast), cast.actor("agent")
        (rib,) = dossier.answers["rib"]
        before = dossier.event_count
        open_document(actor=agent, sight=as_agent(agent, dossier.uid), document_id=rib, at=timezone.now())
        dossier.refresh_from_db()
        assert dossier.event_count == before + 1
        assert dossier.events.order_by("number").last().params == {"document": rib, "field": "rib"}

    def test_the_lawyer_may_read_the_statutes_and_no_more(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        sight, lawyer = request_of(cast, "partner", stage.partner).sight, cast.actor("partner")
        for field, allowed in (("statuts", True), ("rib", False), ("plan_securite", False)):
            (document,) = stage.dossier.answers[field]
            if allowed:
                assert open_document(actor=lawyer, sight=sight, document_id=document, at=timezone.now())
            else:
                with pytest.raises(NotYours):
                    open_document(actor=lawyer, sight=sight, document_id=document, at=timezone.now())

    def test_a_file_of_another_dossier_is_not_found(self, cast: Cast) -> None:
        other = filed_dossier(cast, "other_citizen")
        sight = as_party(cast.actor("citizen"), filed_dossier(cast).uid)
        for document in (*other.answers["rib"], uuid4()):
            with pytest.raises(NotYours):
                open_document(
                    actor=cast.actor("citizen"), sight=sight, document_id=document, at=timezone.now()
                )


class TestTheShareOfOnePerson:
    def test_more_files_than_their_share_are_refused_at_the_field(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(depositing, "MOST_FILES", 1)
        sight, citizen = opened_dossier(cast), cast.actor("citizen")
        uploaded(citizen, sight, "statuts")
        with pytest.raises(NotAcceptable) as refused:
            uploaded(citizen, sight, "rib")
        assert [(each.path, each.code) for each in refused.value.problems] == [(("rib",), "too_many_files")]
        assert Document.objects.count() == 1

    def test_so_are_more_bytes(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(depositing, "MOST_BYTES", 10)
        with pytest.raises(NotAcceptable):
            uploaded(cast.actor("citizen"), opened_dossier(cast), "statuts")

    def test_the_same_file_again_is_no_more(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(depositing, "MOST_FILES", 1)
        sight, citizen = opened_dossier(cast), cast.actor("citizen")
        assert uploaded(citizen, sight, "statuts") == uploaded(citizen, sight, "statuts")
