"""One solicitation as its partner sees it, and what they may do about it now."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from dossiers.models import Document
from dossiers.sights import Sight
from formengine.access import Access
from formengine.model import Scope
from solicitations.enums import OWING, REPLIED, UNCOUNTED
from solicitations.models import Colleague, Complement, Message, Opinion, Solicitation
from solicitations.reply import Reply


@dataclass(frozen=True, eq=False)
class Request:
    """What is asked, the sight of the dossier it gives, and what was replied."""

    solicitation: Solicitation
    sight: Sight

    @property
    def scope(self) -> Scope | None:
        return self.sight.model.scope(self.solicitation.scope)

    @cached_property
    def reply(self) -> Reply:
        return Reply(self.solicitation)

    @property
    def opinion(self) -> Opinion | None:
        """The opinion that counts now: the last one given."""
        return self.reply.opinion

    @property
    def verdict(self) -> str:
        """The title of the verdict given; empty where there is none."""
        return self.reply.verdict

    @property
    def earlier(self) -> list[tuple[Opinion, str, dt.datetime]]:
        """Opinions that were replaced, the latest first: each with its verdict's title and when it was."""
        return self.reply.earlier

    @property
    def complement(self) -> Complement | None:
        """The complement as it was last sent."""
        return self.reply.complement

    @cached_property
    def enclosures(self) -> list[Document]:
        """Files that go with the instructions. One query, when they are first asked for."""
        found = self.solicitation.enclosures.select_related("document").order_by("pk")
        return [each.document for each in found]

    @property
    def may_decline(self) -> bool:
        return self.solicitation.state in OWING

    @property
    def may_ask_question(self) -> bool:
        return self.solicitation.state not in UNCOUNTED

    @property
    def is_of_the_partner(self) -> bool:
        """Whether this reader is who was asked, not a colleague of theirs."""
        held = self.sight.participation
        return held is not None and held.pk == self.solicitation.participation_id

    @property
    def may_forward(self) -> bool:
        """Whether this reader may bring colleagues in: the agent allowed it, and they were asked first."""
        asked = self.solicitation
        return asked.may_forward and not asked.internal and self.is_of_the_partner and self.may_ask_question

    @property
    def colleagues(self) -> list[Colleague]:
        """Who takes part beside the partner now."""
        return [each for each in self.solicitation.colleagues.all() if each.removed_at is None]

    @property
    def messages(self) -> list[Message]:
        """What passed between this partner and the agents, in order. One query."""
        return list(self.solicitation.messages.select_related("written_by"))

    @property
    def may_give_opinion(self) -> bool:
        """Asked for, still owed, and the status lets partners act."""
        return self.solicitation.wants_opinion and self.opinion is None and self.may_act

    @property
    def may_replace_opinion(self) -> bool:
        """Given already, and the window in which it is taken is still open."""
        return self.opinion is not None and self._is_window_open and self.solicitation.state in REPLIED

    @property
    def may_complete(self) -> bool:
        return self.solicitation.wants_complement and not self._is_complement_in and self.may_act

    @property
    def may_correct(self) -> bool:
        """The complement was sent, the window is still open, and the view lets something be filled in now."""
        return (
            self._is_complement_in
            and self._is_window_open
            and self.solicitation.state in REPLIED
            and bool(self.sight.projection.editable)
        )

    @property
    def newly_open(self) -> list[str]:
        """Titles of what can be filled in now and could not when the complement was sent."""
        if self.complement is None or not self.may_correct:
            return []
        fields, known = self.sight.projection.fields, self.complement.answers
        return [fields[key].title for key in fields if fields[key].editable and key not in known]

    @property
    def pages_to_fill(self) -> list[str]:
        """Keys of the pages of the complement, in order."""
        shown = self.sight.projection.pages
        return [page.key for page in shown if any(field.editable for field in page.fields)]

    @property
    def may_act(self) -> bool:
        """Whether a reply is taken at the present status: the view's cap there is `edit`."""
        return self._is_window_open and self.solicitation.state in OWING

    @property
    def _is_complement_in(self) -> bool:
        return self.solicitation.complement_at is not None

    @property
    def _is_window_open(self) -> bool:
        return self.sight.is_open and self.sight.status.cap(self.sight.view).access is Access.EDIT
