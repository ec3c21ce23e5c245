"""Wrong keys slow down whoever tries them, and nobody is locked out for ever."""

import datetime as dt

import pytest

from accounts.models import User
from dossiers.models import KeyAttempt
from dossiers.throttling import TooManyTries, check_throttle, network_of, note_unknown
from tests.casting import Cast, person

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def tried(cast: Cast, *at: dt.datetime, user: User | None = None, network: str = "192.0.2.1") -> None:
    KeyAttempt.objects.bulk_create(
        KeyAttempt(
            organisation=cast.organisation, user=user or cast.partner, network=network, hint="7KQ2", at=each
        )
        for each in at
    )


def waits(
    cast: Cast, at: dt.datetime, *, role: str = "partner", network: str = "192.0.2.1"
) -> dt.timedelta | None:
    """How long this person has to wait; None where they need not."""
    try:
        check_throttle(actor=cast.actor(role), network=network, at=at)
    except TooManyTries as refusal:
        return refusal.until - at
    return None


def test_four_wrong_keys_are_free(cast: Cast) -> None:
    tried(cast, *(NOON + n * MINUTE for n in range(4)))
    assert waits(cast, NOON + 4 * MINUTE) is None


def test_the_fifth_costs_a_minute(cast: Cast) -> None:
    tried(cast, *[NOON] * 5)
    assert waits(cast, NOON) == MINUTE
    assert waits(cast, NOON + MINUTE) is None


@pytest.mark.parametrize(
    ("tries", "minutes"), [(6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (15, 60)]
)
def test_each_further_one_doubles_the_wait_up_to_an_hour(cast: Cast, tries: int, minutes: int) -> None:
    tried(cast, *[NOON] * tries)
    assert waits(cast, NOON, network="") == minutes * MINUTE


def test_five_slow_tries_are_free(cast: Cast) -> None:
    tried(cast, *(NOON + n * 5 * MINUTE for n in range(5)))
    assert waits(cast, NOON + 20 * MINUTE) is None


def test_twenty_a_day_are_enough(cast: Cast) -> None:
    tried(cast, *(NOON + n * 65 * MINUTE for n in range(20)))
    assert waits(cast, NOON + 20 * 65 * MINUTE) == dt.timedelta(days=1) - 20 * 65 * MINUTE
    assert waits(cast, NOON + dt.timedelta(days=1, seconds=1)) is None


def test_a_day_later_all_is_forgotten(cast: Cast) -> None:
    tried(cast, *[NOON] * 12)
    assert waits(cast, NOON + dt.timedelta(days=1, seconds=1)) is None


def test_one_persons_tries_are_not_anothers(cast: Cast) -> None:
    tried(cast, *[NOON] * 12)
    assert waits(cast, NOON, role="partner_unbound") is None


def test_many_accounts_on_one_network_count_together(cast: Cast) -> None:
    for number in range(20):
        tried(cast, NOON, user=person(f"P {number}", f"p{number}@example.org"))
    assert waits(cast, NOON, role="partner_unbound") == dt.timedelta(hours=1)
    assert waits(cast, NOON, role="partner_unbound", network="198.51.100.7") is None
    assert waits(cast, NOON + dt.timedelta(hours=1, seconds=1), role="partner_unbound") is None


def test_sixty_a_day_a_network(cast: Cast) -> None:
    for number in range(60):
        tried(cast, NOON + number * 10 * MINUTE, user=person(f"P {number}", f"p{number}@example.org"))
    late = NOON + 60 * 10 * MINUTE
    assert waits(cast, late, role="partner_unbound") == dt.timedelta(days=1) - 600 * MINUTE


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("", ""),
        ("unknown", ""),
        ("192.0.2.7, 10.0.0.1", ""),
    ],
)
def test_an_address_counts_for_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_it_is_refused_as_too_many(cast: Cast) -> None:
    tried(cast, *[NOON] * 5)
    with pytest.raises(TooManyTries) as refused:
        check_throttle(actor=cast.actor("partner"), network="", at=NOON)
    assert (refused.value.http_status, refused.value.code) == (429, "too_many_tries")


class TestTheWholeSite:
    """More than fifty unknown keys in an hour: somebody tries them out."""

    @pytest.fixture
    def under_attack(self, cast: Cast) -> None:
        for number in range(51):
            attacker = person("Anne Onyme", f"a{number}@example.org")
            tried(cast, NOON - dt.timedelta(seconds=number), user=attacker, network=f"198.51.100.{number}")

    def test_each_wrong_key_costs_a_wait_from_the_first_on(self, cast: Cast, under_attack: None) -> None:
        tried(cast, NOON)
        assert waits(cast, NOON) == MINUTE
        assert waits(cast, NOON + MINUTE) is None

    def test_who_has_not_tried_waits_never(self, cast: Cast, under_attack: None) -> None:
        assert waits(cast, NOON) is None

    def test_it_is_over_an_hour_later(self, cast: Cast, under_attack: None) -> None:
        later = NOON + dt.timedelta(hours=1, minutes=1)
        tried(cast, later)
        assert waits(cast, later) is None

    def test_the_alarm_is_given_once(self, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
        people = [person("Anne Onyme", f"a{number}@example.org") for number in range(54)]
        for number, user in enumerate(people):
            note_unknown(
                actor=cast.actor(user), network=f"198.51.100.{number}", hint="7KQ2",
                at=NOON + dt.timedelta(seconds=number),
            )  # fmt: skip
        alarms = [each for each in caplog.records if each.levelname == "ERROR"]
        assert len(alarms) == 1
        assert alarms[0].name == "trivium.security"
        assert "7KQ2" not in caplog.text


def test_one_that_was_tried_meanwhile_counts(cast: Cast) -> None:
    """Both had passed the check before either was counted: the second is refused when it is."""
    tried(cast, *[NOON] * 4)
    actor = cast.actor("partner")
    check_throttle(actor=actor, network="", at=NOON)
    check_throttle(actor=actor, network="", at=NOON)
    note_unknown(actor=actor, network="", hint="7KQ2", at=NOON)
    with pytest.raises(TooManyTries):
        note_unknown(actor=actor, network="", hint="7KQ2", at=NOON)
    assert KeyAttempt.objects.filter(user=cast.partner).count() == 5
