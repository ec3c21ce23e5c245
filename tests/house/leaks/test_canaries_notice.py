"""Would somebody hear? Each fault of a channel is put in, and its reader has to hear a canary."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.formengine.leaks.seeding import Leak, seeded
from tests.house import test_canaries
from tests.house.aviary_town import Aviaries, build_aviary
from tests.house.leaks.catalogue import LETTERS, LOGGED, REFUSALS, SONGS, Song
from tests.house.test_canaries import Heard

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def aviaries(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Aviaries]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_aviary()
        transaction.set_rollback(True)


@pytest.mark.parametrize("song", SONGS, ids=str)
def test_a_leak_is_heard(aviaries: Aviaries, song: Song) -> None:
    with seeded(song.leak, root=""), pytest.raises(AssertionError):
        test_canaries.test_no_page_and_no_file_sings_of_what_is_hidden(Heard(aviaries), song.role)


@pytest.mark.parametrize("song", REFUSALS, ids=str)
def test_a_leak_in_a_refusal_is_heard(aviaries: Aviaries, song: Song) -> None:
    with seeded(song.leak, root=""), pytest.raises(AssertionError):
        test_canaries.test_no_refusal_sings_of_what_is_hidden(aviaries, song.role)


@pytest.mark.parametrize("leak", LETTERS, ids=str)
def test_a_leak_in_a_letter_is_heard(aviaries: Aviaries, leak: Leak) -> None:
    with seeded(leak, root=""), pytest.raises(AssertionError) as noticed:
        test_canaries.test_no_letter_tells_its_reader_more_than_the_dossier_does(aviaries)
    assert "heard" in str(noticed.value)


def test_a_leak_in_the_log_is_heard(
    aviaries: Aviaries, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with seeded(LOGGED, root=""), pytest.raises(AssertionError) as noticed:
        test_canaries.test_no_command_and_no_log_line_sings_at_all(aviaries, caplog, capsys)
    assert "== []" in str(noticed.value)
