"""The walks through all addresses share one country, built once for each of their modules."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from tests.house.town import Country, build_country


@pytest.fixture(autouse=True)
def apart(settings: Settings) -> None:
    """As in all tests, but the files stay where they are: they belong to the whole module."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "grandlieu.example"]
    cache.clear()


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Country]:
    """Two organisations with something behind every address. Each test's own transaction lies within."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_country()
        transaction.set_rollback(True)
