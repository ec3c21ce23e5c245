"""A key typed before its owner signs in: it waits, as a digest; and no key is kept anywhere."""

import io
import json
import logging
import re
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail, serializers
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from django.views.debug import ExceptionReporter, SafeExceptionReporterFilter

from accounts.models import User
from config.logging import JsonLines
from dossiers import keys
from dossiers.models import Invitation
from dossiers.outbox import pump
from dossiers.services.inviting import KEY_MESSAGES
from partner_portal.pending import PENDING
from partner_portal.views import attaching
from tests.casting import Cast, Consultation, dossier_under_consultation
from tests.samples import PASSWORD

ATTACH, ANOTHER = reverse("partner_portal:attach"), reverse("partner_portal:another_account")
LOGIN, SIGNUP = reverse("account_login"), reverse("account_signup")


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


@pytest.fixture
def key(consultation: Consultation) -> str:
    return consultation.key_of(consultation.unbound)


@pytest.fixture
def visitor(cast: Cast, key: str) -> Client:
    """Somebody who has typed the key and has not said who they are."""
    client = Client()
    assert client.post(ATTACH, {"key": key}).headers["Location"] == ATTACH
    return client


def bound_to(consultation: Consultation) -> User | None:
    found: User | None = Invitation.objects.get(pk=consultation.unbound.invitation_id).bound_to
    return found


class TestBeforeTheSignIn:
    def test_only_a_digest_and_the_first_group_are_kept(self, cast: Cast, visitor: Client, key: str) -> None:
        digest = keys.digest(key.replace("-", ""), organisation_id=cast.organisation.pk)
        assert visitor.session[PENDING] == {"digest": digest.hex(), "hint": key[:4]}

    def test_the_page_asks_who_it_is_and_says_the_first_group_only(self, visitor: Client, key: str) -> None:
        text = visitor.get(ATTACH).text
        assert f"{LOGIN}?next={ATTACH}" in text
        assert f"{SIGNUP}?next={ATTACH}" in text
        assert key[:4] in text
        assert key[5:9] not in text

    def test_a_mistyped_key_is_not_kept(self, cast: Cast) -> None:
        client = Client()
        assert client.post(ATTACH, {"key": "7KQ2"}).status_code == 422
        assert PENDING not in client.session

    def test_nothing_is_bound(self, visitor: Client, consultation: Consultation) -> None:
        visitor.post(ATTACH, {"pending": "1"})
        assert bound_to(consultation) is None

    def test_it_can_be_let_go(self, visitor: Client) -> None:
        visitor.post(ATTACH, {"forget": "1"})
        assert PENDING not in visitor.session


class TestAfterTheSignIn:
    def test_one_comes_back_and_one_button_is_left(
        self, cast: Cast, visitor: Client, key: str, consultation: Consultation
    ) -> None:
        response = visitor.post(
            f"{LOGIN}?next={ATTACH}",
            {"login": cast.partner_unbound.email, "password": PASSWORD, "next": ATTACH},
        )
        assert response.headers["Location"] == ATTACH
        page = visitor.get(ATTACH)
        assert 'name="pending"' in page.text
        assert bound_to(consultation) is None
        response = visitor.post(ATTACH, {"pending": "1"})
        assert response.headers["Location"] == reverse(
            "partner_portal:request", args=[consultation.unbound.uid]
        )
        assert bound_to(consultation) == cast.partner_unbound
        assert PENDING not in visitor.session

    def test_registering_on_the_way_keeps_it(
        self, cast: Cast, visitor: Client, key: str, consultation: Consultation
    ) -> None:
        Invitation.objects.filter(pk=consultation.unbound.invitation_id).update(
            intended_email="new.partner@scene-sure.example"
        )
        visitor.post(f"{SIGNUP}?next={ATTACH}", NEWCOMER | {"next": ATTACH})
        code = re.search(r"^([A-Z0-9]{3,}(?:-?[A-Z0-9]{3,})?)$", mail.outbox[-1].body, re.MULTILINE)
        assert code, mail.outbox[-1].body
        response = visitor.post(reverse("account_email_verification_sent"), {"code": code[1]})
        assert response.headers["Location"] == ATTACH
        visitor.post(ATTACH, {"pending": "1"})
        holder = bound_to(consultation)
        assert holder is not None
        assert holder.email == "new.partner@scene-sure.example"

    def test_a_wrong_account_can_be_left_without_losing_the_key(
        self, cast: Cast, visitor: Client, consultation: Consultation
    ) -> None:
        visitor.force_login(cast.citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
        refused = visitor.post(ATTACH, {"pending": "1"})
        assert refused.status_code == 422
        assert str(KEY_MESSAGES["other_address"]) in refused.text
        old = visitor.session.session_key
        assert visitor.post(ANOTHER).headers["Location"] == ATTACH
        assert "_auth_user_id" not in visitor.session
        assert visitor.session.session_key != old
        visitor.force_login(
            cast.partner_unbound, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        assert visitor.post(ATTACH, {"pending": "1"}).status_code == 302
        assert bound_to(consultation) == cast.partner_unbound

    def test_a_key_typed_into_a_wrong_account_waits_as_well(
        self, cast: Cast, key: str, consultation: Consultation
    ) -> None:
        client = cast.client("citizen")
        client.post(ATTACH, {"key": key})
        client.post(ANOTHER)
        client.force_login(
            cast.partner_unbound, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        client.post(ATTACH, {"pending": "1"})
        assert bound_to(consultation) == cast.partner_unbound

    def test_pressing_the_button_with_nothing_waiting_shows_the_box(self, cast: Cast) -> None:
        assert cast.client("partner").post(ATTACH, {"pending": "1"}).headers["Location"] == ATTACH


def fail(*arguments: object, **named: object) -> None:
    raise ZeroDivisionError


NEWCOMER = {
    "email": "new.partner@scene-sure.example",
    "first_name": "Nour",
    "last_name": "Belkacem",
    "password1": PASSWORD,
    "password2": PASSWORD,
}


def every_row() -> str:
    """All rows of all tables, as text, sessions and queued tasks decoded."""
    kept = [
        serializers.serialize("json", model._default_manager.all())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]
    kept += [json.dumps(session.get_decoded(), default=str) for session in Session.objects.all()]
    return "\n".join(kept)


class TestTheKeyIsNowhere:
    def test_after_the_letter_is_sent_and_the_key_used_no_row_holds_it(
        self, cast: Cast, visitor: Client, key: str
    ) -> None:
        pump(at=timezone.now())
        assert any(key in letter.body for letter in mail.outbox)
        visitor.force_login(
            cast.partner_unbound, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        visitor.post(ATTACH, {"pending": "1"})
        rows = every_row()
        assert "partner_portal" in rows or cast.partner_unbound.email in rows
        for part in (key, key.replace("-", ""), key[5:], key[10:24]):
            assert part not in rows

    def test_no_log_line_holds_it(self, cast: Cast, key: str, consultation: Consultation) -> None:
        lines = io.StringIO()
        handler = logging.StreamHandler(lines)
        handler.setFormatter(JsonLines())
        root = logging.getLogger()
        root.addHandler(handler)
        loggers = [logging.getLogger(name) for name in ("django", "django.request", "trivium.refusals")]
        for each in loggers:
            each.addHandler(handler)
        try:
            for role in ("nobody", "citizen", "partner_unbound", "partner"):
                cast.client(role).post(ATTACH, {"key": key})
        finally:
            for each in [root, *loggers]:
                each.removeHandler(handler)
        assert lines.getvalue()
        assert key[5:9] not in lines.getvalue()

    @pytest.mark.parametrize("broken", ["attach_dossier", "pending_from", "render", "redirect"])
    def test_no_report_of_a_fault_holds_it(
        self, cast: Cast, key: str, broken: str, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What Django would mail about an error, wherever on the key's way it happens."""
        request: Any = rf.post(ATTACH, {"key": f"{key}0" if broken == "render" else key})
        request.session, request.user, request.organisation = {}, cast.partner, cast.organisation
        request.actor = cast.actor("nobody" if broken == "redirect" else "partner")
        monkeypatch.setattr(attaching, broken, fail)
        with pytest.raises(ZeroDivisionError) as caught:
            attaching.attach(request)
        ours = caught.tb.tb_next  # without this test's own frame, which knows the key
        report = ExceptionReporter(request, caught.type, caught.value, ours)
        monkeypatch.setattr(SafeExceptionReporterFilter, "is_active", lambda *_: True)
        for text in (report.get_traceback_text(), report.get_traceback_html()):
            assert "ZeroDivisionError" in text
            assert "attaching.py" in text
            for part in (key, key.replace("-", ""), key[5:]):
                assert part not in text

    def test_the_digest_says_nothing_of_the_key(self, key: str, visitor: Client) -> None:
        assert key.replace("-", "").lower() not in json.dumps(dict(visitor.session))
