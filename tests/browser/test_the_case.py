"""The acceptance case's 26 steps in a real Chromium, all expectations held; two are on a phone."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from dossiers.enums import EventKind
from dossiers.keys import generate
from dossiers.models import Participation
from solicitations.enums import State
from solicitations.models import Opinion, Solicitation
from tests.browser import to_the_decision as after
from tests.browser import up_to_the_asking as before
from tests.browser.conftest import Arrive
from tests.browser.people import (
    Town,
    answer_to,
    at,
    enter,
    fits,
    forge,
    holds,
    said,
    status_of,
    submit,
    upload,
)
from tests.casting import make_cast
from tests.journeys.story import (
    ACCOUNTS,
    INSTRUCTIONS,
    LATE,
    LAWYER,
    REASONS,
    SEEN_BY_LAWYER,
    UNKNOWN_TO_LAWYER,
    nothing_was_kept_or_left_out,
)
from tests.samples import ANSWERS, COMPLEMENT, FILES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
HIDDEN_FROM_LAWYER = (ANSWERS["iban"], "18 500,00", "Cachets artistiques", "Bilan 2025")
COMPLETED = ("3 120,45", "11 870,00", COMPLEMENT["pa_observation"], "comptes_2025_certifies.pdf")


@pytest.fixture
def town(db: None, live_server: LiveServer, settings: Settings, arrive: Arrive) -> Town:
    settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"
    settings.BASE_URL = live_server.url
    settings.LANGUAGE_CODE = "fr"
    return Town(make_cast(), live_server.url, arrive)


def test_the_case(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    before.step_1_publish_version_3(town)
    before.step_2_keep_a_draft(town)
    before.step_3_file_an_unbalanced_budget(town)
    before.step_4_file_without_the_plan(town)
    before.step_5_file(town)
    before.step_6_take_up(town)
    before.step_7_ask(town)
    step_8_attach(town)
    step_9_use_a_key_again(town)
    step_10_try_keys(town)
    step_11_give_an_opinion(town)
    step_12_forge(town)
    step_13_and_14_answer_at_the_desk(town)
    step_15_notify(town, monkeypatch)
    step_16_complete(town)
    step_17_give_the_last_opinion(town)
    after.the_rest(town)
    the_case_never_lets(town)


def step_8_attach(town: Town) -> None:
    """Expected: bound; sees what the case lists and nothing else; of the documents the statutes."""
    key, lawyer = town.key_for(LAWYER), town.lawyer
    town.attach(lawyer, key)
    expect(lawyer.locator("main a[href*='/account/signup/?next=']").first).to_be_visible()
    assert not Participation.objects.filter(role="partner").exists()
    town.register(lawyer, "Hélène", "d'Orgeval", LAWYER)
    at(lawyer, "/partner/attach/$")
    assert not holds(lawyer, key)
    lawyer.locator("button[name=pending]").click()
    solicitation = town.asked("juridique")
    at(lawyer, f"/partner/requests/{solicitation.uid}/$")
    assert town.asked("juridique").state == State.ATTACHED
    for label in (*SEEN_BY_LAWYER, INSTRUCTIONS["juridique"]):
        assert label in said(lawyer), label
    agent = town.go(town.agent, f"{town.desk}form/")
    for hidden in HIDDEN_FROM_LAWYER:
        assert holds(agent, hidden), hidden
        assert not holds(lawyer, hidden), hidden
    for label in UNKNOWN_TO_LAWYER:
        assert label not in said(lawyer), label
    (document,) = lawyer.locator("main a[href*='/documents/']").evaluate_all(
        "all => all.map(each => each.href)"
    )
    with lawyer.expect_download() as statutes:
        lawyer.locator("main a[href*='/documents/']").click()
    assert statutes.value.path().read_bytes() == FILES["statuts"][1]
    for field in ("rib", "plan_securite"):
        (other,) = town.dossier.answers[field]
        assert status_of(lawyer, document.rpartition("/documents/")[0] + f"/documents/{other}/") == 404


def step_9_use_a_key_again(town: Town) -> None:
    """Expected: refused, no hint about the dossier, a line in the agent's history."""
    intruder, dossier = town.intruder, town.dossier
    refuse_key(town, intruder, town.key_for(LAWYER))
    for hint in (dossier.reference, "Tréteaux", "Orgeval", "juridique", str(dossier.uid)):
        assert not holds(intruder, str(hint))
    town.go(intruder, "/partner/")
    expect(intruder.locator("main h1")).to_be_visible()
    expect(intruder.locator("a[href*='/partner/requests/']")).to_have_count(0)
    agent = town.go(town.agent, f"{town.desk}history/")
    fits(agent)
    expect(agent.locator(".desk-history__warn", has_text="Luc Martin")).to_have_count(1)
    tried = dossier.events.filter(kind=EventKind.KEY_TRIED).get()
    assert (tried.user_id, tried.params["reason"]) == (town.intruder_account.pk, "used")


def refuse_key(town: Town, page: Page, key: str, status: int = 422) -> dict[str, str]:
    """Typed into the box and refused: the headers of the answer."""
    type_key(town, page, key)
    answer = answer_to(page, page.locator("#key-form button[type=submit]"))
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert answer.status == status
    return answer.headers


def type_key(town: Town, page: Page, key: str) -> None:
    town.go(page, "/partner/attach/")
    if page.locator("#another-key").count():  # a refused one waits for another account
        page.locator("#another-key summary").click()
    page.fill("[name=key]", key)


def step_10_try_keys(town: Town) -> None:
    """Expected: locked after five; the sixth is told to wait, and how long."""
    for _try in range(5):
        refuse_key(town, town.intruder, generate())
    assert refuse_key(town, town.intruder, generate(), 429)["retry-after"]


def step_11_give_an_opinion(town: Town) -> None:
    """Expected: s2 answered, the dossier unchanged, the agent is told."""
    before_it, told = town.dossier, len(town.letters(town.cast.agent.email))
    lawyer = town.go(town.lawyer, "/partner/")
    lawyer.locator("main a[href*='/partner/requests/']").first.click()
    lawyer.locator("main a[href$='/opinion/']").first.click()
    enter(lawyer, {"verdict": "favorable"})
    submit(lawyer, "main form[enctype]")
    at(lawyer, "/receipt/")
    assert town.asked("juridique").state == State.ANSWERED
    after = town.dossier
    assert (after.answers, after.revision, after.status) == (
        before_it.answers, before_it.revision, before_it.status,
    )  # fmt: skip
    letters = town.letters(town.cast.agent.email)
    assert len(letters) == told + 1
    assert "Orgeval" in letters[0]


def step_12_forge(town: Town) -> None:
    """Expected: refused, projet_titre unchanged."""
    lawyer, uid = town.go(town.lawyer, "/partner/"), town.asked("juridique").uid
    theirs = [f"/partner/requests/{uid}/{page}/" for page in ("complement/projet", "complement", "opinion")]
    for address in (*theirs, f"{town.fill}projet/", f"{town.desk}form/projet/"):
        assert forge(lawyer, address, {"projet_titre": "À moi", "do": "send"}) >= 400, address
    assert town.dossier.answers["projet_titre"] == ANSWERS["projet_titre"]


def step_13_and_14_answer_at_the_desk(town: Town) -> None:
    """Expected: first refused at the reasons, then s1 answered."""
    internal, uid = town.go(town.internal, "/desk/requests/"), town.asked("financier").uid
    internal.locator(f"main a[href*='{uid}']").first.click()
    enter(internal, {"verdict": "favorable_sous_reserve"})
    assert submit(internal, "main form[action*='/opinion/']").status == 422
    expect(internal.locator("a[href*=reasons]").first).to_be_visible()
    assert not Opinion.objects.filter(solicitation__scope="financier").exists()
    enter(internal, {"reasons": REASONS["s1"]})
    submit(internal, "main form[action*='/opinion/']")
    expect(internal).to_have_url(re.compile(f"/desk/requests/{uid}/receipt/$"))
    fits(internal)
    assert town.asked("financier").state == State.ANSWERED
    for address in ("/desk/dossiers/", town.desk):
        assert status_of(internal, f"{town.site}{address}") in (403, 404)


def step_15_notify(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen days later. Expected: technique and expert_comptable are reminded and late, nobody else."""
    now = timezone.now
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: now() + dt.timedelta(days=16))
        agent = town.go(town.arrive(town.cast.agent), f"{town.desk}partners/")
        fits(agent)
        panels = agent.locator(".desk-partners > li")
        late = panels.filter(has_text="en retard")
        expect(late).to_have_count(2)
        for name in LATE:
            expect(late.filter(has_text=name)).to_have_count(1)
        expect(agent.locator(".desk-standing__count")).to_contain_text("2 sur 4")
        agent.locator("a[href$='/remind/']").click()
        agent.locator("main form button[type=submit]").click()
        expect(agent).to_have_url(re.compile("/partners/$"))
        for role in ("partner_unbound", "partner_withdrawn"):
            reminder = town.letters(town.cast.user(role).email)[0]  # type: ignore[union-attr]
            assert "Rappel" in reminder
            assert "#" not in reminder
        for email in (LAWYER, town.cast.internal_partner.email):
            assert not [each for each in town.letters(email) if "Rappel" in each]
    reminders = {scope: town.asked(scope).reminders for scope in INSTRUCTIONS}
    assert reminders == {"financier": 0, "juridique": 0, "technique": 1, "comptable": 1}


def step_16_complete(town: Town) -> None:
    """Expected: s4 answered; the agent sees the four, the citizen and the other partners none of them."""
    accountant = town.accountant
    town.attach(accountant, town.key_for(town.cast.partner_withdrawn.email))
    at(accountant, "/partner/requests/")
    accountant.locator("main a[href*='/complement/']").first.click()
    at(accountant, "/complement/")
    hidden = accountant.locator("form.partner-form input[type=hidden]").evaluate_all(
        "all => Object.fromEntries(all.map(each => [each.name, each.value]))"
    )
    forged = {**hidden, **COMPLEMENT, "projet_titre": "À moi", "do": "send"}
    assert forge(accountant, accountant.url, forged) == 422
    assert town.dossier.answers["projet_titre"] == ANSWERS["projet_titre"]
    assert town.dossier.events.order_by("-number")[0].kind == EventKind.REFUSED
    accountant.reload()
    enter(accountant, dict(COMPLEMENT))
    upload(accountant, "comptes", ACCOUNTS)
    accountant.locator('button[name=do][value="send"]').click()
    at(accountant, "/receipt/")
    assert town.asked("comptable").state == State.ANSWERED
    agent = town.go(town.agent, f"{town.desk}form/")
    for shown in COMPLETED:
        assert shown in said(agent), shown
    for other, address in (
        (town.citizen, f"/dossiers/{town.dossier.uid}/"),
        (town.lawyer, f"/partner/requests/{town.asked('juridique').uid}/"),
        (town.internal, f"/desk/requests/{town.asked('financier').uid}/"),
    ):
        assert status_of(other, f"{town.site}{address}") == 200
        for unseen in (*COMPLETED, "comptes_2025", "Fonds associatifs"):
            assert not holds(other, unseen), unseen


def step_17_give_the_last_opinion(town: Town) -> None:
    """Expected: s3 answered. Refused with a used key, and without reasons: what was chosen is still there."""
    engineer = town.engineer
    refuse_key(town, engineer, town.key_for(town.cast.partner_withdrawn.email))
    assert not holds(engineer, "Haddad")
    type_key(town, engineer, town.key_for(town.cast.partner_unbound.email).lower())
    engineer.locator("#key-form button[type=submit]").click()
    at(engineer, "/partner/requests/")
    engineer.locator("main a[href$='/opinion/']").first.click()
    enter(engineer, {"verdict": "defavorable"})
    assert submit(engineer, "main form[enctype]").status == 422
    expect(engineer.locator('[name="verdict"][value="defavorable"]')).to_be_checked()
    enter(engineer, {"reasons": REASONS["s3"]})
    submit(engineer, "main form[enctype]")
    at(engineer, "/receipt/")
    assert town.asked("technique").state == State.ANSWERED
    agent = town.go(town.agent, f"{town.desk}partners/")
    expect(agent.locator(".desk-standing__count")).to_contain_text("4 sur 4")
    for reasons in REASONS.values():
        assert reasons in said(agent)


def the_case_never_lets(town: Town) -> None:
    """The case's invariants, at the end."""
    partners = ((town.lawyer, "juridique"), (town.engineer, "technique"), (town.accountant, "comptable"))
    for partner, scope in partners:
        for address in ("/partner/", f"/partner/requests/{town.asked(scope).uid}/"):
            assert not holds(town.go(partner, address), ANSWERS["iban"])
    keys = [town.key_for(each.partner_email) for each in Solicitation.objects.filter(internal=False)]
    nothing_was_kept_or_left_out(town, keys)
    stranger = town.go(town.arrive(None), f"/dossiers/{town.dossier.uid}/")
    at(stranger, "/account/login/")
