"""A dossier that was filed for somebody else, on which another party was invited, for the walks."""

from dataclasses import dataclass
from uuid import uuid4

from django.utils import timezone

from accounts.models import User, actor_for
from dossiers.models import Dossier, Party
from dossiers.services import (
    KeyRefused,
    PartyAsk,
    address_beneficiary,
    invite_party,
    take_over,
    withdraw_party,
)
from dossiers.services.parties import give_up_as_party
from dossiers.services.standing_in import give_up_as_beneficiary
from dossiers.sights import as_party
from solicitations.services.wishing import wish
from tests.casting import Cast, moved, save
from tests.house.canaries import Aviary
from tests.standing_in import NEIGHBOUR, Standing, key_for

OTHER_NUMBERS = {
    "asso_rna": "W442009999",
    "asso_siret": "90000200700004",
    "representant_tel": "02 40 00 00 99",
    "iban": "FR1420041010050500013M02606",
}
"""None of them is a canary's: who sees this dossier may not see that one."""


@dataclass(frozen=True)
class PartiesTown:
    """`citizen` filed it for `other_citizen`, who has attached it; `partner_unbound` is the other party."""

    dossier: Dossier
    party: Party


def build_parties(cast: Cast) -> PartiesTown:
    standing = Standing.of(cast)
    dossier = standing.to(standing.attached(), "avis_en_cours")
    party = standing.invited(dossier)
    standing.attach("partner_unbound", key_for(party.invitation))
    return PartiesTown(dossier, Party.objects.get(pk=party.pk))


def build_singing_parties(cast: Cast, aviary: Aviary) -> PartiesTown:
    """The same with canaries, and with every letter that is sent about parties."""
    standing = Standing.of(cast)
    name = aviary.text("whom it was filed for", {"citizen", "other_citizen", "agent"})
    dossier = moved(cast.actor("citizen"), standing.completed(name=name, **OTHER_NUMBERS), "depose")
    standing.attach("other_citizen", standing.key_of(dossier))
    dossier = standing.to(dossier, "avis_en_cours")
    called = aviary.text("name of the neighbour", {"agent", "partner_unbound"})
    party = _invited(standing, dossier, called, cast.partner_unbound.email)
    standing.attach("partner_unbound", key_for(party.invitation))
    neighbour = cast.actor("partner_unbound")
    said = aviary.text("what the neighbour said", {"agent", "partner_unbound"})
    save(neighbour, as_party(neighbour, dossier.uid), page="voisinage", voisin_accord=True, voisin_avis=said)
    _letters(standing, dossier)
    return PartiesTown(dossier, Party.objects.get(pk=party.pk))


def _invited(standing: Standing, dossier: Dossier, name: str, email: str) -> Party:
    return invite_party(
        actor=standing.cast.actor("agent"), sight=standing.desk(dossier),
        wanted=PartyAsk("voisin", name, email), key=uuid4(), at=timezone.now(),
    )  # fmt: skip


def _letters(standing: Standing, dossier: Dossier) -> None:
    """One party gives it up, another is withdrawn, a third key is tried by somebody else; then two more
    dossiers: one is given up by its beneficiary, one taken over."""
    agent = standing.cast.actor("agent")
    wrong = _invited(standing, dossier, NEIGHBOUR, standing.cast.partner_withdrawn.email)
    standing.attach("partner_withdrawn", key_for(wrong.invitation))
    reporter = standing.cast.actor("partner_withdrawn")
    give_up_as_party(actor=reporter, sight=as_party(reporter, dossier.uid), at=timezone.now())
    second = _invited(standing, dossier, NEIGHBOUR, standing.cast.partner_withdrawn.email)
    _wishes(standing, standing.cast.partner, second)
    withdraw_party(
        actor=agent, sight=standing.desk(dossier), party_id=second.pk, key=uuid4(), at=timezone.now()
    )
    anna = standing.cast.actor("other_citizen")
    disowned = standing.filed(email="")
    address_beneficiary(
        actor=agent, sight=standing.desk(disowned), email=anna.email, key=uuid4(), at=timezone.now()
    )
    standing.attach("other_citizen", standing.key_of(disowned))
    give_up_as_beneficiary(actor=anna, sight=as_party(anna, disowned.uid), at=timezone.now())
    taken = standing.attached()
    take_over(actor=anna, sight=as_party(anna, taken.uid), keeps=False, key=uuid4(), at=timezone.now())


def _wishes(standing: Standing, user: User, party: Party) -> None:
    """Somebody tries a key that was sent to another address, and tells the service."""
    actor = actor_for(user, standing.cast.organisation)
    try:
        standing.attach("partner", key_for(party.invitation))
    except KeyRefused:
        wish(actor=actor, digest=bytes(party.invitation.key_digest), at=timezone.now())
