"""The key of a request: what it would give, its mail, and another one instead of it."""

import datetime as dt
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind, Role
from dossiers.models import Invitation
from dossiers.once import first_time
from dossiers.services.inviting import NewKey, Offer, end_participation, invite, revoke
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.fieldtypes.email import is_address
from formengine.problems import Problem
from solicitations.enums import State
from solicitations.models import Colleague, Solicitation

LEAST_DAYS, MOST_DAYS = 15, 90


class NoKeyToReplace(Refusal):
    """The request is closed, or its partner answers at the desk and needs no key."""

    code = "no_key_to_replace"
    http_status = 409
    message = _("This request has no key that could be replaced.")


def new_key(deed: Writing, asked: Solicitation, email: str) -> NewKey:
    """A key for a place in this request. It lives until the wished date and the model's grace, within bounds
    (SECURITY.md §4, Expiry); the model says whether it is only for who holds this address."""
    model = deed.dossier.design
    scope = model.scope(asked.scope)
    days = (asked.due_on - timezone.localdate(deed.at)).days + model.partners.grace_days
    days = min(max(days, LEAST_DAYS), MOST_DAYS)
    return invite(
        deed,
        Offer(
            role=Role.PARTNER, view=scope.view if scope else "partner", kind=asked.kind, scope=asked.scope,
            email=email, expires_at=deed.at + dt.timedelta(days=days), strict=model.partners.strict,
            opens_on=asked.opens_on, opens_at=tuple(asked.opens_at),
        ),
    )  # fmt: skip


def owe_key(deed: Writing, asked: Solicitation, new: NewKey, colleague: Colleague | None = None) -> None:
    """The one mail that carries it. `asked` and `colleague` are stored already."""
    whose = {"colleague": colleague.pk} if colleague else {}
    deed.owe(
        "key", f"key:{new.invitation.pk}", secret=new.key,
        solicitation=asked.pk, invitation=new.invitation.pk, **whose,
    )  # fmt: skip


def send_again(
    *, actor: Actor, sight: Sight, solicitation_id: int, key: UUID, at: dt.datetime,
    colleague_id: int | None = None, email: str = "", with_colleagues: bool = False,
) -> Solicitation:  # fmt: skip
    """Another key instead of the one a partner or a colleague has, used or not; at another address, if given.

    The old key dies and who attached the dossier with it sees it no more; what they replied stays. The
    colleagues go on, unless `with_colleagues`: then theirs ends too. Raises Forbidden, NotYours,
    NoKeyToReplace, NotAcceptable (path: email).
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        asked = _with_a_key(deed, solicitation_id)
        place = _place(asked, colleague_id)
        content = ["send_again", asked.pk, colleague_id, email, with_colleagues]
        if not first_time(actor=actor, key=key, content=content, at=at):
            return asked
        address = email.strip().lower() or _address(place)
        if not is_address(address) or _is_anothers(asked, place, address):
            code = "asked_already" if is_address(address) else "not_an_email"
            raise NotAcceptable((Problem(("email",), code),))
        revoke(deed, _invitation(place))
        _end_sight(deed, asked, place)
        if with_colleagues and place is asked:
            _end_colleagues(deed, asked)
        new = new_key(deed, asked, address)
        _readdress(place, address, new.invitation)
        _stand_back(asked)
        colleague = place if isinstance(place, Colleague) else None
        owe_key(deed, asked, new, colleague)
        deed.record(
            EventKind.KEY_REPLACED, solicitation=asked.pk, hint=new.invitation.hint,
            partner=colleague.name if colleague else asked.partner_name,
            **({"colleague": colleague.pk} if colleague else {}),
        )  # fmt: skip
    return asked


def _with_a_key(deed: Writing, solicitation_id: int) -> Solicitation:
    found: Solicitation | None = (
        deed.dossier.solicitations.select_related("invitation", "participation__user")
        .filter(pk=solicitation_id, internal=False).exclude(invitation=None).first()
    )  # fmt: skip
    if found is None or not found.takes_more_people:
        raise NoKeyToReplace
    return found


def _place(asked: Solicitation, colleague_id: int | None) -> Solicitation | Colleague:
    if colleague_id is None:
        return asked
    found: Colleague | None = (
        asked.colleagues.select_related("invitation", "participation__user")
        .filter(pk=colleague_id, removed_at=None).exclude(invitation=None).first()
    )  # fmt: skip
    if found is None:
        raise NoKeyToReplace
    return found


def _invitation(place: Solicitation | Colleague) -> Invitation:
    if place.invitation is None:
        raise NoKeyToReplace
    return place.invitation


def _address(place: Solicitation | Colleague) -> str:
    return place.email if isinstance(place, Colleague) else place.partner_email


def _is_anothers(asked: Solicitation, place: Solicitation | Colleague, address: str) -> bool:
    """Whether somebody else takes part in this request at this address."""
    others: list[Solicitation | Colleague] = [asked, *asked.colleagues.filter(removed_at=None)]
    return any(each != place and _address(each).lower() == address for each in others)


def _end_sight(deed: Writing, asked: Solicitation, place: Solicitation | Colleague) -> None:
    """Who attached the dossier with the old key sees it no more; it is noted, and they are told."""
    held = place.participation
    if held is None:
        return
    end_participation(deed, held)
    place.participation = None
    deed.record(
        EventKind.ACCESS_ENDED, solicitation=asked.pk, partner=str(held.user), hint=_invitation(place).hint
    )
    deed.owe("access_ended", f"access_ended:{held.pk}", solicitation=asked.pk, participation=held.pk)


def _end_colleagues(deed: Writing, asked: Solicitation) -> None:
    for each in asked.colleagues.select_related("invitation", "participation__user").filter(removed_at=None):
        if each.invitation:
            revoke(deed, each.invitation)
        _end_sight(deed, asked, each)
        each.removed_at = deed.at
        each.save(update_fields=["participation", "removed_at"])
        deed.record(EventKind.COLLEAGUE_REMOVED, solicitation=asked.pk, partner=each.name)


def _readdress(place: Solicitation | Colleague, address: str, invitation: Invitation) -> None:
    place.invitation = invitation
    name = "email" if isinstance(place, Colleague) else "partner_email"
    setattr(place, name, address)
    place.save(update_fields=["invitation", "participation", name])


def _stand_back(asked: Solicitation) -> None:
    """Nobody has it attached any more: it is asked again, unless something has come in."""
    still = asked.colleagues.filter(removed_at=None, participation__ended_at=None).exclude(participation=None)
    if asked.state == State.ATTACHED and asked.participation is None and not still.exists():
        asked.state = State.ASKED
        asked.save(update_fields=["state"])
