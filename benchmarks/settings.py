"""The product's own settings, in a folder that is thrown away. Nothing that costs time is left out."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="trivium-bench-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("TRIVIUM_")]:
    del os.environ[_name]
os.environ |= {"TRIVIUM_DEMO": "1", "TRIVIUM_DIR": _folder, "TRIVIUM_LOG_LEVEL": "ERROR"}

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, STORAGES, VAR_DIR  # noqa: E402

ROOT_URLCONF = "benchmarks.urls"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "bench.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": "trivium_bench"}
# Named by their content as in earnest, but not compressed: that is done once, and takes a minute.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
