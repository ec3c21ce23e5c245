"""Steps 18 to 26 in a Chromium: more is asked of the citizen, and of one partner, and it is decided."""

from playwright.sync_api import Page, expect

from solicitations.enums import State
from tests.browser.people import (
    Town,
    at,
    enter,
    fields_of,
    fits,
    forge,
    go_on,
    holds,
    said,
    status_of,
    submit,
    upload,
)
from tests.journeys.story import DECISION, LATER, NOTE, PLAN, PROPOSED, REASONS, TO_COMPLETE
from tests.samples import ANSWERS


def the_rest(town: Town) -> None:
    step_18_ask_the_citizen(town)
    step_19_open_what_was_attached(town)
    step_20_send_back(town)
    step_21_ask_again(town)
    step_22_give_another_opinion(town)
    step_24_present(town)
    step_25_grant_without_reasons(town)
    step_26_grant(town)


def hints(town: Town) -> tuple[str, ...]:
    return (str(town.dossier.reference), "Tréteaux", "Festival", str(town.dossier.uid))


def nobody_sees(town: Town) -> None:
    """None of the four finds the dossier, or gets anything of it by its address."""
    for scope, partner in town.partners().items():
        home = "/desk/requests/" if scope == "financier" else "/partner/"
        uid = town.asked(scope).uid
        assert not holds(town.go(partner, home), str(uid)), scope
        requests = home if scope == "financier" else f"{home}requests/"
        assert status_of(partner, f"{town.site}{requests}{uid}/") == 404, scope
        assert not [hint for hint in hints(town) if holds(partner, hint)], scope
        fits(partner)


def move(town: Town, to: str) -> Page:
    agent = town.go(town.agent, town.desk)
    agent.locator(f'button[name=to][value="{to}"]').click()
    return agent


def moved(town: Town, to: str) -> None:
    agent = move(town, to)
    expect(agent.locator(f'button[name=to][value="{to}"]')).to_have_count(0)
    fits(agent)
    assert town.dossier.status == to


def step_18_ask_the_citizen(town: Town) -> None:
    """Expected: status a_completer; partners see nothing; the citizen may change the budget, add a plan."""
    moved(town, "a_completer")
    nobody_sees(town)
    citizen = town.go(town.citizen, f"/dossiers/{town.dossier.uid}/")
    fits(citizen)
    assert "À compléter" in said(citizen)
    assert "usager" not in said(citizen), "the desk's own title of the status"
    citizen.locator("main a[href$='/fill/']").first.click()
    expect(citizen.locator("main h1")).to_be_visible()
    offered: dict[str, set[str]] = {}
    for page in ("association", "projet", "budget", "pieces", "instruction", "suite", "apport"):
        town.go(citizen, f"{town.fill}{page}/")
        offered[page] = fields_of(citizen) if citizen.url.endswith(f"/{page}/") else set()
    assert {page: fields for page, fields in offered.items() if fields} == TO_COMPLETE


def step_19_open_what_was_attached(town: Town) -> None:
    """Expected: not listed; the address answers 404 without content, and so does the file."""
    lawyer = town.go(town.lawyer, "/partner/")
    expect(lawyer.locator("main h1")).to_be_visible()
    expect(lawyer.locator("main a[href*='/partner/requests/']")).to_have_count(0)
    (statutes,) = town.dossier.answers["statuts"]
    for address in (
        f"/partner/requests/{town.asked('juridique').uid}/",
        f"/partner/dossiers/{town.dossier.uid}/documents/{statutes}/",
    ):
        assert status_of(lawyer, f"{town.site}{address}") == 404, address
        assert not [hint for hint in (*hints(town)[:3], "statuts 2019") if holds(lawyer, hint)], address


def step_20_send_back(town: Town) -> None:
    """Expected: status instruction. On a phone the plan takes the place of the one before."""
    (before,) = town.dossier.answers["plan_securite"]
    citizen = town.go(town.citizen, f"{town.fill}pieces/")
    citizen.locator('[name="plan_securite-remove"]').check()
    upload(citizen, "plan_securite", PLAN)
    fits(citizen)
    go_on(citizen)
    at(citizen, "/fill/check-answers/")
    expect(citizen.locator("main")).to_contain_text(PLAN[0])
    citizen.locator('button[name=to][value="instruction"]').click()
    expect(citizen.locator('button[name=to][value="instruction"]')).to_have_count(0)
    fits(citizen)
    assert town.dossier.status == "instruction"
    (after,) = town.dossier.answers["plan_securite"]
    assert after != before
    assert town.dossier.documents.filter(pk=before).exists()


def step_21_ask_again(town: Town) -> None:
    """Expected: status avis_en_cours; technique sees it again, and needs no other key."""
    keys = town.keys_sent()
    moved(town, "avis_en_cours")
    engineer = town.go(town.engineer, "/partner/")
    engineer.locator(f"main a[href*='{town.asked('technique').uid}']").first.click()
    at(engineer, f"/partner/requests/{town.asked('technique').uid}/")
    assert PLAN[0] in said(engineer)
    assert town.keys_sent() == keys


def step_22_give_another_opinion(town: Town) -> None:
    """Expected: both opinions are kept, and the one that counts is favourable."""
    engineer = town.engineer
    engineer.locator("main a[href$='/opinion/']").first.click()
    enter(engineer, {"verdict": LATER["verdict"], "reasons": LATER["precisions"]})
    submit(engineer, "main form[enctype]")
    at(engineer, "/receipt/")
    assert town.verdicts("technique") == ["defavorable", "favorable"]
    assert town.asked("technique").state == State.ANSWERED
    agent = town.go(town.agent, f"{town.desk}partners/")
    fits(agent)
    for each in ("Favorable", LATER["precisions"]):
        assert each in said(agent), each
    for each in ("Défavorable", REASONS["s3"]):
        assert holds(agent, each), each
    expect(agent.locator(".desk-standing__count")).to_contain_text("4 sur 4")


def step_24_present(town: Town) -> None:
    """Expected: status commission; partners only read."""
    moved(town, "commission")
    engineer, address = town.engineer, f"/partner/requests/{town.asked('technique').uid}/"
    town.go(engineer, address)
    at(engineer, address)
    assert ANSWERS["projet_titre"] in said(engineer)
    assert not fields_of(engineer)
    expect(engineer.locator("main [name=verdict]")).to_have_count(0)
    assert forge(engineer, f"{address}opinion/", {"verdict": "defavorable", "reasons": "Non."}) >= 400
    assert town.verdicts("technique") == ["defavorable", "favorable"]


def step_25_grant_without_reasons(town: Town) -> None:
    """Expected: refused, error at decision_motif."""
    agent = town.go(town.agent, f"{town.desk}form/instruction/")
    enter(agent, {"montant_propose": PROPOSED})
    agent.locator("main form button[type=submit]:visible").last.click()
    expect(agent.locator("main")).to_contain_text("15 000,00")
    refused = move(town, "accorde")
    expect(refused.locator("main a[href*='#f-decision_motif']").first).to_be_visible()
    expect(refused.locator("main a[href*='#f-montant_propose']")).to_have_count(0)
    fits(refused)
    assert town.dossier.status == "commission"


def step_26_grant(town: Town) -> None:
    """Expected: status accorde; the decision is told; partners see nothing; of the desk's the citizen reads
    the reasons and nothing else."""
    told = len(town.letters(ANSWERS["representant_email"]))
    agent = town.agent
    agent.locator("main a[href*='#f-decision_motif']").first.click()
    enter(agent, {"decision_motif": DECISION})
    agent.locator("main form button[type=submit]:visible").last.click()
    expect(agent.locator("main")).to_contain_text(DECISION)
    moved(town, "accorde")
    letters = town.letters(ANSWERS["representant_email"])
    assert len(letters) == told + 1
    assert "Accordé" in letters[0]
    assert str(town.dossier.reference) in letters[0]
    nobody_sees(town)
    citizen = town.go(town.citizen, f"/dossiers/{town.dossier.uid}/")
    fits(citizen)
    assert DECISION in said(citizen)
    for never in ("15 000,00", NOTE, "Note interne", "Montant proposé"):
        assert not holds(citizen, never), never
