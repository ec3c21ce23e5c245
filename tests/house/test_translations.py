"""French is complete, and what runs is what was written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.house.repository import ROOT, packages

CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")


def entries(catalogue: polib.POFile | polib.MOFile) -> dict[tuple[str, str], object]:
    return {(entry.msgctxt or "", entry.msgid): entry.msgstr_plural or entry.msgstr for entry in catalogue}


def test_the_compiled_catalogue_is_the_written_one() -> None:
    written = entries(polib.pofile(str(ROOT / CATALOGUE)))
    compiled = entries(polib.mofile(str(ROOT / CATALOGUE.with_suffix(".mo"))))
    assert compiled == {key: text for key, text in written.items() if text}


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="xgettext is not installed (gettext)")
def test_every_text_has_its_french(tmp_path: Path) -> None:
    for name in packages():
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
    (tmp_path / CATALOGUE).parent.mkdir(parents=True)
    shutil.copy(ROOT / CATALOGUE, tmp_path / CATALOGUE)
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", "--locale", "fr", "--no-obsolete"),
            *("--extension", "html,txt,py,jinja", "--verbosity", "0"),
        ],
        cwd=tmp_path,
        env={name: text for name, text in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
        check=True,
        timeout=120,
        capture_output=True,
    )
    catalogue = polib.pofile(str(tmp_path / CATALOGUE))
    missing = [entry.msgid for entry in [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]]
    assert not missing
