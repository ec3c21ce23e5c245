"""A file larger than anything we take is counted and not kept, while it is still arriving."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from dossiers import uploads
from dossiers.models import Document
from dossiers.services import NotAcceptable, Upload
from dossiers.services.depositing import clean_name
from dossiers.uploads import MOST_BYTES, BoundedUploadHandler
from solicitations.request import Request
from solicitations.services import keep_opinion_file
from solicitations.services.joining import MOST_MB
from tests.casting import Cast, dossier_under_consultation, request_of
from tests.partner_portal.asking import PDF
from tests.solicitations.doors import DOORS, Door, paper, scene

CHUNK = 64 * 1024
MB = 1024 * 1024


def arriving(size: int) -> BoundedUploadHandler:
    """A file of so many bytes, as a parser hands it over."""
    handler = BoundedUploadHandler()
    handler.new_file("opinion_file", "avis.pdf", "application/pdf", None)
    for start in range(0, size, CHUNK):
        handler.receive_data_chunk((PDF + b" " * CHUNK)[: min(CHUNK, size - start)], start)
    return handler


def test_200_mb_leave_a_beginning_and_a_size() -> None:
    handler = arriving(200 * MB)
    with handler.file_complete(200 * MB) as found:  # type: ignore[union-attr]
        assert found.size == 200 * MB
        assert len(found.read()) < CHUNK


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, MB])
def test_what_may_be_taken_comes_whole(size: int) -> None:
    handler = arriving(size)
    with handler.file_complete(size) as found:  # type: ignore[union-attr]
        assert (found.size, len(found.read())) == (size, size)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.surface)
def test_the_limit_is_named(cast: Cast, door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_BYTES", 3 * MB)
    stage = scene(cast, door)
    refused = stage.opine(opinion_file=[paper("plan.pdf", PDF + b" " * 11 * MB), paper("avis.pdf")])
    assert refused.status_code == 422
    assert f"plan.pdf: This file is larger than {MOST_MB} MB." in refused.text
    assert "avis.pdf" in refused.text
    form = stage.fill(comptes=paper("comptes.pdf", PDF + b" " * 11 * MB))
    assert form.status_code == 422
    assert "10" in form.text


def test_no_field_takes_more_than_is_let_in() -> None:
    assert MOST_MB * MB <= MOST_BYTES


NAMES = (
    ("avis.pdf.exe", "file_kind"),
    ("avis\u202efdp.exe", "file_kind"),
    ("avis.exe\x00.pdf", None),
    ("../../etc/passwd.pdf", None),
    ("CON.pdf", None),
    ("avis.pdf ", "file_kind"),
    ("avis.PDF", None),
    (".pdf", None),
    ("pdf", "file_kind"),
    ("é" * 400 + ".pdf", None),
    ("avis.html", "file_kind"),
    ("avis.svg", "file_kind"),
    ("avis.docm", "file_kind"),
)


@pytest.mark.parametrize(("name", "code"), NAMES)
def test_a_name_plays_no_tricks(cast: Cast, name: str, code: str | None) -> None:
    request = request_of(cast, "partner", dossier_under_consultation(cast).partner)
    upload, at = Upload(name, len(PDF), ContentFile(PDF)), timezone.now()
    if code:
        with pytest.raises(NotAcceptable) as refused:
            kept(cast, request, upload, at)
        assert [each.code for each in refused.value.problems] == [code]
        return
    stored = kept(cast, request, upload, at)
    assert stored.name == clean_name(name)
    assert stored.content_type == "application/pdf"
    assert len(stored.name) <= 150
    assert stored.name.isprintable()
    assert not set(stored.name) & set("/\\")


@pytest.mark.parametrize(("name", "content"), [
    ("avis.pdf", b"MZ\x90\x00"), ("avis.pdf", b"PK\x03\x04"), ("photo.png", PDF), ("avis.docx", PDF),
    ("avis.odt", b"PK\x03\x04" + b"mimetypeapplication/zip"), ("photo.jpg", b"<svg onload=alert(1)>"),
])  # fmt: skip
def test_a_content_that_is_not_what_the_name_says(cast: Cast, name: str, content: bytes) -> None:
    request = request_of(cast, "partner", dossier_under_consultation(cast).partner)
    with pytest.raises(NotAcceptable) as refused:
        kept(cast, request, Upload(name, len(content), ContentFile(content)), timezone.now())
    assert [each.code for each in refused.value.problems] == ["file_lies"]


def kept(cast: Cast, request: Request, upload: Upload, at: dt.datetime) -> Document:
    return keep_opinion_file(actor=cast.actor("partner"), request=request, upload=upload, at=at)
