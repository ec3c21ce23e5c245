"""All opinions on a dossier side by side, on a page and on paper."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from crm.header import language
from crm.queue import reference_of
from dossiers.models import Document
from dossiers.printing import Facts, Heading, Lines, Paper, Paragraph, Part, Table
from dossiers.sights import Sight
from solicitations.enums import UNCOUNTED, State
from solicitations.selectors import Line, lines_of
from solicitations.wording import asked_text


@dataclass(frozen=True)
class Said:
    """One opinion as it was given. `replaced_at` is None for the one that counts."""

    verdict: str
    reasons: str
    files: tuple[Document, ...]
    by: str
    at: dt.datetime
    replaced_at: dt.datetime | None = None


@dataclass(frozen=True)
class Column:
    """One partner: what was asked, where it stands in words, and all they said, the latest first."""

    partner: str
    body: str
    wanted: str
    state: str
    tone: str
    due_on: dt.date
    overdue: bool
    asked_at: dt.datetime
    said: tuple[Said, ...]
    wants_opinion: bool
    wants_complement: bool
    complement_at: dt.datetime | None
    declined_reason: str
    is_over: bool

    @property
    def opinion(self) -> Said | None:
        return next(iter(self.said), None)

    @property
    def earlier(self) -> tuple[Said, ...]:
        return self.said[1:]

    @property
    def complement(self) -> str:
        """Where the complement stands; empty where none was asked for."""
        if self.complement_at is not None:
            return _("received on %(date)s") % {"date": moment(self.complement_at)}
        if not self.wants_complement:
            return ""
        return _("not received")


def columns_of(sight: Sight) -> list[Column]:
    """In the order of the model's scopes, then as they were asked; those withdrawn last."""
    lines = lines_of(sight.dossier, today=timezone.localdate())
    order = [scope.key for scope in sight.model.scopes]

    def place(line: Line) -> tuple[bool, int]:
        scope = line.solicitation.scope
        return line.solicitation.state == State.WITHDRAWN, order.index(scope) if scope in order else len(
            order
        )

    return [_column(line) for line in sorted(lines, key=place)]


def _column(line: Line) -> Column:
    asked = line.solicitation
    scope = line.scope.title if line.scope else asked.scope
    return Column(
        partner=asked.partner_name,
        body=asked.body_name,
        wanted=asked_text(asked.kind, scope),
        state=_state(line),
        tone=_tone(line),
        due_on=asked.due_on,
        overdue=line.overdue,
        asked_at=asked.asked_at,
        said=_said(line),
        wants_opinion=asked.wants_opinion,
        wants_complement=asked.wants_complement,
        complement_at=asked.complement_at,
        declined_reason=asked.declined_reason,
        is_over=asked.state in UNCOUNTED,
    )


def _state(line: Line) -> str:
    asked = line.solicitation
    if asked.state == State.PARTLY:
        if asked.complement_at is None:
            return _("opinion in, complement missing")
        return _("complement in, opinion missing")
    return str(asked.get_state_display())


def _tone(line: Line) -> str:
    if line.solicitation.state == State.PARTLY:
        return "half"
    if line.solicitation.state == State.ANSWERED:
        return "good"
    return "warn" if line.overdue else "plain"


def _said(line: Line) -> tuple[Said, ...]:
    if line.opinion is None:
        return ()
    counts = [(line.opinion, line.verdict or line.opinion.verdict, None)]
    return tuple(
        Said(
            verdict=verdict,
            reasons=opinion.reasons,
            files=tuple(opinion.papers),
            by=str(opinion.given_by),
            at=opinion.given_at,
            replaced_at=replaced_at,
        )
        for opinion, verdict, replaced_at in [*counts, *line.earlier]
    )


def moment(at: dt.datetime) -> str:
    return date_format(timezone.localtime(at), "j N Y, H:i")


def paper_of(sight: Sight, columns: Sequence[Column], *, at: dt.datetime) -> Paper:
    """The same for printing: a table of all, then what each one said."""
    dossier = sight.dossier
    head = [_("Partner"), _("Asked for"), _("Opinion"), _("Given on"), _("Complement")]
    standing = _("%(answered)s of %(asked)s replies in") % {
        "answered": dossier.answered, "asked": dossier.asked,
    }  # fmt: skip
    parts: list[Part] = [
        Facts([
            (_("Dossier"), reference_of(dossier)),
            (_("Form"), sight.model.title),
            (_("Applicant"), dossier.applicant_name),
            (_("Status"), sight.status.title),
            (_("Partners"), standing),
            (_("As it stood on"), moment(at)),
        ]),
        Table(head, [_row(each) for each in columns]),
    ]  # fmt: skip
    for each in columns:
        parts.extend(_chapter(each))
    return Paper(
        title=_("Opinions on %(reference)s") % {"reference": reference_of(dossier)},
        organisation=dossier.organisation.name,
        language=language(),
        parts=parts,
        foot=reference_of(dossier),
    )


def _row(column: Column) -> list[str]:
    said = column.opinion
    verdict = said.verdict if said else column.state if column.wants_opinion or column.is_over else "–"
    return [
        column.partner,
        column.wanted,
        verdict,
        moment(said.at) if said else "–",
        column.complement or "–",
    ]


def _chapter(column: Column) -> list[Part]:
    """What one partner said; nothing where there is nothing to read."""
    parts: list[Part] = []
    if column.declined_reason:
        parts.append(Paragraph(_("Cannot reply: %(reason)s") % {"reason": column.declined_reason}))
    for said in column.said:
        given = {"verdict": said.verdict, "who": said.by, "date": moment(said.at)}
        line = _("%(verdict)s, given by %(who)s on %(date)s") % given
        if said.replaced_at is not None:
            line = _("%(line)s, replaced on %(date)s") % {"line": line, "date": moment(said.replaced_at)}
        parts.append(Paragraph(line))
        if said.reasons:
            parts.append(Paragraph(said.reasons))
        if said.files:
            parts.append(Lines([f"{each.name} ({filesizeformat(each.size)})" for each in said.files]))
    return [Heading(f"{column.partner} – {column.wanted}"), *parts] if parts else []
