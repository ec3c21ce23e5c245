"""Steps 18 to 26 over HTTP: more is asked of the citizen, and of one partner, and it is decided."""

from solicitations.enums import State
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
    Story,
)
from tests.journeys.visitor import Visitor
from tests.samples import ANSWERS, DOCUMENT


def the_rest(story: Story) -> None:
    step_18_ask_the_citizen(story)
    step_19_open_what_was_attached(story)
    step_20_send_back(story)
    step_21_ask_again(story)
    step_22_give_another_opinion(story)
    step_23_hand_out_the_mission(story)
    step_24_present(story)
    step_25_grant_without_reasons(story)
    step_26_grant(story)


def nobody_sees(story: Story, besides: tuple[str, ...] = ()) -> None:
    """None of the four, but for these, finds the dossier, or gets anything of it by its address."""
    for scope, partner in story.partners().items():
        if scope in besides:
            continue
        home = "/desk/requests/" if scope == "financier" else "/partner/"
        uid = story.asked(scope).uid
        assert str(uid) not in partner.open(home).raw.decode(), scope
        for page in ("", "opinion/", "questions/", "complement/", "receipt/"):
            gone = partner.open(f"{home}{'requests/' if scope != 'financier' else ''}{uid}/{page}")
            assert gone.status in (404, 405), (scope, page)
            for hint in (story.dossier.reference, "Tréteaux", "Festival"):
                assert str(hint) not in gone.raw.decode(), (scope, page, hint)


def step_18_ask_the_citizen(story: Story) -> None:
    """Expected: status a_completer; partners see nothing; the citizen may change the budget, add a plan."""
    agent = story.signed_in(story.cast.agent).open(story.desk)
    agent.press("to=a_completer")
    assert (agent.status, story.dossier.status) == (200, "a_completer")
    nobody_sees(story)
    citizen = story.citizen.open(f"/dossiers/{story.dossier.uid}/")
    assert "À compléter" in citizen.main
    assert "usager" not in citizen.main, "the desk's own title of the status"
    offered: dict[str, set[str]] = {}
    for page in ("association", "projet", "budget", "pieces", "instruction", "suite", "apport"):
        citizen.open(f"{story.fill}{page}/")
        offered[page] = fields_of(citizen.names()) if citizen.at == f"{story.fill}{page}/" else set()
    assert {page: fields for page, fields in offered.items() if fields} == TO_COMPLETE


def fields_of(names: set[str]) -> set[str]:
    """The model's fields among the names of inputs."""
    keys = DOCUMENT["properties"]
    return {key for key in keys for name in names if name == key or name.startswith(f"{key}-")}


def step_19_open_what_was_attached(story: Story) -> None:
    """Expected: not listed; the address answers 404 without content, and so does the file."""
    lawyer = story.lawyer.open("/partner/")
    assert lawyer.status == 200
    assert lawyer.links("/partner/requests/") == []
    (statutes,) = story.dossier.answers["statuts"]
    for address in (
        f"/partner/requests/{story.asked('juridique').uid}/",
        f"/partner/dossiers/{story.dossier.uid}/documents/{statutes}/",
    ):
        assert lawyer.open(address).status == 404, address
        for hint in ("Tréteaux", "Festival", "statuts 2019", str(story.dossier.reference)):
            assert hint not in lawyer.raw.decode(), hint


def step_20_send_back(story: Story) -> None:
    """Expected: status instruction. The plan takes the place of the one before, which is kept in the past."""
    (before,) = story.dossier.answers["plan_securite"]
    citizen = story.citizen.open(f"{story.fill}pieces/")
    citizen.press("_continue", fill={"plan_securite-remove": before}, plan_securite=PLAN)
    assert citizen.at == f"{story.fill}check-answers/", citizen.errors
    assert PLAN[0] in citizen.main
    citizen.press("to=instruction")
    assert (citizen.status, story.dossier.status) == (200, "instruction")
    (after,) = story.dossier.answers["plan_securite"]
    assert after != before
    assert story.dossier.documents.filter(pk=before).exists()
    nobody_sees(story)


def step_21_ask_again(story: Story) -> None:
    """Expected: status avis_en_cours; technique alone sees it again, and needs no other key."""
    engineer, keys = story.signed_in(story.cast.partner_unbound), story.keys_sent()
    story.ask_again("technique", SECOND_ASK)
    assert story.dossier.status == "avis_en_cours"
    asked = story.asked("technique")
    (link,) = engineer.open("/partner/").links("/partner/requests/")[:1]
    engineer.open(link)
    assert engineer.at == f"/partner/requests/{asked.uid}/"
    for shown in (SECOND_ASK, PLAN[0], ANSWERS["projet_titre"]):
        assert shown in engineer.main, shown
    assert story.keys_sent() == keys
    newest = story.letters(asked.partner_email)[0]
    assert SECOND_ASK in newest
    assert "#" not in newest
    nobody_sees(story, besides=("technique",))


def step_22_give_another_opinion(story: Story) -> None:
    """Expected: both opinions are kept, and the one that counts is favourable."""
    engineer = story.signed_in(story.cast.partner_unbound)
    engineer.open(f"/partner/requests/{story.asked('technique').uid}/opinion/")
    engineer.press("", verdict=LATER["verdict"], reasons=LATER["precisions"])
    assert engineer.at.endswith("/receipt/"), engineer.text
    assert story.verdicts("technique") == ["defavorable", "favorable"]
    assert story.asked("technique").state == State.ANSWERED
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}partners/")
    for said in ("Défavorable", "Favorable", LATER["precisions"], REASONS["s3"]):
        assert said in agent.main, said
    assert "5 of 5" in agent.main


def step_23_hand_out_the_mission(story: Story) -> None:
    """Expected: the document is seen by the lawyer, who is told, and by nobody else outside."""
    told = {email: len(story.letters(email)) for email in story.everybodys_addresses()}
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}documents/").follow("/documents/send/")
    agent.open(f"{agent.at}?kind=lettre_mission")
    ticked = [str(each["value"]) for each in agent.page.select("[name=recipients][checked]")]
    assert ticked == [f"partner-{story.asked('juridique').uid}"]
    agent.press("preview")
    text = agent.page.select_one("textarea[name^=text-]")
    assert text is not None
    for filled in (story.dossier.reference, INSTRUCTIONS["juridique"], "Hélène d'Orgeval"):
        assert str(filled) in text.get_text(), filled
    agent.press("send=1")
    assert agent.status == 200, agent.main
    assert agent.at == f"{story.desk}documents/"
    assert "Lettre de mission" in agent.main
    (letter,) = story.lawyer.open(f"/partner/requests/{story.asked('juridique').uid}/").links("/received/")
    paper = Visitor(story.lawyer.client).open(letter)
    assert paper.raw.startswith(b"%PDF")
    assert "Tréteaux" not in story.lawyer.main, "the dossier itself is over for them"
    assert "first opened" in agent.open(f"{story.desk}documents/").main
    for others in ("technique", "comptable"):
        partner = story.partners()[others]
        assert "Lettre de mission" not in partner.open("/partner/").raw.decode()
        for asked in (story.asked(others), story.asked("juridique")):
            at = f"/partner/requests/{asked.uid}{letter[letter.index('/received/') :]}"
            assert partner.open(at).status == 404, at
    citizen = story.citizen.open(f"/dossiers/{story.dossier.uid}/")
    assert "Lettre de mission" not in citizen.raw.decode()
    assert citizen.open(letter).status == 404
    after = {email: len(story.letters(email)) for email in told}
    assert {email: after[email] - told[email] for email in told if after[email] != told[email]} == {LAWYER: 1}
    assert "Lettre de mission" not in story.letters(LAWYER)[0], "mails name the dossier, not what is in it"


def step_24_present(story: Story) -> None:
    """Expected: status commission; partners only read, and only who was asked again."""
    agent = story.signed_in(story.cast.agent).open(story.desk)
    agent.press("to=commission")
    assert (agent.status, story.dossier.status) == (200, "commission")
    engineer, address = story.partners()["technique"], f"/partner/requests/{story.asked('technique').uid}/"
    engineer.open(address)
    assert engineer.status == 200
    assert ANSWERS["projet_titre"] in engineer.main
    assert not fields_of(engineer.names()) | (engineer.names() & {"verdict", "reasons"})
    forged = {"verdict": "defavorable", "reasons": "Non.", "csrfmiddlewaretoken": engineer.token()}
    assert engineer.send(f"{address}opinion/", forged).status >= 400
    assert story.verdicts("technique") == ["defavorable", "favorable"]
    nobody_sees(story, besides=("technique", "juridique"))
    lawyer = story.lawyer.open(f"/partner/requests/{story.asked('juridique').uid}/")
    assert "Tréteaux" not in lawyer.main


def step_25_grant_without_reasons(story: Story) -> None:
    """Expected: refused, error at decision_motif."""
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}form/instruction/")
    agent.press("", montant_propose=PROPOSED)
    assert agent.status == 200
    agent.open(story.desk).press("to=accorde")
    assert (agent.status, story.dossier.status) == (422, "commission")
    assert agent.links("#f-decision_motif")
    assert not agent.links("#f-montant_propose")


def step_26_grant(story: Story) -> None:
    """Expected: status accorde; the decision is told; partners see nothing; of the desk's the citizen reads
    the reasons and nothing else."""
    told = len(story.letters(ANSWERS["representant_email"]))
    agent = story.signed_in(story.cast.agent).open(f"{story.desk}form/suite/")
    agent.press("", decision_motif=DECISION)
    assert agent.status == 200
    agent.open(story.desk).press("to=accorde")
    assert (agent.status, story.dossier.status) == (200, "accorde")
    letters = story.letters(ANSWERS["representant_email"])
    assert len(letters) == told + 1
    assert "Accordé" in letters[0]
    assert story.dossier.reference in letters[0]
    nobody_sees(story)
    citizen = story.citizen.open(f"/dossiers/{story.dossier.uid}/")
    assert DECISION in citizen.main
    for never in ("15,000.00", "15000", NOTE, "Note interne", "Montant proposé"):
        assert never not in citizen.raw.decode(), never
