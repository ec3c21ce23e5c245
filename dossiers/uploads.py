"""Files on their way in: what is larger than anything we take is not stored, be it for a moment."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from dossiers.services.depositing import HEAD_BYTES
from formengine.fieldtypes.file import MOST_MB

MOST_BYTES = MOST_MB * 1024 * 1024


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes to disk, never to memory. Of a file past the bound only its beginning is kept, and its size:
    enough for the field that was meant to say what it takes."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.is_past = False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.is_past:
            return
        if start + len(raw_data) > MOST_BYTES:
            self.is_past = True
            self.file.truncate(HEAD_BYTES)
            return
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any] | None":
        self.file.seek(0)
        self.file.size = file_size
        return self.file
