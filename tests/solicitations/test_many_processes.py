"""Wrong keys are counted for all processes together: another process knows of those tried in the first."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from dossiers.models import KeyAttempt
from tests.casting import Cast, make_cast
from tests.house.repository import ROOT

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's is in the memory of one process"),
]

TRYING = """
import sys
import django

django.setup()
from django.utils import timezone

from accounts.models import Organisation, User, actor_for
from dossiers import keys
from dossiers.services import KeyRefused
from dossiers.throttling import TooManyTries
from solicitations.services import attach

user, organisation = User.objects.get(pk=sys.argv[1]), Organisation.objects.get(pk=sys.argv[2])
for _try in range(int(sys.argv[3])):
    normal = keys.generate().replace("-", "")
    digest = keys.digest(normal, organisation_id=organisation.pk)
    try:
        attach(
            actor=actor_for(user, organisation), digest=digest, hint=normal[:4], address="192.0.2.7",
            at=timezone.now(),
        )
    except KeyRefused as refusal:
        print(refusal.reason)
    except TooManyTries as refusal:
        print(refusal.code)
"""


def tries(cast: Cast, how_many: int) -> list[str]:
    """What a process of its own is told for so many unknown keys."""
    database = connection.settings_dict
    url = f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    done = subprocess.run(
        [sys.executable, "-c", TRYING, str(cast.partner.pk), str(cast.organisation.pk), str(how_many)],
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=ROOT, capture_output=True, text=True, check=True, timeout=100,
    )  # fmt: skip
    return done.stdout.split()


@pytest.fixture
def everybody(transactional_db: None) -> Cast:
    return make_cast()


def test_one_after_the_other(everybody: Cast) -> None:
    assert tries(everybody, 3) == ["unknown"] * 3
    assert tries(everybody, 4) == ["unknown"] * 2 + ["too_many_tries"] * 2


def test_at_the_same_time(everybody: Cast) -> None:
    with ThreadPoolExecutor(3) as pool:
        told = [each for found in pool.map(lambda _n: tries(everybody, 4), range(3)) for each in found]
    assert told.count("unknown") == 5
    assert told.count("too_many_tries") == 7
    assert KeyAttempt.objects.filter(user=everybody.partner).count() == 5
