"""An address counts once a code sent to it was typed; codes are few, short-lived, and kept as hashes."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from django_q.models import OrmQ

from accounts.models import User
from accounts.permissions import Forbidden
from dossiers import codes
from dossiers.addresses import unconfirmed
from dossiers.enums import EventKind, Try
from dossiers.models import ConfirmedAddress, Dossier, KeyAttempt, Outbox, Participation
from dossiers.outbox import pump
from dossiers.services import (
    CodeRefused,
    NotAcceptable,
    NothingToConfirm,
    Submission,
    confirm_address,
    save_answers,
    send_code,
)
from dossiers.services.confirming import CODE_LIVES, MOST_TRIES, SAME_PRESS
from dossiers.sights import NotYours, Sight, as_agent, as_party
from dossiers.throttling import TooManyTries
from formengine.problems import Problem
from tests.casting import Cast, completed_draft, moved, next_version, opened_dossier, published_model, save
from tests.confirming import ELSEWHERE, confirmed, confirming_document, confirming_model, sealed_code

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def asking(cast: Cast) -> Cast:
    """The cast, with the form that asks for addresses to be confirmed."""
    return replace(cast, model=confirming_model(cast))


def writes(
    cast: Cast, sight: Sight, role: str = "citizen", *, at: dt.datetime | None = None, **values: Any
) -> Sight:
    """The first page saved with these answers; the dossier as its writer then sees it."""
    actor = cast.actor(role)
    save_answers(
        actor=actor, sight=sight, key=uuid4(), at=at or timezone.now(),
        submission=Submission(values, None, "association", complete=False),
    )  # fmt: skip
    return as_party(actor, sight.dossier.uid)


def wrong(code: str) -> str:
    return codes.shown(("1" if code[0] != "1" else "2") + code.replace("-", "")[1:])


def types(
    cast: Cast, sight: Sight, code: str, role: str = "citizen", *, at: dt.datetime | None = None
) -> str:
    """Why a code is not taken; empty where it is."""
    try:
        confirm_address(
            actor=cast.actor(role), sight=sight, email=ELSEWHERE, code=code, at=at or timezone.now()
        )
    except CodeRefused as refusal:
        return refusal.reason
    return ""


class TestWhatCountsAtOnce:
    def test_ones_own_verified_address(self, asking: Cast) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=asking.citizen.email.upper())
        assert unconfirmed(sight) == ()
        assert ConfirmedAddress.objects.get().confirmed_at is not None
        assert not Outbox.objects.filter(kind="address_code").exists()

    def test_not_an_address_of_the_account_that_was_never_verified(self, asking: Cast) -> None:
        asking.citizen.emailaddress_set.update(verified=False)
        sight = writes(asking, opened_dossier(asking), representant_email=asking.citizen.email)
        assert [each.path for each in unconfirmed(sight)] == [("representant_email",)]

    def test_a_field_that_asks_for_nothing(self, cast: Cast) -> None:
        sight = writes(cast, opened_dossier(cast), representant_email=ELSEWHERE)
        assert unconfirmed(sight) == ()
        assert not ConfirmedAddress.objects.exists()

    def test_what_the_desk_writes(self, cast: Cast) -> None:
        document = confirming_document()
        handed_back = next(each for each in document["x-statuses"] if each["key"] == "a_completer")
        del handed_back["items"]["internet"]["association"]
        asking = replace(cast, model=published_model(cast.actor("admin"), document))
        agent = cast.actor("agent")
        dossier = moved(cast.actor("citizen"), completed_draft(asking), "depose")
        for status in ("instruction", "a_completer"):
            moved(agent, as_agent(agent, dossier.uid), status)
        save(agent, as_agent(agent, dossier.uid), page="association", representant_email=ELSEWHERE)
        assert not Outbox.objects.filter(kind="address_code").exists()
        sight = as_party(cast.actor("citizen"), dossier.uid)
        assert unconfirmed(sight) == ()
        assert moved(cast.actor("citizen"), sight, "instruction").status == "instruction"


class TestSaving:
    def test_it_keeps_the_answer_and_owes_a_code(self, asking: Cast, mailoutbox: list[EmailMessage]) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        assert sight.dossier.answers["representant_email"] == ELSEWHERE
        code = sealed_code(sight.dossier, ELSEWHERE)
        assert codes.normalise(code) == code.replace("-", "")
        while pump(at=timezone.now()):
            pass
        (mail,) = mailoutbox
        assert (mail.to, code in mail.body) == ([ELSEWHERE], True)
        assert "Maëlle" not in str(mail.message())
        assert asking.citizen.email not in str(mail.message())
        assert not Outbox.objects.exclude(sealed=None).exists()

    def test_the_code_is_nowhere_in_clear(self, asking: Cast) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        code = sealed_code(sight.dossier, ELSEWHERE)
        row, owed = ConfirmedAddress.objects.get(), Outbox.objects.get()
        everything = [str(vars(each)) for each in (row, owed, *OrmQ.objects.all(), *KeyAttempt.objects.all())]
        for text in (code, code.replace("-", "")):
            assert not [each for each in everything if text in each]
        assert owed.refs == {"address": row.pk}

    def test_the_same_page_saved_again_sends_no_other(self, asking: Cast) -> None:
        sight = opened_dossier(asking)
        for _time in range(3):
            sight = writes(asking, sight, representant_email=ELSEWHERE, asso_nom=f"Nom {_time}")
        assert Outbox.objects.filter(kind="address_code").count() == 1

    def test_there_and_back_sends_no_other_while_the_code_lives(self, asking: Cast) -> None:
        sight = opened_dossier(asking)
        for email in (ELSEWHERE, "b@treteaux.example", ELSEWHERE):
            sight = writes(asking, sight, representant_email=email)
        assert Outbox.objects.filter(kind="address_code").count() == 2

    def test_addresses_in_rows_each_get_theirs(self, asking: Cast) -> None:
        rows = [{"mail": ELSEWHERE}, {"mail": asking.citizen.email}, {"mail": "b@treteaux.example"}]
        sight = writes(asking, opened_dossier(asking), aides=rows)
        assert [each.path for each in unconfirmed(sight)] == [("aides", 0, "mail"), ("aides", 2, "mail")]
        confirmed(asking.actor("citizen"), sight, ELSEWHERE)
        assert [each.path for each in unconfirmed(sight)] == [("aides", 2, "mail")]

    def test_one_code_for_one_address_wherever_it_stands(self, asking: Cast) -> None:
        sight = writes(
            asking, opened_dossier(asking), representant_email=ELSEWHERE, aides=[{"mail": ELSEWHERE}]
        )
        assert len(unconfirmed(sight)) == 2
        assert Outbox.objects.filter(kind="address_code").count() == 1
        confirmed(asking.actor("citizen"), sight, ELSEWHERE)
        assert unconfirmed(sight) == ()

    def test_too_many_codes_wait_and_the_answer_is_kept_all_the_same(self, asking: Cast) -> None:
        sight = opened_dossier(asking)
        for number in range(7):
            sight = writes(asking, sight, at=NOON, representant_email=f"a{number}@treteaux.example")
        assert sight.dossier.answers["representant_email"] == "a6@treteaux.example"
        assert Outbox.objects.filter(kind="address_code").count() == 5
        with pytest.raises(TooManyTries):
            send_code(actor=asking.actor("citizen"), sight=sight, email="a6@treteaux.example", at=NOON)
        later = NOON + 2 * MINUTE
        send_code(actor=asking.actor("citizen"), sight=sight, email="a6@treteaux.example", at=later)
        assert KeyAttempt.objects.filter(kind=Try.SENT).count() == 6


class TestSubmitting:
    def test_it_is_refused_until_the_address_is_confirmed(self, asking: Cast) -> None:
        citizen, sight = asking.actor("citizen"), completed_draft(asking, representant_email=ELSEWHERE)
        with pytest.raises(NotAcceptable) as refused:
            moved(citizen, sight, "depose")
        assert refused.value.problems == (Problem(("representant_email",), "unconfirmed"),)
        confirmed(citizen, sight, ELSEWHERE)
        assert moved(citizen, sight, "depose").status == "depose"

    def test_another_address_is_to_be_confirmed_anew(self, asking: Cast) -> None:
        citizen, sight = asking.actor("citizen"), completed_draft(asking, representant_email=ELSEWHERE)
        confirmed(citizen, sight, ELSEWHERE)
        sight = writes(asking, sight, representant_email="b@treteaux.example")
        with pytest.raises(NotAcceptable):
            moved(citizen, sight, "depose")
        sight = writes(asking, sight, representant_email=ELSEWHERE)
        assert moved(citizen, sight, "depose").status == "depose"

    def test_a_field_that_a_condition_took_away_asks_for_nothing(self, cast: Cast) -> None:
        document = confirming_document()
        rule = {"==": [{"var": "asso_nom"}, "Autre"]}
        document["properties"]["aides"]["x-when"] = rule
        asking = replace(cast, model=published_model(cast.actor("admin"), document))
        sight = completed_draft(asking, asso_nom="Autre", aides=[{"mail": ELSEWHERE}])
        assert unconfirmed(sight)
        sight = writes(asking, sight, asso_nom="Une autre")
        assert moved(cast.actor("citizen"), sight, "depose").status == "depose"

    def test_a_dossier_of_an_older_version_asks_for_nothing(self, cast: Cast) -> None:
        sight = completed_draft(cast, representant_email=ELSEWHERE)
        next_version(cast.model, lambda document: document.update(confirming_document(document["title"])))
        assert moved(cast.actor("citizen"), sight, "depose").status == "depose"


class TestCodes:
    @pytest.fixture
    def sight(self, asking: Cast) -> Sight:
        return writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)

    def test_it_is_taken_in_any_writing(self, asking: Cast, sight: Sight) -> None:
        code = sealed_code(sight.dossier, ELSEWHERE)
        assert types(asking, sight, f" {code.lower().replace('-', ' ').replace('0', 'o')} ") == ""
        row = ConfirmedAddress.objects.get()
        assert (row.code, row.confirmed_at is None, row.places) == (None, False, ["representant_email"])
        event = sight.dossier.events.get(kind=EventKind.ADDRESS_CONFIRMED)
        assert event.params == {"fields": ["representant_email"]}

    def test_typed_twice_it_is_no_error(self, asking: Cast, sight: Sight) -> None:
        code = sealed_code(sight.dossier, ELSEWHERE)
        assert [types(asking, sight, code), types(asking, sight, code)] == ["", ""]
        assert sight.dossier.events.filter(kind=EventKind.ADDRESS_CONFIRMED).count() == 1

    @pytest.mark.parametrize("typed", ["", "7KQ2", "7KQ2-M4X", "7KQ2-M4XU", "\x00" * 8, "é" * 8, "1" * 5000])
    def test_what_cannot_be_a_code_counts_as_no_try(self, asking: Cast, sight: Sight, typed: str) -> None:
        assert types(asking, sight, typed) == "malformed"
        assert ConfirmedAddress.objects.get().tries == 0
        assert not KeyAttempt.objects.filter(kind=Try.CODE).exists()

    def test_a_few_wrong_ones_end_it(self, asking: Cast, sight: Sight) -> None:
        code, start = sealed_code(sight.dossier, ELSEWHERE), timezone.now()
        found = [types(asking, sight, wrong(code), at=start + n * MINUTE) for n in range(MOST_TRIES)]
        assert found == ["wrong"] * (MOST_TRIES - 1) + ["used_up"]
        assert types(asking, sight, code, at=start + 20 * MINUTE) == "used_up"
        assert unconfirmed(sight)

    def test_it_is_too_old_after_an_hour(self, asking: Cast, sight: Sight) -> None:
        sent = ConfirmedAddress.objects.get().sent_at
        assert sent is not None
        assert types(asking, sight, sealed_code(sight.dossier, ELSEWHERE), at=sent + CODE_LIVES) == "expired"

    def test_a_new_one_ends_the_one_before(
        self, asking: Cast, sight: Sight, mailoutbox: list[EmailMessage]
    ) -> None:
        first, later = sealed_code(sight.dossier, ELSEWHERE), timezone.now() + 2 * SAME_PRESS
        send_code(actor=asking.actor("citizen"), sight=sight, email=ELSEWHERE, at=later)
        assert types(asking, sight, first, at=later) == "wrong"
        second = sealed_code(sight.dossier, ELSEWHERE)
        while pump(at=later):
            pass
        assert [second in mail.body for mail in mailoutbox] == [True], "the old one is not sent any more"
        assert types(asking, sight, second, at=later) == ""

    def test_sent_for_twice_at_once_it_is_sent_once(self, asking: Cast, sight: Sight) -> None:
        before = ConfirmedAddress.objects.get()
        send_code(actor=asking.actor("citizen"), sight=sight, email=ELSEWHERE, at=timezone.now())
        assert ConfirmedAddress.objects.get().codes == before.codes

    def test_one_of_another_dossier_is_wrong(self, asking: Cast, sight: Sight) -> None:
        other = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        assert types(asking, sight, sealed_code(other.dossier, ELSEWHERE)) == "wrong"

    def test_none_is_taken_before_one_was_sent(self, asking: Cast, sight: Sight) -> None:
        ConfirmedAddress.objects.all().delete()
        assert types(asking, sight, "7KQ2-M4XD") == "none"

    def test_wrong_ones_slow_down_who_types_them(self, asking: Cast) -> None:
        sight, start = opened_dossier(asking), timezone.now()
        for number in range(2):
            email = f"a{number}@treteaux.example"
            sight = writes(asking, sight, representant_email=email)
            code = sealed_code(sight.dossier, email)
            for _time in range(3 - number):
                with pytest.raises(CodeRefused):
                    confirm_address(
                        actor=asking.actor("citizen"), sight=sight, email=email, code=wrong(code), at=start
                    )
        with pytest.raises(TooManyTries):
            confirm_address(actor=asking.actor("citizen"), sight=sight, email=email, code=code, at=start)
        later = start + 2 * MINUTE
        confirm_address(actor=asking.actor("citizen"), sight=sight, email=email, code=code, at=later)
        assert unconfirmed(sight) == ()


class TestWhoseItIs:
    def joined(self, cast: Cast, dossier: Dossier, user: User) -> Sight:
        """Somebody who represents the applicant."""
        Participation.objects.create(
            organisation=cast.organisation, dossier=dossier, user=user, role="representative",
            view="internet", starts_at=timezone.now(),
        )  # fmt: skip
        return as_party(cast.actor(user), dossier.uid)

    def test_others_do_not_confirm_it(self, asking: Cast) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        code = sealed_code(sight.dossier, ELSEWHERE)
        for role in ("other_citizen", "agent", "partner", "nobody"):
            with pytest.raises(Forbidden):
                types(asking, sight, code, role)
            with pytest.raises(Forbidden):
                send_code(actor=asking.actor(role), sight=sight, email=ELSEWHERE, at=timezone.now())
        assert unconfirmed(sight)

    def test_nor_does_the_right_person_in_another_dossier(self, asking: Cast) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        other = opened_dossier(asking)
        with pytest.raises(NothingToConfirm):
            types(asking, other, sealed_code(sight.dossier, ELSEWHERE))
        with pytest.raises(NothingToConfirm):
            send_code(actor=asking.actor("citizen"), sight=other, email=ELSEWHERE, at=timezone.now())

    def test_nor_who_took_part_once(self, asking: Cast) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        code = sealed_code(sight.dossier, ELSEWHERE)
        Participation.objects.filter(dossier=sight.dossier).update(ended_at=timezone.now())
        with pytest.raises(NotYours):
            types(asking, sight, code)

    def test_what_one_has_confirmed_counts_in_that_field_for_all(self, asking: Cast) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        second = self.joined(asking, sight.dossier, asking.other_citizen)
        assert unconfirmed(second)
        confirmed(asking.actor("citizen"), sight, ELSEWHERE)
        assert unconfirmed(second) == ()
        assert unconfirmed(writes(asking, second, "other_citizen", asso_nom="Autre")) == ()

    def test_trying_addresses_tells_nobody_which_others_have_confirmed(self, asking: Cast) -> None:
        sight = writes(asking, opened_dossier(asking), representant_email=ELSEWHERE)
        confirmed(asking.actor("citizen"), sight, ELSEWHERE)
        second = self.joined(asking, sight.dossier, asking.other_citizen)
        elsewhere = writes(asking, second, "other_citizen", aides=[{"mail": ELSEWHERE}])
        assert [each.key for each in unconfirmed(elsewhere)] == ["aides"]
        writes(asking, second, "other_citizen", representant_email="b@treteaux.example")
        again = writes(asking, second, "other_citizen", representant_email=ELSEWHERE)
        assert [each.key for each in unconfirmed(again)] == ["representant_email", "aides"]
        assert [each.key for each in unconfirmed(as_party(asking.actor("citizen"), sight.dossier.uid))] == []
