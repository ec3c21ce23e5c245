"""What passes between the town and a partner beside the reply: words, reminders, a letter of the service."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.utils import timezone

from accounts.actors import Actor
from config.demo.telling import Asked
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.recipients import recipients_of
from solicitations.selectors import request_for
from solicitations.services import ask_question, remind, write_to_partner
from solicitations.services.handing_out import Sending, Written, kind_of, send_documents
from solicitations.texts import drafts_of

Deed = tuple[int, Callable[[], object]]
"""What somebody does, and how many days after the dossier was filed."""


@dataclass(frozen=True)
class Beside:
    """One partner, the agent who asked, and the days of their story; `key` gives a deed's key."""

    agent: Actor
    partner: Actor
    solicitation: Solicitation
    key: Callable[[], UUID]
    day: Callable[[int], dt.datetime]

    @property
    def dossier(self) -> UUID:
        uid: UUID = self.solicitation.dossier.uid
        return uid

    def deeds(self, asked: Asked) -> Iterator[Deed]:
        if asked.letter:
            yield 4, partial(self.hand_out, asked.letter, self.day(4))
        if asked.question:
            yield 8, partial(self.ask, asked.question)
        if asked.question and asked.answer:
            yield 9, partial(self.answer, asked.answer)
        for number in asked.reminded:
            yield number, partial(self.remind, self.day(number))

    def remind(self, at: dt.datetime) -> None:
        sight, chosen = as_agent(self.agent, self.dossier), [self.solicitation.uid]
        remind(actor=self.agent, sight=sight, key=self.key(), at=at, chosen=chosen)

    def hand_out(self, kind_key: str, at: dt.datetime) -> None:
        """The model's text, filled in for this partner, as a PDF in their account."""
        sight = as_agent(self.agent, self.dossier)
        kind = kind_of(sight, kind_key)
        whom = next(
            each for each in recipients_of(sight.dossier)
            if each.solicitation and each.solicitation.pk == self.solicitation.pk
        )  # fmt: skip
        if kind is None:
            return
        drafts = drafts_of(kind, sight, [whom], today=timezone.localdate(at))
        texts = tuple(Written(each.text, (whom.key,), each.told) for each in drafts)
        sending = Sending(title=kind.title, kind=kind.key, recipients=(whom.key,), texts=texts)
        send_documents(actor=self.agent, sight=sight, sending=sending, key=self.key(), at=at)

    def ask(self, question: str) -> None:
        request = request_for(self.partner, self.solicitation.uid)
        ask_question(actor=self.partner, request=request, text=question, key=self.key(), at=self.day(8))

    def answer(self, answer: str) -> None:
        write_to_partner(
            actor=self.agent, sight=as_agent(self.agent, self.dossier), text=answer,
            solicitation_id=self.solicitation.pk, key=self.key(), at=self.day(9),
        )  # fmt: skip
