import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from pytest_django.fixtures import Settings

from tests.casting import Cast, make_cast

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, settings: Settings) -> None:
    """Each test has files, mailbox, cache and rate limits of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MAILBOX_DIR = tmp_path / "mailbox"
    private = django_settings.STORAGES["dossiers"]
    settings.STORAGES = {
        **django_settings.STORAGES,
        "dossiers": {**private, "OPTIONS": {**private["OPTIONS"], "location": tmp_path / "files"}},
    }
    cache.clear()


@pytest.fixture
def cast(db: None) -> Cast:
    """The same people in every test, one for each role, with the subsidy model published."""
    return make_cast()


@pytest.fixture(scope="session")
def casebook() -> Path:
    """Real forms and cases, beside the checkout; a test that needs them skips where they are not."""
    folder = Path(os.environ.get("TRIVIUM_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no test data in {folder}: set TRIVIUM_TEST_DATA to the folder of forms and cases")
    return folder
