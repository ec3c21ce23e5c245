"""The acceptance case in a real Chromium: two on a phone, the others at a desk, each signed in once."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dossiers import tasks
from dossiers.keys import generate
from dossiers.models import Dossier
from solicitations.models import Solicitation
from tests.browser.conftest import DESKTOP, PHONE, watched
from tests.casting import Cast, make_cast
from tests.journeys.story import INSTRUCTIONS, due, typed
from tests.samples import ANSWERS, COMPLEMENT, FILES, PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
KEY_LINK = re.compile(r"/partner/attach/#((?:[0-9A-Z]{4}-){6}[0-9A-Z]{4})")
Arrive = Callable[..., Page]


@pytest.fixture
def town(db: None, live_server: LiveServer, settings: Settings) -> Cast:
    settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"
    settings.BASE_URL = live_server.url
    return make_cast()


@pytest.fixture
def arrive(browser: Browser, live_server: LiveServer) -> Iterator[Arrive]:
    """Somebody comes to the site with a browser of their own; all are watched to the end."""
    open_browsers = []

    def coming(user: Any = None, size: dict[str, int] = DESKTOP) -> Page:
        watching = watched(browser, size)
        page = next(watching)
        open_browsers.append(watching)
        page.goto(f"{live_server.url}/account/login/")
        if user is not None:
            page.fill("input[name=login]", user.email)
            page.fill("input[name=password]", PASSWORD)
            page.locator("main button[type=submit]").first.click()
            page.wait_for_url(lambda address: "/account/login" not in address)
        return page

    yield coming
    for watching in open_browsers:
        assert next(watching, None) is None


def test_the_case(town: Cast, live_server: LiveServer, arrive: Arrive) -> None:
    site = live_server.url
    apply_on_a_phone(arrive(town.citizen, PHONE), site)
    dossier = Dossier.objects.get()
    desk = f"{site}/desk/dossiers/{dossier.uid}"
    agent = arrive(town.agent)
    take_up_and_ask(agent, town, site, desk)
    attach_by_link_and_answer(arrive(town.partner), arrive(None), town)
    try_six_keys(arrive(town.other_citizen), site)
    answer_at_the_desk(arrive(town.internal_partner), site)
    notify(agent, desk)
    complete(arrive(town.partner_withdrawn, PHONE), town)
    type_a_key_and_object(arrive(town.partner_unbound), site, town)
    agent.goto(f"{desk}/partners/")
    expect(agent.locator(".desk-standing__count")).to_contain_text("4")
    agent.goto(f"{desk}/form/")
    expect(agent.get_by_text(COMPLEMENT["pa_observation"])).to_be_visible()


def fits(page: Page) -> None:
    """Nothing is cut off, nothing has to be moved sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1"), page.url


def enter(page: Page, values: dict[str, Any]) -> None:
    """Fill in what is on the page as people do, by the names of the inputs."""
    for name, value in values.items():
        field = page.locator(f'main [name="{name}"]')
        kind = field.first.get_attribute("type") or ""
        match value:
            case list():
                for each in value:
                    page.locator(f'main [name="{name}"][value="{each}"]').check()
            case _ if kind in ("radio", "checkbox"):
                page.locator(f'main [name="{name}"][value="{value}"]').check()
            case _:
                field.fill(str(value))


def upload(page: Page, name: str) -> None:
    file, content = FILES[name]
    kind = "image/jpeg" if file.endswith("jpg") else "application/pdf"
    page.set_input_files(f'input[name="{name}"]', {"name": file, "mimeType": kind, "buffer": content})


def go_on(page: Page) -> None:
    page.locator("button[name=_continue]:not([aria-hidden])").click()


def at(page: Page, address: str) -> None:
    expect(page).to_have_url(re.compile(address))
    fits(page)


def apply_on_a_phone(page: Page, site: str) -> None:
    """Draft, conditions, rows, files, check, and the button pressed twice."""
    page.goto(f"{site}/")
    page.get_by_role("link", name="Demande de subvention de projet").click()
    fits(page)
    page.locator("main form button").click()
    at(page, "/fill/association/")
    enter(page, typed("association"))
    go_on(page)
    at(page, "/fill/projet/")
    expect(page.locator('[name="projet_jauge"]')).to_have_count(0)
    project = typed("projet")
    guests = project.pop("projet_jauge")
    enter(page, project)
    page.locator('[name="projet_jauge"]').fill(str(guests))  # it has come without a reload
    go_on(page)
    at(page, "/fill/budget/")
    budget = typed("budget")
    for name, value in budget.items():
        if name.startswith("budget_postes-") and page.locator(f'main [name="{name}"]').count() == 0:
            rows = page.locator('[name$="-libelle"]').count()
            page.locator("button[name=row-add]").click()
            expect(page.locator('[name$="-libelle"]')).to_have_count(rows + 1)
        enter(page, {name: value if "-5-montant" not in name else "7500"})
    go_on(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Le total des charges doit égaler")
    page.locator('[name="budget_postes-5-montant"]').fill(budget["budget_postes-5-montant"])
    go_on(page)
    at(page, "/fill/pieces/")
    upload(page, "statuts")
    upload(page, "rib")
    go_on(page)
    expect(page.locator(".govuk-error-summary a[href*=plan_securite]")).to_be_visible()
    expect(page.get_by_text(FILES["statuts"][0]).first).to_be_visible()
    upload(page, "plan_securite")
    go_on(page)
    at(page, "/fill/check-answers/")
    page.locator('button[name=to][value="depose"]').dblclick()
    at(page, "/receipt/")
    dossier = Dossier.objects.get()
    expect(page.locator("main")).to_contain_text(str(dossier.reference))
    assert (dossier.status, dossier.events.filter(kind="moved").count()) == ("depose", 1)


def take_up_and_ask(page: Page, town: Cast, site: str, desk: str) -> None:
    page.goto(f"{site}/desk/dossiers/")
    expect(page.locator("main")).to_contain_text(ANSWERS["projet_titre"])
    page.goto(f"{desk}/")
    page.locator('button[name=to][value="instruction"]').click()
    page.goto(f"{desk}/form/instruction/")
    enter(page, {"instruction_eligible": "oui", "instruction_note": "Bilan 2025 reçu en retard."})
    expect(page.locator('[name="montant_propose"]')).to_be_visible()
    page.locator("main form button[type=submit]:visible").last.click()
    expect(page).to_have_url(re.compile("/form/$"))
    page.goto(f"{desk}/partners/ask/")
    whom = [
        ("financier", "opinion", {"colleague": str(town.internal_partner.pk)}),
        ("juridique", "opinion", {"name": "Me d'Orgeval", "email": town.partner.email}),
        ("technique", "opinion", {"name": "Yann Quéméneur", "email": town.partner_unbound.email}),
        ("comptable", "complement", {"name": "Samia Haddad", "email": town.partner_withdrawn.email}),
    ]
    for number, (scope, kind, who) in enumerate(whom):
        if number:
            page.locator("button[name=add]").click()
        row = f'[name="ask-{number}-%s"]'
        for name, value in who.items():
            choose(page.locator(row % name), value)
        choose(page.locator(row % "kind"), kind)
        choose(page.locator(row % "scope"), scope)
        page.locator(row % "due_on").fill(due(scope))
        page.locator(row % "instructions").fill(INSTRUCTIONS[scope])
    page.locator("[name=move_to]").select_option("avis_en_cours")
    page.locator("main form button[type=submit]:not([name])").last.click()
    expect(page.locator(".desk-partners > li")).to_have_count(4)
    fits(page)
    assert Dossier.objects.get().status == "avis_en_cours"


def choose(field: Locator, value: str) -> None:
    if field.evaluate("each => each.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def key_link(page: Page, email: str) -> str:
    """The link of the letter with the key, as the mailbox shows it."""
    tasks.pump()
    page.goto(re.sub(r"^(https?://[^/]+).*", r"\1/mailbox/", page.url))
    for address in page.locator("a[href*='/mailbox/2']").evaluate_all("all => all.map(each => each.href)"):
        page.goto(address)
        if email in page.locator("main").inner_text():
            found = page.locator("a[href*='/partner/attach/#']")
            if found.count():
                return str(found.first.get_attribute("href"))
    raise AssertionError(f"no key for {email}")


def attach_by_link_and_answer(lawyer: Page, mailbox: Page, town: Cast) -> None:
    link = key_link(mailbox, town.partner.email)
    lawyer.goto(link)
    expect(lawyer.locator("[name=key]")).to_have_value(KEY_LINK.search(link)[1])  # type: ignore[index]
    lawyer.locator("#key-form button").click()
    at(lawyer, "/partner/requests/")
    expect(lawyer.locator("main")).to_contain_text("Nombre de personnes attendues")
    for hidden in ("IBAN", "Montant demandé", "Note interne", ANSWERS["iban"]):
        expect(lawyer.locator("main")).not_to_contain_text(hidden)
    lawyer.locator("a[href$='/opinion/']").first.click()
    enter(lawyer, {"verdict": "favorable"})
    lawyer.locator("main form[enctype] button[type=submit]:visible").last.click()
    at(lawyer, "/receipt/")
    lawyer.goto(link.partition("#")[0])
    lawyer.fill("[name=key]", generate())
    lawyer.locator("#key-form button").click()
    expect(lawyer.locator(".govuk-error-summary")).to_be_visible()


def try_six_keys(intruder: Page, site: str) -> None:
    """Five wrong keys are looked at; the sixth is told to wait."""
    for _each in range(5):
        intruder.goto(f"{site}/partner/attach/")
        intruder.fill("[name=key]", generate())
        with intruder.expect_response(lambda answer: answer.request.method == "POST") as refused:
            intruder.locator("#key-form button").click()
        assert refused.value.status == 422
    intruder.goto(f"{site}/partner/attach/")
    intruder.fill("[name=key]", generate())
    with intruder.expect_response(lambda answer: answer.request.method == "POST") as waiting:
        intruder.locator("#key-form button").click()
    assert waiting.value.status == 429
    assert waiting.value.headers["retry-after"]
    expect(intruder.locator(".govuk-error-summary")).to_be_visible()


def answer_at_the_desk(paul: Page, site: str) -> None:
    uid = Solicitation.objects.get(internal=True).uid
    paul.goto(f"{site}/desk/requests/{uid}/")
    enter(paul, {"verdict": "favorable_sous_reserve"})
    paul.locator("main form[action*='/opinion/'] button[type=submit]").last.click()
    expect(paul.locator("a[href*=reasons]").first).to_be_visible()
    enter(paul, {"reasons": "Limiter à 15 000 €."})
    paul.locator("main form[action*='/opinion/'] button[type=submit]").last.click()
    expect(paul).to_have_url(re.compile(f"/desk/requests/{uid}/$"))
    assert Solicitation.objects.get(internal=True).state == "answered"


def notify(agent: Page, desk: str) -> None:
    agent.goto(f"{desk}/partners/")
    fits(agent)
    agent.locator("a[href$='/remind/']").click()
    agent.locator("main form button[type=submit]").click()
    expect(agent).to_have_url(re.compile("/partners/$"))
    reminded = set(Solicitation.objects.filter(reminders=1).values_list("scope", flat=True))
    assert reminded == {"technique", "comptable"}


def complete(accountant: Page, town: Cast) -> None:
    link = key_link(accountant, town.partner_withdrawn.email)
    accountant.goto(link)
    accountant.locator("#key-form button").click()
    at(accountant, "/partner/requests/")
    accountant.locator("a[href*='/complement/']").first.click()
    enter(accountant, dict(COMPLEMENT))
    accountant.set_input_files(
        'input[name="comptes"]',
        {"name": "comptes.pdf", "mimeType": "application/pdf", "buffer": FILES["statuts"][1]},
    )
    accountant.locator('button[name=do][value="send"]').click()
    at(accountant, "/receipt/")
    assert Solicitation.objects.get(scope="comptable").state == "answered"


def type_a_key_and_object(engineer: Page, site: str, town: Cast) -> None:
    """Refused without reasons, and what was chosen is still there."""
    used = key_link(engineer, town.partner_withdrawn.email).partition("#")[2]
    key = key_link(engineer, town.partner_unbound.email).partition("#")[2]
    engineer.goto(f"{site}/partner/attach/")
    engineer.fill("[name=key]", used)
    engineer.locator("#key-form button").click()
    expect(engineer.locator(".govuk-error-summary")).to_be_visible()
    expect(engineer.locator("main")).not_to_contain_text("Haddad")
    engineer.goto(f"{site}/partner/attach/")
    if engineer.locator("#another-key").count():
        engineer.locator("#another-key summary").click()
    engineer.fill("[name=key]", key.lower())
    engineer.locator("#key-form button").click()
    at(engineer, "/partner/requests/")
    engineer.locator("a[href$='/opinion/']").first.click()
    enter(engineer, {"verdict": "defavorable"})
    engineer.locator("main form[enctype] button[type=submit]:visible").last.click()
    expect(engineer.locator(".govuk-error-summary")).to_be_visible()
    expect(engineer.locator('[name="verdict"][value="defavorable"]')).to_be_checked()
    enter(engineer, {"reasons": "Une seule issue de secours côté quai nord."})
    engineer.locator("main form[enctype] button[type=submit]:visible").last.click()
    at(engineer, "/receipt/")
    assert Solicitation.objects.get(scope="technique").state == "answered"
