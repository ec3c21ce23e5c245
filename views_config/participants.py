"""What is different about those who take part and about documents, and what that opens to whom: in words."""

from collections.abc import Callable, Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossier_models.palette import ADDRESSES, KEEPS
from dossier_models.participants import reminders_text
from formengine.comparing import Change, What
from formengine.model import Model
from formengine.overwriting import overwritten
from formengine.papers import DocumentKind
from formengine.taking_part import UNSAID, Reminders
from views_config.naming import Names, said

PARTNER_RULES: Mapping[str, str | Promise] = {
    "strict": gettext_lazy("who may use a key"),
    "keeps": gettext_lazy("what partners keep"),
    "acquainted": gettext_lazy("partners learn of each other"),
    "forward": gettext_lazy("partners may bring colleagues in"),
    "grace_days": gettext_lazy("days a key still works after the wished date"),
    "reply_days": gettext_lazy("working days proposed for a reply"),
    "reminders": gettext_lazy("reminders"),
}


def _partner_value(name: str, value: object) -> str:
    match name:
        case "strict":
            return str(ADDRESSES["strict" if value else "open"])
        case "keeps":
            return str(KEEPS[str(value)])
        case "reminders":
            return reminders_text(value if isinstance(value, Reminders) else None)
    return said(value)


def _partner_rule(change: Change, _names: Names) -> str:
    return _("%(what)s: %(old)s → %(new)s") % {
        "what": PARTNER_RULES[change.name],
        "old": _partner_value(change.name, change.old),
        "new": _partner_value(change.name, change.new),
    }


def _view(change: Change, names: Names) -> str:
    if not change.new:
        return _("goes on as the applicant would")
    return _("looks through %(view)s") % {"view": names.view(change.new)}


def _proof(change: Change, names: Names) -> str:
    if not change.new:
        return _("no proof is asked for any more")
    return _("shows a proof in %(field)s") % {"field": names.field(change.new)}


def _partners_of(scope: str, names: Names) -> str:
    return _("partners of %(scope)s") % {"scope": names.scope(scope)}


def _recipients(change: Change, names: Names) -> str:
    who = (
        _("partners of %(scope)s") % {"scope": names.scope(change.name)} if change.name else _("the parties")
    )
    text = _("is proposed to: %(who)s") if change.new else _("is no longer proposed to: %(who)s")
    return text % {"who": who}


Sentences = Mapping[What, Callable[[Change, Names], str]]
OF_PARTNERS: Sentences = {What.SETTING: _partner_rule}
OF_CAPACITY: Sentences = {What.SCOPE_VIEW: _view, What.PROOF: _proof}
OF_PAPER: Sentences = {
    What.RECIPIENTS: _recipients,
    What.TEXT: lambda change, _names: _("another text") if change.new else _("no text any more"),
}


def openings(old: Model | None, new: Model) -> tuple[str, ...]:
    """What people who take part newly may do, see or be handed, besides fields. `old` None: all there is."""
    before = set(_opened(old, Names(old, old))) if old else set()
    return tuple(each for each in _opened(new, Names(old or new, new)) if each not in before)


def _opened(model: Model, names: Names) -> Iterator[str]:
    partners = model.partners
    if partners.strict is not UNSAID.strict:
        yield _("Whoever holds a partner’s key can use it, with whatever account.")
    if partners.keeps == "reply":
        yield _("Partners find their own reply again once the dossier is hidden from them.")
    if partners.acquainted:
        yield _("Partners of one dossier learn who else is asked.")
    if partners.forward:
        yield _("It is proposed that partners may bring colleagues in.")
    for capacity in model.capacities:
        if capacity.view:
            text = _("Who acts for another person as %(capacity)s looks through %(view)s.")
        else:
            text = _("Who acts for another person as %(capacity)s goes on as the applicant would.")
        yield text % {"capacity": names.capacity(capacity.key), "view": names.view(capacity.view)}
    for party in model.parties:
        text = _("%(party)s can be invited and looks through %(view)s.")
        yield text % {"party": names.party(party.key), "view": names.view(party.view)}
    for paper in model.documents:
        if who := recipients(paper, names):
            text = _("The document %(paper)s is proposed to: %(who)s.")
            yield text % {"paper": names.paper(paper.key), "who": who}


def overwriting(model: Model) -> tuple[str, ...]:
    """What others than the applicant and agents could overwrite of the applicant's, a sentence each view."""
    names = Names(model, model)
    text = _("%(view)s can change what the applicant wrote: %(fields)s.")
    return tuple(
        text % {"view": names.view(view), "fields": ", ".join(map(names.field, fields))}
        for view, fields in overwritten(model).items()
    )


def recipients(paper: DocumentKind, names: Names) -> str:
    """To whom a document goes by default; empty for nobody."""
    scopes = [_partners_of(each, names) for each in paper.scopes]
    return ", ".join([*([_("the parties")] if paper.parties else []), *scopes])
