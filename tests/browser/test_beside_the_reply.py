"""What partners say beside a reply, in a Chromium, and what the holder of a refused key asks for.

The partner is on a phone, the agent at the desk.
"""

import datetime as dt
import re
from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dossiers.models import Invitation
from dossiers.sights import as_agent
from solicitations.enums import State
from solicitations.models import Solicitation
from tests.browser.conftest import PHONE, Arrive
from tests.browser.people import at, enter, fits, holds, said, submit
from tests.casting import Cast, Consultation, dossier_under_consultation, make_cast, moved, sealed_key

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "main form:has([name=text])"


@dataclass
class Scene:
    """People and the dossier on which everybody was asked."""

    cast: Cast
    told: Consultation
    site: str
    arrive: Arrive

    @property
    def request(self) -> str:
        return f"{self.site}/partner/requests/{self.told.partner.uid}/"

    @property
    def desk(self) -> str:
        return f"{self.site}/desk/dossiers/{self.told.dossier.uid}/"

    def partner(self) -> Page:
        page = self.arrive(self.cast.partner, PHONE)
        page.goto(self.request)
        return page

    def agent(self, address: str) -> Page:
        page = self.arrive(self.cast.agent)
        page.goto(f"{self.desk}{address}")
        fits(page)
        return page


@pytest.fixture
def scene(transactional_db: None, live_server: LiveServer, settings: Settings, arrive: Arrive) -> Scene:
    settings.BASE_URL = live_server.url
    cast = make_cast()
    return Scene(cast, dossier_under_consultation(cast), live_server.url, arrive)


def fresh(asked: Solicitation) -> Solicitation:
    return Solicitation.objects.get(pk=asked.pk)


def test_a_question_is_answered_and_then_there_is_no_reply(scene: Scene) -> None:
    partner = scene.partner()
    partner.locator("main a[href$='/questions/']").first.click()
    assert submit(partner, WORDS).status == 422
    expect(partner.locator(".govuk-error-summary a[href='#id_text']")).to_be_visible()
    enter(partner, {"text": "La convention est-elle signée ?\nElle manque."})
    submit(partner, WORDS)
    at(partner, "/questions/$")
    expect(partner.locator(".portal-notice")).to_be_visible()
    expect(partner.locator("main textarea")).to_be_empty()
    agent = scene.agent("partners/")
    expect(agent.locator("main")).to_contain_text("La convention est-elle signée ?")
    agent.locator(f"a[href*='{scene.told.partner.uid}/write/']").click()
    fits(agent)
    enter(agent, {"text": "Elle le sera vendredi."})
    submit(agent, WORDS)
    expect(agent).to_have_url(re.compile("/partners/$"))
    partner.reload()
    assert "Elle le sera vendredi." in said(partner)
    assert "Karim" not in said(partner), "the partner hears of the service, not of who works there"
    partner.goto(scene.request)
    partner.locator("main a[href$='/decline/']").first.click()
    at(partner, "/decline/$")
    assert submit(partner, WORDS).status == 422
    enter(partner, {"text": "Conflit d'intérêts : je conseille cette association."})
    submit(partner, WORDS)
    at(partner, f"{scene.told.partner.uid}/$")
    expect(partner.locator("main a[href$='/decline/']")).to_have_count(0)
    assert fresh(scene.told.partner).state == State.DECLINED
    agent.reload()
    fits(agent)
    expect(agent.locator("main")).to_contain_text("Conflit d'intérêts")


def test_it_was_not_them(scene: Scene) -> None:
    partner = scene.partner()
    partner.locator("main a[href$='/not-mine/']").click()
    at(partner, "/not-mine/$")
    partner.locator("main form button.govuk-button--warning").click()
    at(partner, "/partner/$")
    expect(partner.locator("main a[href*='/partner/requests/']")).to_have_count(0)
    gone = partner.goto(scene.request)
    assert gone
    assert gone.status == 404
    assert not holds(partner, str(scene.told.dossier.reference))
    agent = scene.agent("history/")
    expect(agent.locator(".desk-history__warn", has_text="Orgeval")).to_have_count(1)


def test_a_reply_that_comes_too_late_is_shown_again(scene: Scene) -> None:
    partner = scene.partner()
    partner.locator("main a[href$='/opinion/']").first.click()
    enter(partner, {"verdict": "defavorable", "reasons": "Une seule issue de secours."})
    agent = scene.cast.actor("agent")
    moved(agent, as_agent(agent, scene.told.dossier.uid), "a_completer")
    assert submit(partner, "main form[enctype]").status == 409
    fits(partner)
    assert "Une seule issue de secours." in said(partner)
    assert str(scene.told.dossier.reference) in said(partner)
    expect(partner.locator("main input:visible, main textarea:visible")).to_have_count(0)


def type_key(page: Page, scene: Scene, key: str) -> Page:
    page.goto(f"{scene.site}/partner/attach/")
    page.fill("[name=key]", key)
    page.locator("#key-form button[type=submit]").click()
    return page


def test_the_holder_of_a_refused_key_asks_and_is_answered(scene: Scene) -> None:
    asked = scene.told.unbound
    holder = type_key(scene.arrive(scene.cast.other_citizen, PHONE), scene, scene.told.key_of(asked))
    expect(holder.locator(".govuk-error-summary")).to_be_visible()
    fits(holder)
    assert str(scene.told.dossier.reference) not in said(holder)
    holder.locator("form[action$='/attach/ask/'] button").click()
    expect(holder.locator("form[action$='/attach/ask/']")).to_have_count(0)
    fits(holder)
    agent = scene.agent("partners/")
    agent.locator("form[action$='/accept/'] button").first.click()
    expect(agent.locator("form[action$='/accept/']")).to_have_count(0)
    fits(agent)
    at(type_key(holder, scene, scene.told.key_of(asked)), f"/partner/requests/{asked.uid}/$")
    assert fresh(asked).state == State.ATTACHED


def test_an_expired_key_is_asked_anew(scene: Scene) -> None:
    asked, old = scene.told.unbound, scene.told.key_of(scene.told.unbound)
    Invitation.objects.filter(pk=asked.invitation_id).update(expires_at=timezone.now() - dt.timedelta(days=3))
    partner = type_key(scene.arrive(scene.cast.partner_unbound, PHONE), scene, old)
    partner.locator("form[action$='/attach/ask/'] button").click()
    expect(partner.locator("form[action$='/attach/ask/']")).to_have_count(0)
    agent = scene.agent("partners/")
    agent.locator(f"a[href*='{asked.uid}/send-again/']").first.click()
    fits(agent)
    agent.locator("main form button[type=submit]").last.click()
    expect(agent).to_have_url(re.compile("/partners/$"))
    at(type_key(partner, scene, sealed_key(fresh(asked))), f"/partner/requests/{asked.uid}/$")
