"""Who may draw: the functional administrators of the organisation that the model belongs to."""

import rules

from accounts.actors import Actor
from dossier_models.models import DossierModel, ReferenceList


@rules.predicate
def runs_the_service(actor: Actor | None) -> bool:
    return isinstance(actor, Actor) and actor.is_signed_in and actor.is_admin


@rules.predicate
def belongs_to_their_organisation(actor: Actor | None, model: DossierModel | ReferenceList | None) -> bool:
    return (
        isinstance(actor, Actor)
        and isinstance(model, DossierModel | ReferenceList)
        and model.organisation_id == actor.organisation_id
    )


rules.add_perm("dossier_models.create", runs_the_service)
rules.add_perm("dossier_models.draw", runs_the_service & belongs_to_their_organisation)
rules.add_perm("dossier_models.keep", runs_the_service & belongs_to_their_organisation)
