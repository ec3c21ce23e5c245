"""The demo's settings in a folder that is thrown away, with what only tests may have."""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="trivium-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("TRIVIUM_") and name != "TRIVIUM_TEST_DATA"]:
    del os.environ[_name]
os.environ.pop("REDIS_URL", None)  # the tests empty their cache, which would empty somebody's Redis
os.environ |= {"TRIVIUM_DEMO": "1", "TRIVIUM_DIR": _folder, "TRIVIUM_LANGUAGE": "en"}

from config.settings import *  # noqa: E402, F403
from config.settings import ALLOWED_HOSTS, CACHES, DATABASES, MIDDLEWARE, STORAGES, VAR_DIR  # noqa: E402

ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
MIDDLEWARE = [
    name for name in MIDDLEWARE if not name.startswith("whitenoise.")
]  # no collected static files here
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in earnest: an in-memory database behaves differently as soon as there are threads.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
