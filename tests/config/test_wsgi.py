"""What the web server loads."""

import os
import subprocess
import sys

from tests.house.repository import ROOT

LOADED = """
import gc, sys
from config.wsgi import application
assert callable(application)
print(gc.get_freeze_count() > 100_000, "crm.views.queue" in sys.modules)
"""


def test_a_web_process_has_loaded_everything_and_keeps_it_from_the_collector() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        timeout=100,
        check=True,
    )
    assert said.stdout.split() == ["True", "True"]
