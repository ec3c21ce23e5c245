"""Steps 18 to 26 in a Chromium: more is asked of the citizen, and of one partner, and it is decided."""

import re

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
from tests.journeys.story import (
    DECISION,
    INSTRUCTIONS,
    LATER,
    LAWYER,
    NOTE,
    PLAN,
    PROPOSED,
    REASONS,
    SECOND_ASK,
    TO_COMPLETE,
    due,
)
from tests.samples import ANSWERS


def the_rest(town: Town) -> None:
    step_18_ask_the_citizen(town)
    step_19_open_what_was_attached(town)
    step_20_send_back(town)
    step_21_ask_again(town)
    step_22_give_another_opinion(town)
    step_23_hand_out_the_mission(town)
    step_24_present(town)
    step_25_grant_without_reasons(town)
    step_26_grant(town)


def hints(town: Town) -> tuple[str, ...]:
    return (str(town.dossier.reference), "Tréteaux", "Festival", str(town.dossier.uid))


def nobody_sees(town: Town, besides: tuple[str, ...] = ()) -> None:
    """None of the four, but for these, finds the dossier, or gets anything of it by its address."""
    for scope, partner in town.partners().items():
        if scope in besides:
            continue
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
    """Expected: status avis_en_cours; technique alone sees it again, and needs no other key."""
    keys, before = town.keys_sent(), town.asked("technique")
    agent = town.go(town.agent, f"{town.desk}partners/")
    agent.locator(f"a[href*='again={before.uid}']").click()
    expect(agent.locator('[name="ask-0-scope"]')).to_have_value("technique")
    enter(agent, {"ask-0-due_on": due("technique"), "ask-0-instructions": SECOND_ASK})
    agent.locator("[name=move_to]").select_option("avis_en_cours")
    fits(agent)
    agent.locator("main form button[type=submit]:not([name])").last.click()
    expect(agent.locator(".desk-partners > li")).to_have_count(5)
    assert town.dossier.status == "avis_en_cours"
    asked = town.asked("technique")
    assert asked != before
    engineer = town.go(town.engineer, "/partner/")
    (link,) = engineer.locator("main a[href*='/partner/requests/']").all()[:1]
    link.click()
    at(engineer, f"/partner/requests/{asked.uid}/")
    for shown in (SECOND_ASK, PLAN[0], ANSWERS["projet_titre"]):
        assert shown in said(engineer), shown
    assert town.keys_sent() == keys
    nobody_sees(town, besides=("technique",))


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
    expect(agent.locator(".desk-standing__count")).to_contain_text("5 sur 5")


def step_23_hand_out_the_mission(town: Town) -> None:
    """Expected: the document is seen by the lawyer, who is told, and by nobody else outside."""
    told, uid = len(town.letters(LAWYER)), town.asked("juridique").uid
    agent = town.go(town.agent, f"{town.desk}documents/")
    agent.locator("main a[href$='/documents/send/']").first.click()
    agent.locator("[name=kind][value=lettre_mission]").check()
    agent.locator("main form[method=get] button").click()
    ticked = agent.locator("[name=recipients]:checked")
    expect(ticked).to_have_count(1)
    expect(ticked).to_have_value(f"partner-{uid}")
    fits(agent)
    agent.locator("button[name=preview]").click()
    text = agent.locator("textarea[name^=text-]")
    expect(text).to_have_value(re.compile(re.escape(INSTRUCTIONS["juridique"])))
    fits(agent)
    agent.locator("button[name=send]").click()
    expect(agent).to_have_url(re.compile("/documents/$"))
    expect(agent.locator("main")).to_contain_text("Lettre de mission")
    lawyer = town.go(town.lawyer, f"/partner/requests/{uid}/")
    at(lawyer, f"/partner/requests/{uid}/")
    assert "Tréteaux" not in said(lawyer), "the dossier itself is over for them"
    link = lawyer.locator("main a[href*='/received/']")
    address = str(link.get_attribute("href"))
    with lawyer.expect_download() as letter:
        link.click()
    assert letter.value.path().read_bytes().startswith(b"%PDF")
    for other in (town.engineer, town.accountant, town.citizen):
        assert status_of(other, f"{town.site}{address}") == 404
        assert not holds(other, "Lettre de mission")
    assert not holds(town.go(town.citizen, f"/dossiers/{town.dossier.uid}/"), "Lettre de mission")
    assert len(town.letters(LAWYER)) == told + 1


def step_24_present(town: Town) -> None:
    """Expected: status commission; partners only read, and only who was asked again."""
    moved(town, "commission")
    engineer, address = town.engineer, f"/partner/requests/{town.asked('technique').uid}/"
    town.go(engineer, address)
    at(engineer, address)
    assert ANSWERS["projet_titre"] in said(engineer)
    assert not fields_of(engineer)
    expect(engineer.locator("main [name=verdict]")).to_have_count(0)
    assert forge(engineer, f"{address}opinion/", {"verdict": "defavorable", "reasons": "Non."}) >= 400
    assert town.verdicts("technique") == ["defavorable", "favorable"]
    nobody_sees(town, besides=("technique", "juridique"))


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
