import stat
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages


def test_a_dossiers_file_is_private_and_has_no_address() -> None:
    storage = storages["dossiers"]
    name = storage.save("a/b.pdf", ContentFile(b"x"))
    assert stat.S_IMODE(Path(storage.path(name)).stat().st_mode) == 0o640
    with pytest.raises(ValueError, match="no public address"):
        storage.url(name)
