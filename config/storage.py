from django.core.files.storage import FileSystemStorage


class PrivateFiles(FileSystemStorage):
    """Files of dossiers: they have no address. Each is read through a view that asks who is there."""

    def url(self, name: str | None) -> str:
        raise ValueError("A dossier's file has no public address.")
