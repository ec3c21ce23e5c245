"""The mediation case's steps about lawyers, the other party and the mediator, over HTTP, each as expected.

Steps 2 to 4, 7 to 9, 16, 20 and 21 are only walked through here, as far as the others need them.
"""

import pytest
from pytest_django.fixtures import Settings

from dossiers.enums import EventKind, Role
from dossiers.models import Dossier
from dossiers.sights import as_agent
from tests.casting import Cast, save
from tests.journeys.mediation import (
    ANNA,
    BRUNO,
    COMPANY_ADDRESS,
    DISPUTE,
    LAWYER,
    MEDIATOR,
    NOTES,
    OBJECT,
    OTHER_LAWYER,
    PAPER,
    PARTIES,
    PRIVATE,
    REASONS,
    START,
    Mediation,
    fills_in,
    wished,
)
from tests.journeys.visitor import Visitor, key_in


@pytest.fixture(autouse=True)
def to_the_mailbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "config.mailbox.backend.Mailbox"


def test_the_mediation(cast: Cast) -> None:
    story = Mediation(cast)
    step_1_begin_for_somebody_else(story)
    step_5_file(story)
    step_6_for_another_client(story)
    to_the_register(story)
    step_10_invite_the_other_party(story)
    step_11_join(story)
    step_12_appoint(story)
    step_13_somebody_elses_key(story)
    step_14_attach(story)
    step_15_declare(story)
    to_the_meeting(story)
    step_18_keep_a_file_from_the_mediator(story)
    step_19_record_the_outcome(story)
    to_the_end(story)
    step_22_after_91_days(story)


def step_1_begin_for_somebody_else(story: Mediation) -> None:
    """Expected: the dossier is Anna Verdi's, and is listed for her lawyer."""
    lawyer = story.lawyer.open(START)
    lawyer.follow("/account/signup/?next=")
    story.register(lawyer, "Luca", "Ferrari", LAWYER)
    assert lawyer.at == START
    lawyer.follow("/for-another/")
    lawyer.press("", "/for-another/", capacity="avvocato", name=ANNA, email=LAWYER)
    assert (lawyer.status, lawyer.errors) == (422, ["email"])
    lawyer.press("", "/for-another/", email="anna.verdi@example.org")
    assert lawyer.at == f"{story.fill}controversia/", lawyer.main
    fills_in(lawyer, "_continue", DISPUTE)
    assert lawyer.at == f"{story.fill}parti/", lawyer.main
    fills_in(lawyer, "_continue", PARTIES)
    assert lawyer.at == f"{story.fill}documenti/", lawyer.main
    dossier = story.dossier
    assert (dossier.applicant_name, dossier.filer_name) == (ANNA, "Luca Ferrari")
    assert f"For {ANNA}" in lawyer.open("/dossiers/").main


def step_5_file(story: Mediation) -> None:
    """Expected: status depositata, fee 75, receipt; and the beneficiary is told."""
    lawyer = story.lawyer.open(f"{story.fill}documenti/")
    papers = {name: PAPER[name] for name in ("documento_identita", "pagamento_avvio", "contratto")}
    lawyer.press("_continue", fill=papers)
    assert lawyer.at == f"{story.fill}invio/", lawyer.main
    assert "75" in lawyer.main
    lawyer.press("_continue", privacy="true")
    lawyer.press("to=depositata")
    dossier = story.dossier
    assert (lawyer.status, dossier.status) == (200, "depositata")
    assert dossier.answers["spese_avvio"] == "75.00"
    assert str(dossier.reference) in lawyer.main
    assert f"You filed it for {ANNA}" in lawyer.main
    assert any(f"{dossier.reference} has been received" in each for each in story.letters(LAWYER))
    letter = next(each for each in story.letters("anna.verdi@example.org") if "#" in each)
    assert "Luca Ferrari has filed" in letter
    assert REASONS[:30] not in letter
    agent = story.agent.open("/desk/dossiers/")
    assert f"{ANNA} by Luca Ferrari" in agent.main
    assert "Luca Ferrari (Avvocato)" in agent.open(story.desk).main


def step_6_for_another_client(story: Mediation) -> None:
    """Expected: allowed, and two dossiers listed, each with whom it is for."""
    lawyer = story.lawyer.open(f"{START}for-another/")
    lawyer.press("", "/for-another/", capacity="avvocato", name=BRUNO)
    assert "/fill/" in lawyer.at
    lawyer.open("/dossiers/")
    assert len(lawyer.page.select(".portal-dossier")) == 2
    assert f"For {ANNA}" in lawyer.main
    assert f"For {BRUNO}" in lawyer.main


def to_the_register(story: Mediation) -> None:
    """Steps 7 to 9: the power of attorney is asked for and brought, and the dossier registered."""
    story.moves("da_regolarizzare")
    lawyer = story.lawyer.open(f"{story.fill}documenti/").press("_continue", procura=PAPER["procura"])
    lawyer.open(f"{story.fill}check-answers/").press("to=depositata")
    assert story.dossier.status == "depositata", lawyer.main
    story.desk_saves("gestione", spese_pagate="true", note_segreteria=NOTES)
    story.desk_saves("pratica", protocollo="2026/000482")
    story.moves("protocollata")


def step_10_invite_the_other_party(story: Mediation) -> None:
    """Expected: status comunicata, and the mail by which the other party registers."""
    agent = story.agent.open(f"{story.desk}parties/").follow("/parties/invite/")
    assert "Ragioni della pretesa" in agent.main, "what they will see"
    assert "Note interne" not in agent.main
    agent.press(
        "", "/invite/", kind="parte_convenuta", name="Edilnova S.r.l.", email=COMPANY_ADDRESS, strict=None
    )
    assert agent.at == f"{story.desk}parties/", agent.main
    assert "Edilnova" in agent.main
    letter = next(each for each in story.letters(COMPANY_ADDRESS) if "#" in each)
    assert str(story.dossier.reference) in letter
    for hidden in (REASONS[:30], "Verdi", NOTES):
        assert hidden not in letter


def step_11_join(story: Mediation) -> None:
    """Expected: sees what was said against them and nothing else; their answer is saved.

    Before it is communicated to them there is nothing, though they hold the key.
    """
    key = key_in(next(each for each in story.letters(COMPANY_ADDRESS) if "#" in each))
    other = story.other_lawyer.open("/partner/attach/").press("", "/partner/attach/", key=key)
    other.follow("/account/signup/?next=")
    story.register(other, "Sara", "Galli", OTHER_LAWYER)
    other.press("pending", "/partner/attach/")
    assert other.at == "/partner/attach/done/"
    uid = story.dossier.uid
    assert other.open(f"/dossiers/{uid}/").status == 404
    assert OBJECT not in other.open("/dossiers/").main
    story.moves("comunicata")
    other.open("/dossiers/").follow(f"/dossiers/{uid}/")
    for label in ("Materia della controversia", "Oggetto", "Ragioni della pretesa", "Parti attivanti"):
        assert label in other.main, label
    for hidden in ("patrocinio", NOTES, "Documento d'identità", "pagamento", "2026/000482", "Luca Ferrari"):
        assert hidden not in other.main, hidden
    for field in ("documento_identita", "pagamento_avvio", "contratto"):
        (file,) = story.dossier.answers[field]
        assert other.open(f"/dossiers/{uid}/documents/{file}/").status == 404, field
    for address in ("receipt", "take-over"):
        assert other.open(f"/dossiers/{uid}/{address}/").status == 404
    other.open(f"/dossiers/{uid}/").follow("/fill/")
    fills_in(other, "_continue", {
        "adesione": "aderisce", "adesione_note": "Si contesta l'entità del danno.",
        "adesione_firmata": PAPER["adesione_firmata"],
    })  # fmt: skip
    assert other.status == 200, other.main
    assert story.dossier.answers["adesione"] == "aderisce"
    held = story.dossier.participations.get(role=Role.SECOND_PARTY)
    assert (held.user.email, held.capacity) == (OTHER_LAWYER, "parte_convenuta")
    panel = story.agent.open(f"{story.desk}parties/").main
    assert "Sara Galli" in panel
    assert "3 answers saved" in panel
    forged = {"csrfmiddlewaretoken": other.open(f"/dossiers/{uid}/fill/risposta/").token(), "sede": "Modena"}
    assert other.send(f"/dossiers/{uid}/fill/risposta/", forged).status == 422
    assert story.dossier.answers["sede"] == "Bologna"


def step_12_appoint(story: Mediation) -> None:
    """Expected: the appointment reaches the mediator, with a key."""
    agent = story.agent.open(f"{story.desk}partners/ask/")
    agent.press("", fill={
        "ask-0-kind": "complement", "ask-0-scope": "mediazione", "ask-0-name": "Marco Bruni",
        "ask-0-email": MEDIATOR, "ask-0-due_on": wished(),
    })  # fmt: skip
    assert agent.at == f"{story.desk}partners/", agent.main
    assert any("#" in each for each in story.letters(MEDIATOR))
    story.desk_saves("pratica", mediatore_nominato="Marco Bruni")


def step_13_somebody_elses_key(story: Mediation) -> None:
    """Expected: refused, and nothing said of the dossier."""
    stranger = story.signed_in(story.stranger)
    stranger.open("/partner/attach/").press("", "/partner/attach/", key=story.key_for(MEDIATOR))
    assert stranger.status == 422
    for hint in (str(story.dossier.reference), "Verdi", OBJECT):
        assert hint not in stranger.raw.decode()


def step_14_attach(story: Mediation) -> None:
    """Expected: bound; sees the documents that are for the mediator, and neither notes nor register."""
    mediator = story.mediator.open("/partner/attach/")
    mediator.press("", "/partner/attach/", key=story.key_for(MEDIATOR))
    mediator.follow("/account/signup/?next=")
    story.register(mediator, "Marco", "Bruni", MEDIATOR)
    mediator.press("pending", "/partner/attach/")
    assert mediator.at == f"/partner/requests/{story.appointed.uid}/"
    said = mediator.raw.decode()
    for name in ("procura", "contratto", "adesione_firmata"):
        assert PAPER[name][0] in said, name
    for hidden in ("documento_identita.pdf", "pagamento_avvio.pdf", NOTES, "2026/000482"):
        assert hidden not in said, hidden
    (link,) = [each for each in mediator.links("/documents/") if story.dossier.answers["procura"][0] in each]
    for field in ("documento_identita", "pagamento_avvio"):
        (file,) = story.dossier.answers[field]
        other = link.replace(story.dossier.answers["procura"][0], file)
        assert Visitor(mediator.client).open(other).status == 404, field


def step_15_declare(story: Mediation) -> None:
    """Expected: impartiality and availability are saved."""
    mediator = story.mediator.open(f"/partner/requests/{story.appointed.uid}/complement/lavoro/")
    fills_in(mediator, "do=save", {
        "dichiarazione_imparzialita": "true",
        "disponibilita-0-data-day": "12", "disponibilita-0-data-month": "5",
        "disponibilita-0-data-year": "2026", "disponibilita-0-fascia": "mattina",
        "disponibilita-1-data-day": "14", "disponibilita-1-data-month": "5",
        "disponibilita-1-data-year": "2026", "disponibilita-1-fascia": "pomeriggio",
    })  # fmt: skip
    assert mediator.status == 200, mediator.main
    answers = story.dossier.answers
    assert answers["dichiarazione_imparzialita"] is True
    assert [each["data"] for each in answers["disponibilita"]] == ["2026-05-12", "2026-05-14"]


def to_the_meeting(story: Mediation) -> None:
    """Step 16, and the opening of the proceeding. The lawyer who filed reads on; nobody knows the other's."""
    agent, uid = story.cast.actor("agent"), story.dossier.uid
    meeting = {"inizio": "2026-05-12T10:00:00+02:00", "sede": "Bologna"}
    save(agent, as_agent(agent, uid), page="pratica", incontri=[meeting])
    story.moves("incontro_fissato")
    story.moves("in_corso")
    other = story.other_lawyer.open(f"/dossiers/{uid}/")
    assert "12 May 2026" in other.main or "12 mag" in other.main or "2026" in other.main
    assert "adesione" not in other.names()
    assert "Sara Galli" not in story.lawyer.open(f"/dossiers/{uid}/").main


def step_18_keep_a_file_from_the_mediator(story: Mediation) -> None:
    """Expected: the mediator no longer sees the document of the case that was taken out of their file."""
    (file,) = story.dossier.answers["contratto"]
    mediator = story.mediator.open(f"/partner/requests/{story.appointed.uid}/")
    (link,) = [each for each in mediator.links("/documents/") if file in each]
    story.agent.open(f"{story.desk}documents/{file}/partners/")
    story.agent.press("", "/partners/", partners=str(story.appointed.uid))
    assert story.agent.status == 200, story.agent.main
    mediator.open(f"/partner/requests/{story.appointed.uid}/")
    assert PAPER["contratto"][0] not in mediator.raw.decode()
    assert PAPER["procura"][0] in mediator.raw.decode()
    assert Visitor(mediator.client).open(link).status == 404


def step_19_record_the_outcome(story: Mediation) -> None:
    """Expected: the agent sees the outcome and never the mediator's notes."""
    base = f"/partner/requests/{story.appointed.uid}/complement/"
    mediator = story.mediator.open(f"{base}pratica/")
    fills_in(mediator, "do=save", {"esito": "accordo"})
    assert mediator.status == 200, mediator.main
    mediator.open(f"{base}lavoro/")
    fills_in(mediator, "do=send", {"appunti_mediatore": PRIVATE})
    assert mediator.status == 200, mediator.main
    assert story.dossier.answers["esito"] == "accordo"
    assert story.dossier.answers["appunti_mediatore"] == PRIVATE
    agent = story.agent
    for address in ("", "form/", "form/pratica/", "history/", "partners/", "documents/"):
        agent.open(f"{story.desk}{address}")
        assert agent.status == 200, address
        assert "Margine" not in agent.raw.decode(), address
    assert "Accordo" in agent.open(f"{story.desk}form/").main
    for somebody in (story.lawyer, story.other_lawyer):
        assert "Margine" not in somebody.open(f"/dossiers/{story.dossier.uid}/").raw.decode()


def to_the_end(story: Mediation) -> None:
    """Steps 20 and 21: not without the minutes."""
    story.agent.open(story.desk).press("to=chiusa")
    assert (story.agent.status, story.dossier.status) == (422, "in_corso")
    story.desk_saves("atti", verbale=PAPER["verbale"])
    story.moves("chiusa")
    assert "Accordo" in story.lawyer.open(f"/dossiers/{story.dossier.uid}/").main


def step_22_after_91_days(story: Mediation) -> None:
    """Expected: not listed, and not there; the parties still read it."""
    story.later(91)
    mediator = story.mediator.open("/partner/")
    assert mediator.links("/partner/requests/") == []
    assert mediator.open(f"/partner/requests/{story.appointed.uid}/").status == 404
    assert story.lawyer.open(f"/dossiers/{story.dossier.uid}/").status == 200
    kinds = set(story.dossier.events.values_list("kind", flat=True))
    assert {EventKind.BENEFICIARY_TOLD, EventKind.PARTY_INVITED, EventKind.BOUND} <= kinds
    assert Dossier.objects.filter(filer_name="Luca Ferrari").count() == 2
