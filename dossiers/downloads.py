"""Handing out a file: always as a download, never as something a browser runs or shows in our name."""

from django.http import FileResponse

from dossiers.models import Document


def as_attachment(document: Document) -> FileResponse:
    """The file itself. Who may have it is asked before, of a projection."""
    response = FileResponse(
        document.file.open("rb"),
        as_attachment=True,
        filename=document.name,
        content_type=document.content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "no-store, private"
    return response
