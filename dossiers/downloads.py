"""Handing out a file: always as a download, never as something a browser runs or shows in our name."""

from typing import TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from dossiers.models import Document

Response = TypeVar("Response", bound=HttpResponseBase)


def as_attachment(document: Document) -> FileResponse:
    """The file itself. Who may have it is asked before, of a projection."""
    response = FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=document.name,
        content_type=document.content_type,
    )
    return _guarded(response)


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """A paper that was just printed, under this name."""
    disposition = content_disposition_header(as_attachment=True, filename=name)
    return _guarded(
        HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})
    )


def _guarded(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store, private"
    return response
