# ruff: noqa: E501 - what is replaced stands in one piece
"""Faults a channel may have though the engine is sound: it shows, counts, sorts by or tells what it should not.

The channels are those of a prototype's study (SECURITY.md §5.3) as far as they exist here, and those that exist
here only. Each fault says which proof has to notice it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from inspect import isclass
from typing import Any

from tests.citizen_portal import test_progress
from tests.crm import test_queue, test_twin_worlds, test_versions
from tests.dossiers import test_words
from tests.dossiers.services import test_beginning
from tests.formengine.leaks.seeding import Leak
from tests.partner_portal import test_requests


@dataclass(frozen=True)
class Twin:
    """Noticed by the twin worlds of `role` at the addresses that begin with `at`."""

    leak: Leak
    role: str
    at: str
    hidden: str = "other"

    def __str__(self) -> str:
        return self.leak.name


@dataclass(frozen=True)
class Song:
    """Noticed by the canaries that `role` hears."""

    leak: Leak
    role: str

    def __str__(self) -> str:
        return self.leak.name


@dataclass(frozen=True)
class Case:
    """Noticed by one test: a function of a module, or of a class of tests. `given` is what it is run with."""

    leak: Leak
    owner: Any
    name: str
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def test(self) -> Callable[..., None]:
        found: Callable[..., None] = getattr(self.owner() if isclass(self.owner) else self.owner, self.name)
        return found

    def __str__(self) -> str:
        return self.leak.name


FORMS = (
    Twin(Leak("a hidden input carries all answers", "formengine.djangoforms.forms:PageForm.render", "json.dumps(self.seen_now(), ", "json.dumps({**self.answers, **self.seen_now()}, "), "partner", "partner_portal:complement"),
    Twin(Leak("a hidden input counts all answers", "formengine.djangoforms.forms:PageForm.render", '"shape": shape_of(controls)', '"shape": shape_of(controls) + str(len(self.answers))'), "citizen", "citizen_portal:page"),
    Twin(Leak("fields come back for what is hidden", "formengine.djangoforms.forms:PageForm.looks_different", "set(self.seen_now()) != set(self.seen)", "'instruction_note' in self.answers"), "citizen", "citizen_portal:refresh"),
    Twin(Leak("an error dumps the answers", "formengine.djangoforms.forms:PageForm._text", "return problem_text(problem, known.field if known else None, self.language)", "return f'{problem} {self.answers}'"), "partner", "partner_portal:complement"),
    Twin(Leak("what somebody else typed is shown", "dossiers.pages:page_form", "user_id=actor.person_id, ", ""), "partner", "partner_portal:complement"),
    Twin(Leak("pages somebody else typed on are told", "dossiers.pages:drafted_pages", "user_id=actor.person_id, ", ""), "citizen", "citizen_portal:page~check"),
)  # fmt: skip

PROGRESS = (
    Twin(Leak("the steps count all answers", "citizen_portal.steps:Course.steps", "self.is_done(key)", "len(self.sight.dossier.answers) % 2 == 0"), "citizen", "citizen_portal:page"),
    Twin(Leak("a page is done by what is hidden", "citizen_portal.steps:Course.is_done", "key not in self._lacking and", "'instruction_note' in self.sight.dossier.answers and"), "citizen", "citizen_portal:page"),
    Twin(Leak("the progress goes by replies", "citizen_portal.following:Followed.stops", "self.sight.dossier.status)", "self.sight.dossier.status)[self.sight.dossier.answered :]"), "citizen", "citizen_portal:dossier"),
    Twin(Leak("the line moves with each hidden change", "citizen_portal.following:Followed.reference", "self.sight.dossier.reference or", "f'{self.sight.dossier.reference}-{self.sight.dossier.revision}' or"), "citizen", "citizen_portal:dossier"),
)  # fmt: skip

HISTORY = (
    Twin(Leak("a line about nothing but hidden fields", "crm.sentences:_concerns", 'any(key in sight.projection.fields for key in event.params.get("fields", ()))', "True"), "agent", "crm:history"),
    Twin(Leak("a line about a file nobody may see", "crm.sentences:_concerns", 'event.params.get("field") in sight.projection.fields', "True"), "agent", "crm:history"),
    Twin(Leak("hidden changes are counted", "crm.sentences:_answered", " if key in sight.projection.fields)", ")"), "agent", "crm:history"),
    Twin(Leak("a line holds the whole change", "dossiers.selectors:history_of", "(each.title, each.was(language), each.now(language))", "(each.title, each.was(language), f'{each.now(language)} {revisions[event.params[\"revision\"]].changes}')"), "agent", "crm:history"),
    Twin(Leak("a line holds hidden old values", "dossiers.selectors:history_of", "(each.title, each.was(language), each.now(language))", "(each.title, str([line['old'] for line in revisions[event.params[\"revision\"]].changes]), each.now(language))"), "agent", "crm:history"),
    Twin(Leak("others' replies are on the receipt", "solicitations.receipts:given_in", ", params__solicitation=solicitation.pk", ""), "partner", "partner_portal:receipt"),
)  # fmt: skip

QUEUE = (
    Twin(Leak("the queue is titled by a hidden answer", "crm.queue:row_of", "if listed and listed[0] in shown_for_certain(design, dossier.status) else", "if listed else"), "agent", "crm:queue"),
    Twin(Leak("the queue is sorted by a hidden answer", "crm.keyset:Way.from_place", "found.order_by(", 'found.order_by("title", '), "agent", "crm:queue"),
    Twin(Leak("the first page is sorted by a hidden answer", "crm.keyset:Way.from_place", "found.order_by(", 'found.order_by("title", '), "agent", "wagtailadmin_home"),
    Twin(Leak("the search looks into hidden words", "crm.searching:Shown.visible", "return found", "return Q()"), "agent", "crm:queue~"),
    Twin(Leak("all listed answers may be searched", "dossiers.words:searchable", ".intersection(*(shown_for_certain(design, key) for key in at_desk))", ""), "agent", "crm:queue~"),
    Twin(Leak("the queue is narrowed by a hidden answer", "crm.queue:_queue", "found = Dossier.objects.at_the_desk_of(actor)", "found = Dossier.objects.at_the_desk_of(actor).exclude(title__startswith='A ')"), "agent", "crm:queue"),
    Twin(Leak("a dossier is headed by a hidden answer", "crm.header:header", 'named.display(language()) if named else ""', "dossier.title"), "agent", "crm:dossier"),
)  # fmt: skip

VERSIONS = (
    Twin(Leak("a newer version shows hidden answers", "dossiers.versions:Passage.lines", "carry(seen, ", "carry(self.sight.dossier.answers, "), "agent", "crm:version"),
    Twin(Leak("hidden answers that would go are counted", "dossiers.versions:Passage.fields_behind", 'len(concerned - shown - {""})', "len(set(self.sight.dossier.answers) - shown)"), "agent", "crm:version", "none"),
    Twin(Leak("a revision tells that something changed", "crm.passages:page_of", "passage.sight.projection.token", "passage.sight.dossier.revision"), "agent", "crm:version"),
)  # fmt: skip

FILES = (
    Twin(Leak("any file of the dossier is handed out", "dossiers.selectors:open_document", "if not own and not shown and not is_former(sight, document):", "if False:"), "partner", "partner_portal:document"),
    Twin(Leak("any file is handed out at the desk", "dossiers.selectors:open_document", "if not own and not shown and not is_former(sight, document):", "if False:"), "agent", "crm:document"),
    Twin(Leak("a file is called by a hidden answer", "dossiers.downloads:as_attachment", "filename=document.name", "filename=f'{document.dossier.title}.pdf'"), "agent", "crm:document"),
)  # fmt: skip

PARTNERS = (
    Twin(Leak("the scope of a request is ignored", "dossiers.models.taking_part:Participation.limit", "cap & model.cap_for(self.kind, self.scope) if self.kind else cap", "cap"), "partner", "partner_portal:request"),
    # Requests to others: `addressed_to` and `place_of` both look whose they are, so no single fault opens one.
    Twin(Leak("a card counts replies of others", "partner_portal.cards:card_of", "        state=state,", "        state=f'{state} {solicitation.dossier.answered}',"), "partner", "partner_portal:requests"),
    Twin(Leak("a colleague's card counts replies of others", "crm.requests:card_of", "        state=state,", "        state=f'{state} {solicitation.dossier.answered}',"), "internal_partner", "crm:requests"),
    Twin(Leak("the first page counts replies of others", "crm.requests:card_of", "model=request.sight.model.title", "model=f'{solicitation.dossier.answered}'"), "internal_partner", "wagtailadmin_home"),
    Twin(Leak("a card is titled by a hidden answer", "partner_portal.cards:card_of", "title=request.sight.model.title", "title=str(solicitation.dossier.answers.get('iban'))"), "partner", "partner_portal:requests"),
    Twin(Leak("the portal's reading goes by the desk's view", "partner_portal.views.requests:to_read", "asked.sight.projection", "replace(asked.sight, view='crm', cap=asked.sight.model.cap_for('', '')).projection"), "partner", "partner_portal:request"),
    Twin(Leak("the desk's reading goes by the desk's view", "crm.requests:to_read", "request.sight.projection", "replace(request.sight, view='crm', cap=request.sight.model.cap_for('', '')).projection"), "internal_partner", "crm:request"),
)  # fmt: skip

TWINS = (*FORMS, *PROGRESS, *HISTORY, *QUEUE, *VERSIONS, *FILES, *PARTNERS)

SONGS = (
    Song(Leak("an empty row for each hidden field", "partner_portal.views.requests:rendered", "render_projection(shown,", "render_projection(replace(shown, pages=tuple(replace(page, fields=(*page.fields, *(replace(page.fields[0], field=each, value=None) for each in asked.sight.model.fields.values()))) for page in shown.pages)),"), "partner"),
    Song(Leak("the applicant reads the desk's words", "citizen_portal.following:Followed.wording", "status.wording", "status.title"), "citizen"),
    Song(Leak("the stops speak the desk's words", "citizen_portal.progress:stops", "    for status, title in _line(model, view, here):\n", "    for status, title in [(each, each.title) for each, _ in _line(model, view, here)]:\n"), "citizen"),
    Song(Leak("the desk's notes are among the reasons", "citizen_portal.following:Followed.reasons", 'for field in self.sight.projection.fields.values()\n        if not field.empty and field.field.type != "file" and self._is_of_the_service(field)', "for field in type(self.sight)(self.sight.dossier, 'crm').projection.fields.values()"), "citizen"),
)  # fmt: skip

REFUSALS = (
    Song(Leak("a problem names a hidden label", "formengine.djangoforms.forms:PageForm._text", "known = self.compiled.by_key.get(_top(problem))", "return str([each.title for each in self.compiled.model.fields.values()])"), "citizen"),
)  # fmt: skip

LOGGED = Leak(
    "what is projected is logged",
    "dossiers.sights:Sight.projection",
    "return project(",
    "return __import__('logging').warning(str(self.dossier.answers)) or project(",
)

LETTERS = (
    Leak("a receipt holds hidden answers", "dossiers.letters:_day", 'return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else ""', "return str(sight.dossier.answers)"),
    Leak("a request holds answers", "solicitations.letters:_asked", '"reference": solicitation.dossier.reference or "",', '"reference": str(solicitation.dossier.answers),'),
    Leak("a request holds what others are asked", "solicitations.letters:_asked", '"\\n" + solicitation.instructions', '"\\n".join(each.instructions for each in solicitation.dossier.solicitations.all())'),
)  # fmt: skip

CASES = (
    Case(Leak("words of hidden answers are stored", "dossiers.writing:Writing._list", "if row.key in searchable(dossier.design):", "if row.key:"), test_words.TestWordsOfADossier, "test_an_answer_the_desk_does_not_see_or_sees_masked_has_none", {"crm": {"rules": {"projet_titre": "hidden"}}}),
    Case(Leak("words of masked answers are stored", "dossiers.words:shown_for_certain", "if not each.has_masks", "if True"), test_words.TestWordsOfADossier, "test_an_answer_the_desk_does_not_see_or_sees_masked_has_none", {"crm": {"masks": ["projet_titre"]}}),
    Case(Leak("an answer a condition hides is searched", "dossiers.words:shown_for_certain", "not design.conditions(each.field) and not", "not"), test_queue.TestHiddenAnswersInTheQueue, "test_a_first_listed_answer_that_a_condition_may_hide_is_not_shown"),
    Case(Leak("a status hidden from the applicant is a stop", "citizen_portal.progress:_line", "each is here or each.cap(view).access is not Access.HIDDEN", "True"), test_progress, "test_a_status_hidden_from_the_applicant_is_no_stop"),
    Case(Leak("a line of before shows what is hidden now", "dossiers.past:_kept_from", "dict.fromkeys(hidden, Access.HIDDEN)", "{}"), test_versions.TestHistory, "test_what_the_desk_no_longer_sees_is_gone_from_it"),
    Case(Leak("a new dossier begins with what the last one hides", "dossiers.services.beginning:_last_dossier", "{key: field.value for key, field in shown.items() if not field.hides_something}", "last.dossier.answers"), test_beginning, "test_nothing_comes_in_that_the_last_dossier_hides"),
    Case(Leak("what is missing and hidden is named", "crm.moves:_thing", "_(\"Something else is missing.\")", "f'{[each.title for each in sight.model.fields.values()]}'"), test_twin_worlds.TestTwinWorlds, "test_what_is_missing_and_hidden_is_not_named"),
    Case(Leak("a request is open whatever the status", "solicitations.selectors:theirs", "if _is_running(each) and each.sight.is_open]", "if _is_running(each)]"), test_requests.TestTheList, "test_a_status_that_hides_the_dossier_takes_it_away_and_gives_it_back"),
    Case(Leak("a page is open whatever the status", "solicitations.selectors:request_for", "if request is None or not request.sight.is_open:", "if request is None:"), test_requests.TestTheRequest, "test_a_status_that_hides_the_dossier_closes_it_at_once", {"page": "request"}),
)  # fmt: skip
