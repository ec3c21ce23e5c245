"""The mediation case in a Chromium: the other party joins with a key, a mediator comes and goes."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dossiers.sights import as_agent
from tests.browser.conftest import Arrive
from tests.browser.mediation_town import MediationTown
from tests.browser.people import at, choose, enter, fits, go_on, holds, said, status_of, upload
from tests.casting import make_cast, moved, save, uploaded
from tests.journeys.mediation import (
    COMPANY_ADDRESS,
    MEDIATOR,
    NOTES,
    OBJECT,
    OTHER_LAWYER,
    PAPER,
    PRIVATE,
    REASONS,
    wished,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]


@pytest.fixture
def town(db: None, live_server: LiveServer, settings: Settings, arrive: Arrive) -> MediationTown:
    settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"
    settings.BASE_URL = live_server.url
    settings.LANGUAGE_CODE = "fr"
    return MediationTown(make_cast(), live_server.url, arrive)


def test_the_mediation(town: MediationTown, monkeypatch: pytest.MonkeyPatch) -> None:
    step_10_invite_the_other_party(town)
    step_11_join(town)
    step_12_appoint(town)
    step_13_somebody_elses_key(town)
    step_14_attach(town)
    step_15_declare(town)
    to_the_proceeding(town)
    step_19_record_the_outcome(town)
    to_the_end(town)
    step_22_after_91_days(town, monkeypatch)


def step_10_invite_the_other_party(town: MediationTown) -> None:
    """Expected: the mail by which the other party registers, and nothing of the dispute in it."""
    agent = town.go(town.agent, f"{town.desk}parties/")
    fits(agent)
    agent.locator("main a[href$='/parties/invite/']").first.click()
    expect(agent.locator("main")).to_contain_text("Ragioni della pretesa")
    assert "Note interne" not in said(agent)
    fits(agent)
    choose(agent.locator("[name=kind]"), "parte_convenuta")
    enter(agent, {"name": "Edilnova S.r.l.", "email": COMPANY_ADDRESS})
    if agent.locator("[name=strict]").is_checked():
        agent.locator("[name=strict]").uncheck()
    agent.locator("main form button[type=submit]").last.click()
    expect(agent).to_have_url(re.compile("/parties/$"))
    fits(agent)
    letter = next(each for each in town.letters(COMPANY_ADDRESS) if "#" in each)
    assert str(town.dossier.reference) in letter
    for hidden in (REASONS[:30], "Verdi", NOTES):
        assert hidden not in letter


def step_11_join(town: MediationTown) -> None:
    """Expected: nothing before it is communicated; then what was said against them; an answer, on a phone."""
    convened, address = town.convened, f"/dossiers/{town.dossier.uid}/"
    town.attach(convened, town.key_for(COMPANY_ADDRESS))
    expect(convened.locator("main a[href*='/account/signup/?next=']").first).to_be_visible()
    fits(convened)
    town.register(convened, "Sara", "Galli", OTHER_LAWYER)
    at(convened, "/partner/attach/$")
    convened.locator("button[name=pending]").click()
    expect(convened).not_to_have_url(re.compile("/attach/$"))
    fits(convened)
    assert status_of(convened, f"{town.site}{address}") == 404
    assert not holds(town.go(convened, "/dossiers/"), OBJECT)
    move(town, "comunicata")
    town.go(convened, "/dossiers/").locator(f"main a[href$='{address}']").first.click()
    at(convened, f"{address}$")
    for label in ("Materia della controversia", "Oggetto", "Ragioni della pretesa", "Parti attivanti"):
        assert label in said(convened), label
    for hidden in (
        "patrocinio",
        NOTES,
        "documento_identita",
        "pagamento_avvio",
        "2026/000482",
        "Luca Ferrari",
    ):
        assert not holds(convened, hidden), hidden
    convened.locator("main a[href$='/fill/']").first.click()
    at(convened, "/fill/risposta/$")
    enter(convened, {"adesione": "aderisce"})
    note = convened.locator("[name=adesione_note]")
    expect(note).to_be_visible()
    note.fill("Si contesta l'entità del danno.")
    upload(convened, "adesione_firmata", PAPER["adesione_firmata"])
    fits(convened)
    assert go_on(convened).status < 400
    assert town.dossier.answers["adesione"] == "aderisce"


def move(town: MediationTown, to: str) -> Page:
    agent = town.go(town.agent, town.desk)
    agent.locator(f'button[name=to][value="{to}"]').click()
    expect(agent.locator(f'button[name=to][value="{to}"]')).to_have_count(0)
    assert town.dossier.status == to
    return agent


def step_12_appoint(town: MediationTown) -> None:
    """Expected: the appointment reaches the mediator, with a key."""
    agent = town.go(town.agent, f"{town.desk}partners/ask/")
    asks = {"kind": "complement", "scope": "mediazione", "name": "Marco Bruni", "email": MEDIATOR}
    for name, value in {**asks, "due_on": wished()}.items():
        choose(agent.locator(f'[name="ask-0-{name}"]'), value)
    agent.locator("main form button[type=submit]:not([name])").last.click()
    expect(agent.locator(".desk-partners > li")).to_have_count(1)
    fits(agent)
    assert any("#" in each for each in town.letters(MEDIATOR))


def step_13_somebody_elses_key(town: MediationTown) -> None:
    """Expected: refused, and nothing said of the dossier."""
    stranger = town.arrive(town.other_mediator)
    town.attach(stranger, town.key_for(MEDIATOR))
    expect(stranger.locator(".govuk-error-summary")).to_be_visible()
    for hint in (str(town.dossier.reference), "Verdi", OBJECT, "Bruni"):
        assert not holds(stranger, hint)


def step_14_attach(town: MediationTown) -> None:
    """Expected: bound; sees the documents that are for the mediator, and neither notes nor register."""
    mediator, uid = town.mediator, town.asked("mediazione").uid
    town.attach(mediator, town.key_for(MEDIATOR))
    at(mediator, f"/partner/requests/{uid}/$")
    for name in ("procura", "contratto", "adesione_firmata"):
        assert holds(mediator, PAPER[name][0]), name
    for hidden in ("documento_identita.pdf", "pagamento_avvio.pdf", NOTES, "2026/000482"):
        assert not holds(mediator, hidden), hidden
    (known,) = town.dossier.answers["procura"]
    link = str(mediator.locator(f"main a[href*='{known}']").get_attribute("href"))
    for field in ("documento_identita", "pagamento_avvio"):
        (file,) = town.dossier.answers[field]
        assert status_of(mediator, f"{town.site}{link.replace(known, file)}") == 404, field


def step_15_declare(town: MediationTown) -> None:
    """Expected: impartiality and availability are saved."""
    mediator = town.go(town.mediator, f"/partner/requests/{town.asked('mediazione').uid}/complement/lavoro/")
    mediator.locator("[name=dichiarazione_imparzialita]").check()
    if not mediator.locator("[name='disponibilita-0-fascia']").count():
        mediator.locator("button[name=row-add]").click()
    enter(mediator, {
        "disponibilita-0-data-day": "12", "disponibilita-0-data-month": "5",
        "disponibilita-0-data-year": "2026", "disponibilita-0-fascia": "mattina",
    })  # fmt: skip
    mediator.locator("button[name=do][value=save]").last.click()
    expect(mediator.locator(".portal-notice").first).to_be_visible()
    fits(mediator)
    answers = town.dossier.answers
    assert answers["dichiarazione_imparzialita"] is True
    assert [each["data"] for each in answers["disponibilita"]] == ["2026-05-12"]


def to_the_proceeding(town: MediationTown) -> None:
    """Step 16 and what opens the proceeding, through the services."""
    agent, uid = town.cast.actor("agent"), town.dossier.uid
    meeting = {"inizio": "2026-05-12T10:00:00+02:00", "sede": "Bologna"}
    save(agent, as_agent(agent, uid), page="pratica", mediatore_nominato="Marco Bruni", incontri=[meeting])
    for status in ("incontro_fissato", "in_corso"):
        moved(agent, as_agent(agent, uid), status)


def step_19_record_the_outcome(town: MediationTown) -> None:
    """Expected: the agent sees the outcome and never the mediator's notes."""
    base = f"/partner/requests/{town.asked('mediazione').uid}/complement/"
    mediator = town.go(town.mediator, f"{base}pratica/")
    enter(mediator, {"esito": "accordo"})
    mediator.locator("button[name=do][value=save]").last.click()
    expect(mediator.locator(".portal-notice").first).to_be_visible()
    town.go(mediator, f"{base}lavoro/")
    enter(mediator, {"appunti_mediatore": PRIVATE})
    fits(mediator)
    mediator.locator("button[name=do][value=send]").click()
    at(mediator, "/receipt/$")
    answers = town.dossier.answers
    assert (answers["esito"], answers["appunti_mediatore"]) == ("accordo", PRIVATE)
    for address in ("", "form/", "history/", "partners/", "documents/"):
        assert not holds(town.go(town.agent, f"{town.desk}{address}"), "Margine"), address
    assert "Accordo" in said(town.go(town.agent, f"{town.desk}form/"))
    assert not holds(town.go(town.convened, f"/dossiers/{town.dossier.uid}/"), "Margine")


def to_the_end(town: MediationTown) -> None:
    """Steps 20 and 21, through the services: not without the minutes."""
    agent, uid = town.cast.actor("agent"), town.dossier.uid
    minutes = uploaded(agent, as_agent(agent, uid), "verbale", PAPER["verbale"])
    save(agent, as_agent(agent, uid), page="atti", verbale=[str(minutes.pk)])
    moved(agent, as_agent(agent, uid), "chiusa")


def step_22_after_91_days(town: MediationTown, monkeypatch: pytest.MonkeyPatch) -> None:
    """Expected: not listed, and not there; ninety days long it was."""
    now, address = timezone.now, f"{town.site}/partner/requests/{town.asked('mediazione').uid}/"
    assert status_of(town.mediator, address) == 200
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: now() + dt.timedelta(days=91))
        mediator = town.arrive(town.named)
        town.go(mediator, "/partner/")
        expect(mediator.locator("main h1")).to_be_visible()
        expect(mediator.locator("main a[href*='/partner/requests/']")).to_have_count(0)
        assert status_of(mediator, address) == 404
        assert not holds(mediator, str(town.dossier.reference))
