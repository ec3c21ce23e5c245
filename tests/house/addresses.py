"""Every named address of ours, with something behind it. A variant (`~draft`) leads to another thing."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dossiers.models import Dossier
from tests.house.town import Town

WAGTAILS_OWN = (
    "wagtailadmin_", "wagtail_", "wagtailcore_", "wagtaildocs", "wagtailembeds", "wagtailimages",
    "wagtailsites", "wagtailusers_", "wagtailsnippets:",
)  # fmt: skip
"""How Wagtail's own addresses begin: `test_wagtail.py` walks them. Each of ours has a line in the table."""


def patterns(
    resolver: URLResolver | None = None, namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Every pattern that has a name, with its full one."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from patterns(each, inner)
        elif each.name:
            yield ":".join((*namespaces, each.name)), each


def named() -> set[str]:
    return {name for name, _pattern in patterns()}


def is_wagtails(name: str) -> bool:
    return name.startswith(WAGTAILS_OWN)


def addresses(town: Town) -> Mapping[str, str]:
    """Name or variant -> path."""
    return {
        name: reverse(name.partition("~")[0], kwargs=arguments)
        for name, arguments in _arguments(town).items()
    }


def _arguments(town: Town) -> dict[str, dict[str, Any]]:
    return {**_plain(), **_citizens(town), **_partners(town), **_desks(town), **_designers(town)}


def _plain() -> dict[str, dict[str, Any]]:
    names = (
        "citizen_portal:home", "citizen_portal:dossiers", "partner_portal:requests", "partner_portal:attach",
        "partner_portal:another_account", "partner_portal:wish", "partner_portal:attached",
        "crm:queue", "crm:replies_seen", "crm:requests", "crm:registry", "crm:registry_add", "crm:ask_many",
        "accounts:language", "mailbox:index", "account_login",
        "account_logout", "account_inactive",
        "account_signup", "account_reauthenticate", "account_email", "account_email_verification_sent",
        "account_change_password", "account_set_password", "account_reset_password",
        "account_confirm_login_code", "account_reset_password_from_key_done", "account_reset_password_done",
        "dossier_models_list:index", "dossier_models_list:index_results", "dossier_models_list:add",
        "dossier_models:lists",
    )  # fmt: skip
    return {name: {} for name in names} | {
        "mailbox:letter": {"name": "20270101T120000000000-0123abcd"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "set-password"},
        "accounts:colours": {"colour": "1d4f91"},
        "picture": {"name": "none.png"},
    }


def _citizens(town: Town) -> dict[str, dict[str, Any]]:
    draft, pending = {"uid": town.draft.dossier.uid}, {"uid": town.pending.uid}
    paper = {"document_id": town.document("statuts").pk}
    return {
        "citizen_portal:start": {"key": town.cast.model.key},
        "citizen_portal:dossier": pending,
        "citizen_portal:dossier~draft": draft,
        "citizen_portal:confirm": {"uid": town.unconfirmed.dossier.uid},
        "citizen_portal:confirm~nothing": draft,
        "citizen_portal:receipt": pending,
        "citizen_portal:receipt~draft": draft,
        "citizen_portal:document": pending | paper,
        "citizen_portal:document~other_dossier": {"uid": town.decided.uid} | paper,
        "citizen_portal:document~of_opinion": pending | {"document_id": town.opinion_file(town.given).pk},
        "citizen_portal:received": pending | {"document_id": town.papers.shown.document_id},
        "citizen_portal:received~of_partner": pending | {"document_id": town.papers.letter.document_id},
        "citizen_portal:received~of_nobody": pending | {"document_id": town.papers.kept.document_id},
        "citizen_portal:document~of_service": pending | {"document_id": town.papers.shown.document_id},
        "citizen_portal:fill": draft,
        "citizen_portal:fill~filed": pending,
        "citizen_portal:page": draft | {"step": "projet"},
        "citizen_portal:page~check": draft | {"step": "check-answers"},
        "citizen_portal:page~filed": pending | {"step": "projet"},
        "citizen_portal:page~of_desk": draft | {"step": "instruction"},
        "citizen_portal:refresh": draft | {"step": "projet"},
        "citizen_portal:start_for_another": {"key": town.cast.model.key},
        "citizen_portal:dossier~parties": {"uid": town.parties.dossier.uid},
        "citizen_portal:page~parties": {"uid": town.parties.dossier.uid, "step": "voisinage"},
        "citizen_portal:receipt~parties": {"uid": town.parties.dossier.uid},
        "citizen_portal:take_over": {"uid": town.parties.dossier.uid},
        "citizen_portal:take_over~own": pending,
        "citizen_portal:not_mine": {"uid": town.parties.dossier.uid},
        "citizen_portal:see_as": {"uid": town.parties.dossier.uid},
    }


def _partners(town: Town) -> dict[str, dict[str, Any]]:
    opinion, complement = {"uid": town.opinion.uid}, {"uid": town.complement.uid}
    given = {"uid": town.given.uid}
    return {
        "partner_portal:request": opinion,
        "partner_portal:request~answered": given,
        "partner_portal:request~complement": complement,
        "partner_portal:request~withdrawn": {"uid": town.withdrawn.uid},
        "partner_portal:request~unbound": {"uid": town.unbound.uid},
        "partner_portal:request~closed": {"uid": town.closed.uid},
        "partner_portal:request~internal": {"uid": town.internal.uid},
        "partner_portal:opinion": opinion,
        "partner_portal:opinion~given": given,
        "partner_portal:opinion~not_asked": complement,
        "partner_portal:reply_file": given | {"document": town.opinion_file(town.given).pk},
        "partner_portal:reply_file~hidden": given | {"document": town.document("rib").pk},
        "partner_portal:receipt_paper": given,
        "partner_portal:receipt_paper~owed": opinion,
        "partner_portal:enclosure": opinion | {"document": town.enclosed.pk},
        "partner_portal:enclosure~not_enclosed": given | {"document": town.enclosed.pk},
        "partner_portal:complement": complement,
        "partner_portal:complement~not_asked": opinion,
        "partner_portal:complement_page": complement | {"page": "apport"},
        "partner_portal:complement_refresh": complement | {"page": "apport"},
        "partner_portal:complement_page~of_desk": complement | {"page": "instruction"},
        "partner_portal:confirm": {"uid": town.unconfirmed_complement.uid},
        "partner_portal:confirm~nothing": complement,
        "partner_portal:confirm~not_asked": opinion,
        "partner_portal:decline": opinion,
        "partner_portal:decline~given": given,
        "partner_portal:question": opinion,
        "partner_portal:colleagues": opinion,
        "partner_portal:remove_colleague": opinion | {"colleague": town.colleague.pk},
        "partner_portal:disown": opinion,
        "partner_portal:disown~closed": {"uid": town.closed.uid},
        "partner_portal:received": opinion | {"document": town.papers.letter.document_id},
        "partner_portal:received~other_request": complement | {"document": town.papers.letter.document_id},
        "partner_portal:received~of_nobody": opinion | {"document": town.papers.kept.document_id},
        "partner_portal:received~closed": {
            "uid": town.closed.uid,
            "document": town.papers.letter.document_id,
        },
        "partner_portal:receipt": given,
        "partner_portal:receipt~owed": opinion,
        "partner_portal:document": {"dossier": town.pending.uid, "document": town.document("statuts").pk},
        "partner_portal:document~hidden": {"dossier": town.pending.uid, "document": town.document("rib").pk},
    }


def _desks(town: Town) -> dict[str, dict[str, Any]]:
    uid, draft = {"uid": town.pending.uid}, {"uid": town.draft.dossier.uid}
    paper = {"document_id": town.document("statuts").pk}
    names = ("dossier", "move", "version", "form", "documents", "history", "partners", "ask", "remind")
    asked, inside = {"asked": town.unbound.uid}, {"uid": town.internal_both.uid}
    offer = {"number": town.offered}
    beside = {"asked": town.opinion.uid, "colleague": town.colleague.pk}
    outside_file = {"document_id": town.opinion_file(town.given).pk}
    parties, party = {"uid": town.parties.dossier.uid}, {"party": town.parties.party.uid}
    body, person = {"uid": town.registered.body.uid}, {"uid": town.registered.uid}
    return {
        **{f"crm:{name}~parties": parties for name in ("dossier", "form", "history")},
        **{f"crm:{name}": parties for name in ("parties", "invite_party", "beneficiary")},
        **{f"crm:{name}~none": uid for name in ("parties", "invite_party", "beneficiary")},
        **{f"crm:{name}": parties | party for name in ("send_party_key", "withdraw_party")},
        "crm:withdraw_party~other_dossier": uid | party,
        **dict.fromkeys(("crm:registry_body", "crm:registry_end_body", "crm:registry_add_person"), body),
        "crm:foresee": uid,
        "crm:batch": {"uid": town.batch.uid},
        "crm:enclosure": uid | {"document_id": town.enclosed.pk},
        "crm:enclosure~other_dossier": {"uid": town.answered.uid} | {"document_id": town.enclosed.pk},
        "crm:request_enclosure": {"uid": town.internal.uid} | {"document_id": town.enclosed.pk},
        "crm:request_enclosure~not_enclosed": inside | {"document_id": town.enclosed.pk},
        **dict.fromkeys(("crm:registry_person", "crm:registry_end_person"), person),
        **{f"crm:{name}": uid for name in names},
        **{f"crm:{name}~draft": draft for name in names},
        "crm:page": uid | {"page": "instruction"},
        "crm:fields": uid | {"page": "instruction"},
        "crm:document": uid | paper,
        "crm:document~other_dossier": {"uid": town.decided.uid} | paper,
        "crm:opinion_file": {"uid": town.answered.uid} | outside_file,
        "crm:opinion_file~other_dossier": uid | outside_file,
        "crm:hand_out": uid,
        "crm:hand_out~draft": draft,
        "crm:sent_document": uid | {"document_id": town.papers.kept.document_id},
        "crm:sent_document~other_dossier": {"uid": town.answered.uid}
        | {"document_id": town.papers.kept.document_id},
        "crm:recipients": uid | {"document_id": town.papers.letter.document_id},
        "crm:recipients~other_dossier": {"uid": town.answered.uid}
        | {"document_id": town.papers.letter.document_id},
        "crm:file_sight": uid | paper,
        "crm:file_sight~other_dossier": {"uid": town.decided.uid} | paper,
        "crm:request_received": {
            "uid": town.internal.uid,
            "document_id": town.papers.shown.document_id,
        },
        "crm:request_received~of_partner": {
            "uid": town.internal.uid,
            "document_id": town.papers.letter.document_id,
        },
        "crm:send_again": uid | asked,
        "crm:colleagues": uid | asked,
        "crm:colleagues~other_dossier": {"uid": town.answered.uid} | asked,
        **{f"crm:{name}": uid | beside for name in ("send_again_to", "remove_colleague")},
        "crm:send_again_to~other_request": uid | beside | asked,
        "crm:remove_colleague~other_dossier": {"uid": town.answered.uid} | beside,
        "crm:withdraw": uid | asked,
        **{f"crm:{name}_account": uid | asked | offer for name in ("accept", "decline")},
        "crm:accept_account~other_dossier": {"uid": town.answered.uid} | asked | offer,
        "crm:accept_account~other_request": uid | {"asked": town.opinion.uid} | offer,
        "crm:reminders": uid | asked,
        "crm:reminders~other_dossier": {"uid": town.answered.uid} | asked,
        "crm:opinions": {"uid": town.answered.uid},
        "crm:opinions_pdf": {"uid": town.answered.uid},
        "crm:opinions~draft": draft,
        "crm:withdraw~other_dossier": {"uid": town.answered.uid} | asked,
        "crm:request": {"uid": town.internal.uid},
        "crm:request~external": {"uid": town.opinion.uid},
        "crm:opinion": {"uid": town.internal.uid},
        "crm:complement": inside | {"page": "apport"},
        "crm:request_fields": inside | {"page": "apport"},
        "crm:decline_request": {"uid": town.internal.uid},
        "crm:question": {"uid": town.internal.uid},
        "crm:write": uid | {"asked": town.opinion.uid},
        "crm:write~other_dossier": {"uid": town.answered.uid} | {"asked": town.opinion.uid},
        "crm:write~unbound": uid | asked,
        "crm:reply_file": {
            "uid": town.given_inside.uid,
            "document_id": town.opinion_file(town.given_inside).pk,
        },
        "crm:receipt": {"uid": town.given_inside.uid},
        "crm:receipt~owed": {"uid": town.internal.uid},
        "crm:receipt_paper": {"uid": town.given_inside.uid},
        "crm:confirm": inside,
        "crm:request_document": uid | paper,
        "crm:request_document~hidden": uid | {"document_id": town.document("rib").pk},
    }


def _designers(town: Town) -> dict[str, dict[str, Any]]:
    model = {"pk": town.cast.model.pk}
    names = (
        "dossier_models_list:edit", "dossier_models:fields", "dossier_models:statuses",
        "dossier_models:scopes", "dossier_models:papers", "dossier_models:settings", "views_config:matrix",
        "views_config:preview", "views_config:publish", "views_config:versions",
    )  # fmt: skip
    return dict.fromkeys(names, model)


def documents_of(dossier: Dossier) -> Iterator[str]:
    yield from (each.name for each in dossier.documents.all())
