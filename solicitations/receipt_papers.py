"""A receipt as it is shown and as it is printed: both from the reply alone, never from the dossier."""

import datetime as dt
from collections.abc import Mapping

from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dossiers.links import named
from dossiers.printing import Facts, Heading, Paper, Paragraph, Part, pdf_of
from formengine.djangoforms import DocumentLabel, render_projection
from formengine.projection import ProjectedField
from solicitations.models import Complement
from solicitations.receipts import Given, given_in
from solicitations.reply import Reply, answers_of
from solicitations.wording import asked_text


def answers_shown(reply: Reply, complement: Complement, url_name: str) -> str:
    """What a complement consists of, to read. Two queries at most.

    `url_name` is the surface's page of one file of a reply, by request and file.
    """
    shown = answers_of(complement)
    titles = named(shown, reply.solicitation.organisation_id)
    labels = {
        str(each.pk): DocumentLabel(
            each.name,
            each.size,
            reverse(url_name, args=[reply.solicitation.uid, each.pk]) if each.pk in reply.files else "",
            each.label,
        )
        for each in reply.named
    }
    return render_projection(shown, get_language() or "en", labels, level=3, offers=titles)


def receipt_pdf(reply: Reply, language: str) -> bytes:
    """The receipt of all that was given so far. The same bytes as long as nothing more is given."""
    given = given_in(reply)
    with translation.override(language):
        paper = Paper(
            title=_("Receipt of a reply"),
            organisation=reply.solicitation.organisation.name,
            language=language,
            parts=[*_head(reply), *_received(given), *_opinion(reply), *_complement(reply, language)],
            foot=reply.solicitation.dossier.reference or "",
        )
        return pdf_of(paper, at=max((each.at for each in given), default=None))


def receipt_name(reply: Reply) -> str:
    """What the file is called."""
    reference = (reply.solicitation.dossier.reference or "").replace("/", "-")
    return _("Receipt %(reference)s") % {"reference": reference} + ".pdf"


def _head(reply: Reply) -> list[Part]:
    solicitation = reply.solicitation
    scope = reply.scope.title if reply.scope else solicitation.scope
    rows = [
        (_("Reference"), solicitation.dossier.reference or ""),
        (_("Form"), solicitation.dossier.design.title),
        (_("Asked for"), asked_text(solicitation.kind, scope)),
        (_("Asked by"), solicitation.organisation.name),
        (_("Asked of"), solicitation.partner_name),
    ]
    return [Facts(rows)]


def _received(given: list[Given]) -> list[Part]:
    parts: list[Part] = []
    for each in given:
        rows = [(_("Received on"), _moment(each.at)), (_("Given by"), each.by), (_("Number"), each.digest)]
        parts += [Heading(title_of(each)), Facts(rows)]
    return [*parts, Paragraph(what_a_number_proves())]


def what_a_number_proves() -> str:
    """In one line, for people."""
    return _(
        "The long number is computed from exactly what was sent and when, files included: if a single "
        "character were changed, it would be another one."
    )


def title_of(given: Given) -> str:
    """What was received."""
    first = given.number == 1
    if given.part == "opinion":
        return _("Opinion received") if first else _("New opinion received")
    return _("Complement received") if first else _("Correction received")


def _opinion(reply: Reply) -> list[Part]:
    opinion = reply.opinion
    if opinion is None:
        return []
    rows = [(_("Opinion"), reply.verdict or opinion.verdict)]
    rows += [(_("Documents"), "\n".join(each.name for each in opinion.papers))] if opinion.papers else []
    reasons: list[Part] = [Heading(_("Reasons and reservations")), Paragraph(opinion.reasons)]
    return [Heading(_("Your opinion")), Facts(rows), *(reasons if opinion.reasons else [])]


def _complement(reply: Reply, language: str) -> list[Part]:
    if reply.answers is None:
        return []
    names = {str(each.pk): each.label or each.name for each in reply.named}
    titles = named(reply.answers, reply.solicitation.organisation_id)
    rows = []
    for field in reply.answers.fields.values():
        told = dict(titles.get(field.field.path, ()))
        rows.append((field.title, told.get(str(field.value)) or _told(field, names, language)))
    return [Heading(_("Your complement")), Facts([row for row in rows if row[1]])]


def _told(field: ProjectedField, names: Mapping[str, str], language: str) -> str:
    if field.field.type == "file":
        return "\n".join(names.get(each, each) for each in field.value or [])
    inner = [each for each in field.walk() if each.field.type == "file" and each is not field]
    files = [names.get(each, each) for part in inner for each in part.value or []]
    return "\n".join([field.display(language), *files])


def _moment(at: dt.datetime) -> str:
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
