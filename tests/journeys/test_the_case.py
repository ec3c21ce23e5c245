"""The acceptance case's 26 steps, every expectation held, over HTTP with everybody's own browser.

Texts are looked at where the case speaks of what somebody sees; else addresses, statuses and names of fields.
"""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from pytest_django.fixtures import Settings

from dossier_models.models import DossierModel
from dossiers.enums import EventKind
from dossiers.keys import generate
from dossiers.models import Dossier, Participation
from solicitations.enums import State
from solicitations.models import Opinion
from tests.casting import Cast
from tests.journeys.story import (
    ACCOUNTS,
    DECISION,
    IBANS,
    INSTRUCTIONS,
    LATE,
    LATER,
    LAWYER,
    NOTE,
    REASONS,
    SEEN_BY_LAWYER,
    THE_FORM,
    UNKNOWN_TO_LAWYER,
    Story,
    due,
    holding,
    nothing_was_kept_or_left_out,
    publish_another,
    redraw,
    rows,
    typed,
    whom,
)
from tests.journeys.to_the_decision import the_rest
from tests.journeys.visitor import Visitor
from tests.samples import ANSWERS, COMPLEMENT, FILES

HIDDEN_FROM_LAWYER = {
    "iban": ANSWERS["iban"],
    "montant_demande": "18,500.00",
    "budget_postes": "Cachets artistiques",
    "instruction_note": "Bilan 2025",
}


@pytest.fixture(autouse=True)
def to_the_mailbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"


def test_the_case(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    story = Story(cast)
    step_1_publish_version_3(story)
    step_2_keep_a_draft(story)
    step_3_file_an_unbalanced_budget(story)
    step_4_file_without_the_plan(story)
    step_5_file(story)
    step_6_take_up(story)
    step_7_ask(story)
    step_8_attach(story)
    step_9_use_a_key_again(story)
    step_10_try_keys(story)
    step_11_give_an_opinion(story)
    step_12_forge(story)
    step_13_and_14_answer_at_the_desk(story)
    step_15_notify(story, monkeypatch)
    step_16_complete(story)
    step_17_give_the_last_opinion(story)
    the_rest(story)
    the_case_never_lets(story)


def step_1_publish_version_3(story: Story) -> None:
    """Expected: a preview of the three views; the partner's does not offer the IBAN."""
    model = DossierModel.objects.get()
    publish_another(story.cast, model, "Deuxième rédaction.")
    redraw(story.cast, model, "Troisième rédaction.")
    admin = story.signed_in(story.cast.admin)
    pages = "association", "projet", "budget", "pieces", "instruction", "suite", "apport"
    seen = {}
    for view in ("internet", "crm", "partner"):
        at = f"view={view}&status=avis_en_cours&kind=both&scope=comptable"
        seen[view] = " ".join(
            admin.open(f"/desk/models/{model.pk}/preview/?{at}&page={page}").text for page in pages
        )
        assert admin.status == 200
    assert "IBAN" in seen["internet"]
    assert "IBAN" in seen["crm"]
    assert "IBAN" not in seen["partner"]
    assert "Comptes certifiés" in seen["partner"]
    admin.open(f"/desk/models/{model.pk}/publish/").press("do=publish", "/publish/")
    assert admin.status == 200
    assert DossierModel.objects.get().version.number == 3  # type: ignore[union-attr]


def step_2_keep_a_draft(story: Story) -> None:
    """Expected: status brouillon, and the agent does not see it."""
    citizen = story.citizen.open("/")
    assert "Demande de subvention de projet" in citizen.main
    citizen.open(THE_FORM).follow("/account/signup/?next=")
    story.register(citizen, "Maëlle", "Le Goff", ANSWERS["representant_email"])
    assert citizen.at == THE_FORM
    citizen.press("", THE_FORM)
    citizen.press("_later", fill=typed("association"))
    assert citizen.status == 200
    assert story.dossier.status == "brouillon"
    assert story.dossier.answers["iban"] == ANSWERS["iban"]
    agent = story.signed_in(story.cast.agent)
    assert "Tréteaux" not in agent.open("/desk/dossiers/").main
    assert agent.open(story.desk).status == 404


def step_3_file_an_unbalanced_budget(story: Story) -> None:
    """Expected: refused, error at budget_postes by the rule budget_equilibre."""
    citizen = story.citizen.open("/dossiers/").follow("/fill/")
    assert citizen.at == f"{story.fill}projet/"
    citizen.press("_continue", fill=without_guests(typed("projet")))
    assert citizen.status == 422
    assert "projet_jauge" in citizen.errors
    citizen.press("_continue", fill=typed("projet"))
    assert citizen.at == f"{story.fill}budget/"
    unbalanced = [
        {**row, "montant": "7500"} if row["libelle"] == "Buvette et dons" else row for row in budget()
    ]
    for number in range(1, len(unbalanced)):
        citizen.press("row-add=budget_postes", fill=rows(unbalanced[:number]))
    citizen.press("_continue", fill={**typed("budget"), **rows(unbalanced)})
    assert citizen.status == 422
    assert any(each.startswith("budget_postes") for each in citizen.errors)
    assert "Le total des charges doit égaler le total des produits." in citizen.main
    assert citizen.open(citizen.at).form().select_one('[value="7500"], [value="7500.00"]'), (
        "what was typed is lost"
    )
    assert "budget_postes" not in story.dossier.answers
    citizen.open(f"{story.fill}check-answers/").press("to=depose")
    assert citizen.status == 422
    assert story.dossier.status == "brouillon"


def budget() -> list[dict[str, str]]:
    return list(ANSWERS["budget_postes"])


def without_guests(names: dict[str, str]) -> dict[str, str]:
    """Before it is said that the public is welcome, nobody is asked how many."""
    return {name: value for name, value in names.items() if name != "projet_jauge"}


def step_4_file_without_the_plan(story: Story) -> None:
    """Expected: refused, the document plan_securite is missing."""
    citizen = story.citizen.open(f"{story.fill}budget/").press("_continue", fill=typed("budget"))
    assert citizen.at == f"{story.fill}pieces/"
    citizen.press("_continue", statuts=FILES["statuts"], rib=FILES["rib"])
    assert citizen.status == 422
    assert any(each.startswith("plan_securite") for each in citizen.errors)
    assert FILES["statuts"][0] in citizen.main, "the files that were good have to be sent again"
    citizen.open(f"{story.fill}check-answers/").press("to=depose")
    assert (citizen.status, story.dossier.status) == (422, "brouillon")


def step_5_file(story: Story) -> None:
    """Expected: status depose, the receipt, and the citizen only reads."""
    citizen = story.citizen.open(f"{story.fill}pieces/")
    citizen.press("_continue", plan_securite=FILES["plan_securite"])
    assert citizen.at == f"{story.fill}check-answers/"
    form = citizen.form(button="to=depose")
    again = {each["name"]: each.get("value", "") for each in form.select("[name]")}
    citizen.press("to=depose")
    dossier = story.dossier
    assert (citizen.status, dossier.status) == (200, "depose")
    assert dossier.reference in citizen.main
    for _press in range(3):
        assert citizen.send(f"{story.fill}check-answers/", again).status == 200
    assert Dossier.objects.get().events.filter(kind=EventKind.MOVED).count() == 1
    letters = story.letters(ANSWERS["representant_email"])
    assert sum(f"Your application {dossier.reference} has been received" in each for each in letters) == 1
    citizen.open(f"/dossiers/{dossier.uid}/")
    assert ANSWERS["projet_titre"] in citizen.main
    assert "Déposé" in citizen.main
    assert "iban" not in citizen.names()
    forged = citizen.send(
        f"{story.fill}budget/", {"montant_demande": "20000", "csrfmiddlewaretoken": citizen.token()}
    )
    assert forged.status in (404, 409, 422)
    assert story.dossier.answers["montant_demande"] == "18500.00"


def step_6_take_up(story: Story) -> None:
    """Expected: status instruction."""
    agent = story.signed_in(story.cast.agent)
    agent.open("/desk/dossiers/?status=depose").follow(str(story.dossier.uid))
    assert ANSWERS["projet_titre"] in agent.main
    agent.press("to=instruction")
    assert agent.status == 200
    agent.open(f"{story.desk}form/instruction/")
    agent.press("", instruction_eligible="oui", instruction_note=NOTE)
    if agent.status == 422:  # without scripts, the question that this answer opens is asked first
        assert agent.errors == ["montant_propose"]
        agent.press("")
    assert agent.status == 200
    assert story.dossier.status == "instruction"
    assert story.dossier.answers["instruction_eligible"] == "oui"


def step_7_ask(story: Story) -> None:
    """Expected: status avis_en_cours; keys to three, a task for one; four in the panel."""
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}partners/ask/")
    asks = whom(story.cast)
    for number, row in enumerate(asks):
        if f"ask-{number}-scope" not in agent.names():
            agent.press("add")
        row |= {"due_on": due(row["scope"]), "instructions": INSTRUCTIONS[row["scope"]]}
        agent.press("add", fill={f"ask-{number}-{key}": value for key, value in row.items()})
    agent.press("", move_to="avis_en_cours")
    assert agent.status == 200
    assert story.dossier.status == "avis_en_cours"
    for row in asks[1:]:
        assert row["name"] in agent.main
    assert "Paul Xiong" in agent.main
    assert len(agent.page.select(".desk-partners > li")) == story.dossier.asked == 4
    for row in asks[1:]:
        letter = next(each for each in story.letters(row["email"]) if "#" in each)
        assert INSTRUCTIONS[row["scope"]] in letter
        assert str(story.dossier.reference) in letter
        assert ANSWERS["iban"] not in letter
        assert ANSWERS["representant_email"] not in letter
    colleague_letters = story.letters(story.cast.internal_partner.email)
    assert colleague_letters
    assert not [each for each in colleague_letters if "#" in each]
    paul = story.signed_in(story.cast.internal_partner).open("/desk/requests/")
    assert str(story.asked("financier").uid) in " ".join(paul.links("/desk/requests/"))


def step_8_attach(story: Story) -> None:
    """Expected: bound; sees what the case lists and nothing else; of the documents the statutes."""
    key = story.key_for(LAWYER)
    lawyer = story.lawyer.open("/partner/attach/").press(
        "", "/partner/attach/", key=key.lower().replace("-", " ")
    )
    assert not Participation.objects.filter(role="partner").exists()
    lawyer.follow("/account/signup/?next=")
    story.register(lawyer, "Hélène", "d'Orgeval", LAWYER)
    assert lawyer.at == "/partner/attach/"
    assert key not in lawyer.raw.decode()
    lawyer.press("pending", "/partner/attach/")
    solicitation = story.asked("juridique")
    assert lawyer.at == f"/partner/requests/{solicitation.uid}/"
    assert solicitation.state == State.ATTACHED
    for label in SEEN_BY_LAWYER:
        assert label in lawyer.main, label
    assert INSTRUCTIONS["juridique"] in lawyer.main
    for field, value in HIDDEN_FROM_LAWYER.items():
        assert value not in lawyer.raw.decode(), field
    for label in UNKNOWN_TO_LAWYER:
        assert label not in lawyer.main, label
    (document,) = lawyer.links("/documents/")
    assert Visitor(lawyer.client).open(document).raw == FILES["statuts"][1]
    for field in ("rib", "plan_securite"):
        (other,) = story.dossier.answers[field]
        assert lawyer.open(document.rpartition("/documents/")[0] + f"/documents/{other}/").status == 404


def step_9_use_a_key_again(story: Story) -> None:
    """Expected: refused, no hint about the dossier, a line in the agent's history."""
    intruder = story.signed_in(story.intruder_account)
    intruder.open("/partner/attach/").press("", "/partner/attach/", key=story.key_for(LAWYER))
    assert intruder.status == 422
    said = intruder.raw.decode()
    for hint in (story.dossier.reference, "Tréteaux", "Orgeval", "juridique", str(story.dossier.uid)):
        assert str(hint) not in said
    assert intruder.open("/partner/").links("/partner/requests/") == []
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}history/")
    assert "Luc Martin" in agent.main
    tried = story.dossier.events.filter(kind=EventKind.KEY_TRIED).get()
    assert (tried.user_id, tried.params["reason"]) == (story.intruder_account.pk, "used")


def step_10_try_keys(story: Story) -> None:
    """Expected: locked after five."""
    intruder = story.signed_in(story.intruder_account)
    statuses = []
    for _try in range(6):
        intruder.open("/partner/attach/").press("", "/partner/attach/", key=generate())
        statuses.append(intruder.status)
    assert statuses == [422] * 5 + [429]


def step_11_give_an_opinion(story: Story) -> None:
    """Expected: s2 answered, the dossier unchanged, the agent is told."""
    before = story.dossier
    lawyer = story.lawyer.open("/partner/").follow("/partner/requests/").follow("/opinion/")
    lawyer.press("", verdict="favorable")
    assert lawyer.status == 200
    assert lawyer.at.endswith("/receipt/")
    assert story.asked("juridique").state == State.ANSWERED
    after = story.dossier
    assert (after.answers, after.revision, after.status) == (before.answers, before.revision, before.status)
    assert any("Orgeval" in letter for letter in story.letters(story.cast.agent.email))


def step_12_forge(story: Story) -> None:
    """Expected: refused, projet_titre unchanged."""
    lawyer = story.lawyer.open("/partner/")
    uid, forged = story.asked("juridique").uid, {"projet_titre": "À moi", "do": "send"}
    theirs = [f"/partner/requests/{uid}/{page}/" for page in ("complement/projet", "complement", "opinion")]
    for address in (*theirs, f"{story.fill}projet/", f"{story.desk}form/projet/"):
        token = lawyer.open("/partner/").token()
        assert lawyer.send(address, {**forged, "csrfmiddlewaretoken": token}).status >= 400, address
    assert story.dossier.answers["projet_titre"] == ANSWERS["projet_titre"]


def step_13_and_14_answer_at_the_desk(story: Story) -> None:
    """Expected: first refused at the reasons, then s1 answered."""
    uid = story.asked("financier").uid
    paul = story.signed_in(story.cast.internal_partner).open("/desk/requests/").follow(str(uid))
    paul.press("", "/opinion/", verdict="favorable_sous_reserve")
    assert paul.status == 422
    assert any("reasons" in each for each in paul.errors)
    assert not Opinion.objects.filter(solicitation__scope="financier").exists()
    paul.press("", "/opinion/", verdict="favorable_sous_reserve", reasons=REASONS["s1"])
    assert paul.status == 200
    assert story.asked("financier").state == State.ANSWERED
    assert paul.open("/desk/dossiers/").status in (403, 404)
    assert paul.open(story.desk).status in (403, 404)


def step_15_notify(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen days later. Expected: technique and expert_comptable are reminded and late, nobody else."""
    now = timezone.now
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: now() + dt.timedelta(days=16))
        agent = Visitor.signed_in(story.cast.agent).open(f"{story.desk}partners/")
        panels = [panel.get_text(" ") for panel in agent.page.select(".desk-partners > li")]
        late = {name for name in LATE for panel in panels if name in panel and "overdue" in panel}
        assert (late, sum("overdue" in panel for panel in panels)) == (LATE, 2)
        assert "2 of 4" in agent.main
        agent.follow("/remind/").press("", "/remind/")
        assert agent.status == 200
    assert {scope: story.asked(scope).reminders for scope in INSTRUCTIONS} == {
        "financier": 0, "juridique": 0, "technique": 1, "comptable": 1,
    }  # fmt: skip
    with monkeypatch.context() as later:
        later.setattr(timezone, "now", lambda: now() + dt.timedelta(days=16))
        for role in ("partner_unbound", "partner_withdrawn"):
            reminder = story.letters(story.cast.user(role).email)[0]  # type: ignore[union-attr]
            assert "Reminder" in reminder
            assert "#" not in reminder
    assert not [each for each in story.letters(LAWYER) if "Reminder" in each]


def step_16_complete(story: Story) -> None:
    """Expected: s4 answered; the agent sees the four, the citizen and the other partners none of them."""
    accountant = story.signed_in(story.cast.partner_withdrawn)
    key = story.key_for(story.cast.partner_withdrawn.email)
    accountant.open("/partner/attach/").press("", "/partner/attach/", key=key)
    accountant.follow("/complement/")
    forged = accountant.form("/complement/")
    sent = {str(each["name"]): each.get("value", "") for each in forged.select("input[type=hidden]")}
    accountant.send(accountant.at, {**sent, **COMPLEMENT, "projet_titre": "À moi", "do": "send"})
    assert accountant.status == 422
    assert story.dossier.answers["projet_titre"] == ANSWERS["projet_titre"]
    assert story.dossier.events.order_by("-number")[0].kind == EventKind.REFUSED
    accountant.open(f"/partner/requests/{story.asked('comptable').uid}/complement/")
    accountant.press("do=send", fill=dict(COMPLEMENT), comptes=ACCOUNTS)
    assert accountant.at.endswith("/receipt/"), accountant.text
    assert story.asked("comptable").state == State.ANSWERED
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}form/")
    for shown in ("3,120.45", "11,870.00", COMPLEMENT["pa_observation"], "comptes_2025_certifies.pdf"):
        assert shown in agent.main, shown
    citizen = story.citizen.open(f"/dossiers/{story.dossier.uid}/")
    lawyer = story.lawyer.open(f"/partner/requests/{story.asked('juridique').uid}/")
    paul = story.signed_in(story.cast.internal_partner).open(
        f"/desk/requests/{story.asked('financier').uid}/"
    )
    for other in (citizen, lawyer, paul):
        assert other.status == 200
        for hidden in (
            "3,120.45",
            "11,870.00",
            COMPLEMENT["pa_observation"],
            "comptes_2025",
            "Fonds associatifs",
        ):
            assert hidden not in other.raw.decode(), hidden


def step_17_give_the_last_opinion(story: Story) -> None:
    """Expected: s3 answered."""
    engineer = story.signed_in(story.cast.partner_unbound)
    key = story.key_for(story.cast.partner_unbound.email)
    engineer.open("/partner/attach/").press("", "/partner/attach/", key=key)
    engineer.follow("/opinion/").press("", verdict="defavorable", reasons=REASONS["s3"])
    assert engineer.at.endswith("/receipt/"), engineer.text
    assert story.asked("technique").state == State.ANSWERED
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}partners/")
    assert "4 of 4" in agent.main
    for reasons in REASONS.values():
        assert reasons in agent.main


def the_case_never_lets(story: Story) -> None:
    """The case's invariants, over all that was shown, sent and stored."""
    others = [*story.partners().values(), *story.browsers.values(), story.lawyer, story.citizen]
    partners = [*story.partners().values(), story.signed_in(story.intruder_account)]
    told = [letter for email in story.partner_addresses() for letter in story.letters(email)]
    for text in (*told, *(page for partner in partners for page in partner.seen)):
        assert not [iban for iban in IBANS if iban in text]
    keys = [
        story.key_for(each) for each in story.partner_addresses() if each != story.cast.internal_partner.email
    ]
    everywhere = [letter for email in story.everybodys_addresses() for letter in story.letters(email)]
    for key in keys:
        assert len([letter for letter in set(everywhere) if holding([key], letter)]) == 1
    for visitor in others:
        assert not [page for page in visitor.seen if holding(keys, page)]
    nothing_was_kept_or_left_out(story, keys)
    the_agent_reads_it_all(story)
    assert Client().get(f"/dossiers/{story.dossier.uid}/").status_code == 302


def the_agent_reads_it_all(story: Story) -> None:
    """A line for each deed, with its author and the hour."""
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}history/")
    lines = [" ".join(each.get_text(" ").split()) for each in agent.page.select(".desk-history > li")]
    assert len(lines) == story.dossier.events.count()
    for event in story.dossier.events.all():
        at = date_format(timezone.localtime(event.at), "j N Y, H:i")
        assert [line for line in lines if event.actor_name in line and at in line], (event.kind, at)


def test_the_steps_are_the_cases(casebook: Path) -> None:
    """Where the case's steps change, so must ours."""
    case = yaml.safe_load((casebook / "cases" / "fr-subvention-association.yaml").read_text())
    assert [step["step"] for step in case["steps"]] == list(range(1, 27))
    due_of = {each["id"]: each["instructions"] for each in case["sample"]["solicitations"]}
    assert list(due_of.values()) == list(INSTRUCTIONS.values())
    assert case["sample"]["opinions"]["s1"]["precisions"] == REASONS["s1"]
    assert case["sample"]["opinions"]["s3"]["precisions"] == REASONS["s3"]
    assert case["sample"]["opinions"]["s3"]["later"] == LATER
    assert case["sample"]["agent_answers"]["decision_motif"] == DECISION
    assert len(case["invariants"]) == 4
