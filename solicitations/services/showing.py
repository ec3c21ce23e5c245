"""Who has a document of the service, and from which partners a file of the dossier is kept: changed later."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, SentDocument
from dossiers.once import first_time
from dossiers.services.saving import NotAcceptable
from dossiers.sights import NotYours, Sight
from dossiers.writing import Writing, writing
from formengine.problems import Problem
from solicitations.enums import State
from solicitations.models import PartnerRecipient, Withheld
from solicitations.recipients import Recipient, recipients_of
from solicitations.services.handing_out import give
from solicitations.texts import shown_at


def change_recipients(
    *,
    actor: Actor,
    sight: Sight,
    document_id: UUID,
    recipients: Collection[str],
    knowingly: bool = False,
    key: UUID,
    at: dt.datetime,
) -> SentDocument:
    """Let exactly these have the document from now on; who is taken away loses it at once.

    What was opened stays in the history. Somebody new who may not see what was filled into it is refused
    unless it is done `knowingly`. Raises Forbidden, NotYours, KeyReused, NotAcceptable (path: recipients;
    codes: gone, not_shown with `title` and `name`).
    """
    require(actor, "dossiers.hand_out", sight)
    with writing(sight, actor=actor, at=at) as deed:
        sent: SentDocument | None = deed.dossier.sent_documents.filter(document=document_id).first()
        if sent is None:
            raise NotYours
        wanted = sorted(set(recipients))
        if not first_time(actor=actor, key=key, content=["recipients", sent.pk, wanted, knowingly], at=at):
            return sent
        possible = {each.key: each for each in recipients_of(deed.dossier)}
        if not set(wanted) <= possible.keys():
            raise NotAcceptable((Problem(("recipients",), "gone"),))
        present = present_keys(sent) & possible.keys()
        added = [possible[each] for each in wanted if each not in present]
        if problems := () if knowingly else not_shown(sight, sent, added):
            raise NotAcceptable(problems)
        for each in added:
            give(deed, sent, each)
            _tell(deed, EventKind.RECIPIENT_ADDED, sent, each.name)
        for gone in sorted(present - set(wanted)):
            _take(deed, sent, gone)
    return sent


def present_keys(sent: SentDocument) -> frozenset[str]:
    """Keys of those who have a document now. Two queries."""
    parties = sent.parties.filter(taken_at=None).values_list("participation_id", flat=True)
    partners = sent.partners.filter(taken_at=None).values_list("solicitation__uid", flat=True)
    return frozenset({*(f"party-{each}" for each in parties), *(f"partner-{each}" for each in partners)})


def not_shown(sight: Sight, sent: SentDocument, added: Collection[Recipient]) -> tuple[Problem, ...]:
    """Answers that stand in the document, and that somebody new does not see in the dossier."""
    found = []
    for path in sent.told:
        field = sight.model.field_at(path)
        for each in added:
            if field is not None and shown_at(each.sight, path) is None:
                told = {"title": field.title, "name": each.name}
                found.append(Problem(("recipients",), "not_shown", told))
    return tuple(found)


def _take(deed: Writing, sent: SentDocument, key: str) -> None:
    """The other way round than `give`. The row stays, with what is known of the opening."""
    who, _dash, which = key.partition("-")
    if who == "party":
        party = sent.parties.select_related("participation__user").get(participation_id=which)
        name = str(party.participation.user)
        sent.parties.filter(pk=party.pk).update(taken_at=deed.at)
    else:
        partner: PartnerRecipient = sent.partners.select_related("solicitation").get(solicitation__uid=which)
        name = partner.solicitation.partner_name
        sent.partners.filter(pk=partner.pk).update(taken_at=deed.at)
    _tell(deed, EventKind.RECIPIENT_REMOVED, sent, name)


def _tell(deed: Writing, kind: EventKind, sent: SentDocument, name: str) -> None:
    deed.record(kind, document=str(sent.document_id), document_kind=sent.kind, recipient=name)


def keep_from(
    *,
    actor: Actor,
    sight: Sight,
    document_id: UUID,
    everybody: bool,
    partners: Collection[UUID],
    key: UUID,
    at: dt.datetime,
) -> Document:
    """Keep a file of the dossier from exactly these partners, or from all, be they asked later; at once.

    Who is named no more sees it again as far as their view shows it. Raises Forbidden, NotYours (no such file
    in this agent's sight), KeyReused, NotAcceptable (path: partners; code: gone).
    """
    require(actor, "dossiers.hand_out", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found: Document | None = deed.dossier.documents.filter(pk=document_id, purpose=Purpose.ANSWER).first()
        if found is None or str(document_id) not in sight.on(deed.dossier).projection.files:
            raise NotYours
        wanted = sorted(map(str, partners))
        content = ["keep_from", str(document_id), everybody, wanted]
        if not first_time(actor=actor, key=key, content=content, at=at):
            return found
        asked = {str(each.uid): each for each in deed.dossier.solicitations.exclude(state=State.WITHDRAWN)}
        if not set(wanted) <= asked.keys():
            raise NotAcceptable((Problem(("partners",), "gone"),))
        keep: set[int | None] = {asked[each].pk for each in wanted} | ({None} if everybody else set())
        names = {each.pk: each.partner_name for each in asked.values()}
        rows = {each.solicitation_id: each for each in found.withheld.select_related("solicitation")}
        for pk in sorted(rows.keys() - keep, key=str):
            gone = rows[pk].solicitation
            _note(deed, EventKind.FILE_GIVEN_BACK, found, gone.partner_name if gone else "")
            rows[pk].delete()
        for pk in sorted(keep - rows.keys(), key=str):
            Withheld.objects.create(
                organisation_id=deed.dossier.organisation_id, document=found, solicitation_id=pk, since=at
            )
            _note(deed, EventKind.FILE_WITHHELD, found, names[pk] if pk else "")
    return found


def _note(deed: Writing, kind: EventKind, document: Document, partner: str) -> None:
    deed.record(kind, document=str(document.pk), field=document.field, partner=partner)
