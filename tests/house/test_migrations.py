import pytest
from django.core.management import call_command

from tests.house.repository import ROOT, packages


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_every_migration_is_named_after_its_purpose() -> None:
    nameless = [
        path.name
        for name in packages()
        for path in (ROOT / name).glob("migrations/0*.py")
        if "_auto_" in path.name or path.stem.endswith("_more")
    ]
    assert not nameless
