"""Two worlds alike in all that one reader may see of them, and different in everything else there is.

What is hidden from whom is read off the words of the design and of participations, not asked of the engine.
"""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from dossier_models.models import ModelVersion
from dossiers.enums import EventKind
from dossiers.models import (
    AnswerValue,
    Document,
    Dossier,
    Draft,
    Event,
    Participation,
    Revision,
    SearchWord,
    SentDocument,
)
from formengine.document import document_digest
from solicitations.models import PartnerRecipient, Solicitation
from tests.house.addresses import addresses
from tests.house.canaries import Policy
from tests.house.town import Country
from tests.house.walking import Walker
from tests.samples import PAGES

LONG_AGO = dt.datetime(2026, 1, 5, 9, 30, tzinfo=dt.UTC)
BLIND_AT_THE_DESK = ("projet_titre", "iban", "projet_lieu_public", "statuts")
SURFACES: dict[str, tuple[str, ...]] = {
    "citizen": ("citizen_portal:",),
    "partner": ("partner_portal:",),
    "internal_partner": ("crm:request", "crm:opinion", "crm:complement", "wagtailadmin_home"),
    "agent": ("crm:", "wagtailadmin_home"),
}
"""The addresses each reader has something at."""

STEADY = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID"),
    (r'name="csrfmiddlewaretoken" value="[^"]+"|"CSRF_TOKEN": "[^"]+"', "CSRF"),
    (r"'nonce-[^']+'|nonce=\"[^\"]+\"", "NONCE"),
    (r"'Expires': '[^']+'|max-age=\d+", "AGE"),
)
"""What differs each time a page is made."""


def pages(country: Country, role: str) -> dict[str, str]:
    """What a reader is answered at each address of theirs, to a GET and to a POST of nothing."""
    walker, found = Walker(country, role), {}
    for name, path in _paths(country, role).items():
        for verb in ("GET", "POST"):
            with walker.asks(verb, path) as answer:
                headers = dict(answer.response.headers)
                whole = f"{answer.status}\n{headers}\n{answer.text}"
                for pattern, word in STEADY:
                    whole = re.sub(pattern, word, whole)
                found[f"{verb} {name}"] = whole
    return found


def _paths(country: Country, role: str) -> dict[str, str]:
    town, surfaces = country.ours, SURFACES[role]
    found = {**addresses(town), "wagtailadmin_home": "/desk/"}
    for number, paper in enumerate(Document.objects.filter(dossier=town.pending).order_by("field")):
        for name in ("citizen_portal:document", "partner_portal:document", "crm:document"):
            found[f"{name}~{number}"] = reverse(name, args=[town.pending.uid, paper.pk])
    for page in PAGES:
        found[f"citizen_portal:page~{page}"] = reverse(
            "citizen_portal:page", args=[town.draft.dossier.uid, page]
        )
        found[f"crm:page~{page}"] = reverse("crm:page", args=[town.pending.uid, page])
    for word in ("autre", "Festival", "Z"):
        found[f"crm:queue~{word}"] = f"{found['crm:queue']}?q={word}"
    return {name: path for name, path in found.items() if name.startswith(surfaces)}


@contextmanager
def world(country: Country, role: str, *, hidden: str = "") -> Iterator[None]:
    """Our organisation, for as long as this lasts. `hidden`: what became of all that `role` may not see.

    "" leaves it, "other" puts other values in its place, "none" takes it away.
    """
    with transaction.atomic():
        _blind(country)
        for number, dossier in enumerate(
            Dossier.objects.of(country.ours.cast.organisation.pk).order_by("pk")
        ):
            _answers_changed(country, role, dossier, hidden, number)
        if hidden:
            _others_changed(country, role, hidden)
        yield
        transaction.set_rollback(True)


def _blind(country: Country) -> None:
    """The desk sees a little less than the subsidy's service wants, and a draft lacks an answer."""
    for version in ModelVersion.objects.filter(organisation=country.ours.cast.organisation):
        document = dict(version.document)
        crm = document["x-views"]["crm"]
        rules = {key: rule for key, rule in crm["rules"].items() if key not in BLIND_AT_THE_DESK}
        document["x-views"] = {**document["x-views"], "crm": {**crm, "rules": rules}}
        made = ModelVersion.objects.create(
            organisation=version.organisation, model=version.model, number=version.number + 50,
            document=document, digest=document_digest(document), published_at=version.published_at,
        )  # fmt: skip
        Dossier.objects.filter(version=version).update(version=made)
        newer = {**document, "properties": {**document["properties"]}}
        newer["properties"]["asso_rna"] = {**newer["properties"]["asso_rna"], "maxLength": 5}
        ModelVersion.objects.create(
            organisation=version.organisation, model=version.model, number=version.number + 60,
            document=newer, digest=document_digest(newer), published_at=version.published_at,
        )  # fmt: skip
    draft = Dossier.objects.get(pk=country.ours.draft.dossier.pk)
    draft.answers = {key: value for key, value in draft.answers.items() if key != "asso_rna"}
    draft.save(update_fields=["answers"])


def seen_by(country: Country, role: str, dossier: Dossier) -> set[str]:
    """Fields of a dossier that some sight of this person shows at its status, whatever is answered."""
    policy, user = Policy(dossier.version.document), country.user(role)
    running = Participation.objects.running().filter(dossier=dossier, user=user)
    found: set[str] = set()
    for each in running:
        found |= policy.sees(each.view, dossier.status, scope=each.scope, kind=each.kind)
        found |= set(dossier.version.document["x-views"][each.view].get("reveals", ()))
    return found | policy.sees("crm", dossier.status) if role == "agent" else found


def _answers_changed(country: Country, role: str, dossier: Dossier, hidden: str, number: int) -> None:
    """Answers, what lists keep of them, and the line of the history that says they were given."""
    seen = seen_by(country, role, dossier)
    unseen = sorted(set(dossier.version.document["properties"]) - seen)
    shown = sorted(seen & {"asso_nom"})
    changes = {key: (None, dossier.answers.get(key)) for key in shown}
    if hidden:
        others = {} if hidden == "none" else {key: another(key, dossier, number) for key in unseen}
        kept = {key: value for key, value in dossier.answers.items() if key not in unseen}
        changes |= {key: (dossier.answers.get(key), others.get(key)) for key in unseen}
        dossier.answers = {**kept, **{key: value for key, value in others.items() if value is not None}}
        AnswerValue.objects.filter(dossier=dossier, key__in=unseen).delete()
        SearchWord.objects.filter(dossier=dossier, key__in=unseen).delete()
        if "projet_titre" in unseen:
            dossier.title = str(others.get("projet_titre", ""))
            AnswerValue.objects.create(
                organisation=dossier.organisation, dossier=dossier, key="projet_titre", text=dossier.title
            )
            for word in ("autre", f"z{number}"):  # as if words of an answer that is not shown had been stored
                SearchWord.objects.create(
                    organisation=dossier.organisation, dossier=dossier, key="projet_titre", word=word
                )
    _told(country, role, dossier, changes, times=3 if hidden else 1)
    if hidden:
        _more_told(country, role, dossier)
    dossier.save(update_fields=["answers", "title", "event_count", "revision"])


def _more_told(country: Country, role: str, dossier: Dossier) -> None:
    """Lines of the history about what this reader knows nothing of."""
    lines: list[tuple[EventKind, dict[str, Any]]] = [
        (EventKind.DOCUMENT_READ, {"field": "statuts", "document": ""})
    ]
    if role != "agent":
        lines.append((EventKind.OPINION_GIVEN, {"solicitation": 0, "scope": "financier", "digest": "0"}))
        given = Solicitation.objects.filter(dossier=dossier).values_list("pk", flat=True)
        assert 0 not in given
    for kind, params in lines:
        dossier.event_count += 1
        Event.objects.create(
            organisation=dossier.organisation, dossier=dossier, number=dossier.event_count, at=LONG_AGO,
            kind=kind, user=country.user("agent"), actor_name="Karim Benhaddou", params=params, previous="",
            digest="",
        )  # fmt: skip


def _told(
    country: Country, role: str, dossier: Dossier, changes: dict[str, tuple[Any, Any]], times: int
) -> None:
    """A line of the history; more of them, which are about nothing this reader sees, with `times`."""
    lines = [{"field": key, "old": old, "new": new} for key, (old, new) in changes.items()]
    unseen = [each for each in lines if each["field"] != "asso_nom"]
    author = country.user("agent")
    for each in (lines, *[unseen] * (times - 1)):
        dossier.revision, dossier.event_count = dossier.revision + 1, dossier.event_count + 1
        Revision.objects.create(
            organisation=dossier.organisation, dossier=dossier, number=dossier.revision, at=LONG_AGO,
            user=author, view="internet", changes=each,
        )  # fmt: skip
        Event.objects.create(
            organisation=dossier.organisation, dossier=dossier, number=dossier.event_count, at=LONG_AGO,
            kind=EventKind.ANSWERED, user=author, actor_name="Karim Benhaddou",
            params={"view": "internet", "fields": [line["field"] for line in each],
                    "revision": dossier.revision},
            previous="", digest="",
        )  # fmt: skip


def _papers_changed(dossier: Dossier, user: User) -> None:
    """Documents of the service for others, and others who have those of this reader."""
    theirs = Q(parties__participation__user=user) | Q(partners__solicitation__participation__user=user)
    papers = SentDocument.objects.filter(dossier=dossier)
    own = list(papers.filter(theirs).distinct())
    papers.exclude(pk__in=[each.pk for each in own]).update(title="Autre", message="Autre", sent_at=LONG_AGO)
    for other in Solicitation.objects.filter(dossier=dossier).exclude(participation__user=user):
        for sent in own:
            PartnerRecipient.objects.get_or_create(
                sent=sent, solicitation=other,
                defaults={"organisation_id": dossier.organisation_id, "given_at": LONG_AGO},
            )  # fmt: skip


def another(key: str, dossier: Dossier, number: int) -> Any:
    """A value of this field that is not the one of the sample, and in each dossier a different one."""
    schema, value = dossier.version.document["properties"][key], dossier.answers.get(key)
    match schema["x-type"]:
        case "file":
            return value
        case "yesno" | "accept":
            return not value if number % 2 else value
        case "integer" | "money":
            return 4000 + number if isinstance(value, int) else str(4000 + number)
        case "choice":
            return schema["oneOf"][number % 2]["const"]
        case "choices" | "rows" | "address":
            return None
        case "date":
            return "2025-02-03"
        case "iban":
            return "FR1420041010050500013M02606"
        case _:
            return f"{'ZA'[number % 2]} tout autre chose"


def _others_changed(country: Country, role: str, hidden: str) -> None:
    """Files, requests to others with their replies, what others have typed and not sent."""
    user, cast = country.user(role), country.ours.cast
    assert user is not None
    for dossier in Dossier.objects.of(cast.organisation.pk):
        unseen = set(dossier.version.document["properties"]) - seen_by(country, role, dossier)
        papers = Document.objects.filter(dossier=dossier, purpose="answer", field__in=unseen)
        papers.exclude(deposited_by=user).update(name="autre.pdf", label="Autre", size=987654)
        for view, page in (("internet", "projet"), ("partner", "apport"), ("crm", "instruction")):
            Draft.objects.update_or_create(
                organisation=cast.organisation, dossier=dossier, user=cast.other_organisation_admin,
                view=view, page=page,
                defaults={"typed": dict.fromkeys(PAGES[page], "En passant"), "at": LONG_AGO},
            )  # fmt: skip
        if role == "agent":
            continue
        _papers_changed(dossier, user)
        theirs = Solicitation.objects.filter(dossier=dossier).exclude(participation__user=user)
        theirs.update(instructions="Autre demande", partner_name="Quelqu'un", due_on=LONG_AGO.date())
        Dossier.objects.filter(pk=dossier.pk).update(asked=9 if hidden == "other" else 7, answered=3)
