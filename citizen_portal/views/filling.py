"""Filling in a dossier page by page, checking it and sending it off: formtools' wizard over a dossier."""

from functools import partial
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from formtools.wizard.views import NamedUrlWizardView

from accounts.middleware import OrganisationRequest
from accounts.refusals import Refusal
from citizen_portal.check import summary_context
from citizen_portal.following import Followed
from citizen_portal.forms import CheckForm
from citizen_portal.frame import idempotency_key, screen, seen
from citizen_portal.steps import CHECK, Course
from citizen_portal.taken import told_of_takeover
from dossiers.code_pages import sent_text
from dossiers.models import Dossier
from dossiers.once import KeyReused
from dossiers.pages import Received, drafted_pages, page_form, receive
from dossiers.services import NotAcceptable, NotEditable, change_status
from dossiers.services.moving import NoSuchMove
from dossiers.sights import NotYours, Sight
from formengine.djangoforms import PageForm, form_class
from formengine.problems import Problem

DOCUMENT_URL = "citizen_portal:document"


class PageClosed(Refusal):
    """A page that could be filled in a moment ago: the dossier has moved on, or an answer took it away."""

    code = "page_closed"
    http_status = 409
    message = gettext_lazy("This page cannot be changed any more. Open your dossier to see where it stands.")


def opened(request: HttpRequest, uid: UUID, step: str | None) -> tuple[Sight, Course]:
    """The dossier as its applicant sees it now. Raises NotYours for a step that their view does not have."""
    sight = seen(cast("OrganisationRequest", request), uid)
    if step not in (None, CHECK) and sight.compiled.page(step or "") is None:
        raise NotYours
    return sight, Course(sight)


told = told_of_takeover(NotYours, PageClosed, NotEditable)


@method_decorator(screen("GET", "HEAD", "POST"), name="dispatch")
@method_decorator(told, name="dispatch")
class Fill(NamedUrlWizardView):
    """A step is a page of the dossier's own model; the last one is the check.

    formtools keeps the order, the conditions and the addresses of the steps; what a step stores is stored by
    `dossiers.pages.receive`, like any page of a dossier.
    """

    request: OrganisationRequest
    storage_name = "citizen_portal.storage.DossierStorage"
    form_list: Any = ((CHECK, CheckForm),)
    condition_dict: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.uid: UUID = kwargs["uid"]
        self.step: str | None = kwargs.get("step")
        self.sight, self.course = opened(request, self.uid, self.step)
        self._lay_out()
        return cast("HttpResponseBase", super().dispatch(request, *args, **kwargs))

    def _lay_out(self) -> None:
        """Tell formtools which steps there are, and which of them the answers leave out."""
        compiled = self.sight.compiled
        self.form_list = {page.key: form_class(compiled, page.key) for page in compiled.pages}
        self.form_list[CHECK] = CheckForm
        self.condition_dict = {key: key in self.course.pages for key in self.form_list}
        self.condition_dict[CHECK] = True

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f"dossier-{self.uid.hex}"  # not the class's name: two tabs may fill in two dossiers

    def get_step_url(self, step: str) -> str:
        return reverse(self.url_name, kwargs={"uid": self.uid, "step": step})

    def get_next_step(self, step: str | None = None) -> str | None:
        """The next page; where one answer was corrected on the way to sending, the check again."""
        if self.request.POST.get("_return") == CHECK:
            return CHECK
        return cast("str | None", super().get_next_step(step))

    def get_form(self, step: str | None = None, data: Any = None, files: Any = None) -> PageForm | CheckForm:
        step = step or self.steps.current
        if step == CHECK:
            return CheckForm(data)
        return page_form(
            actor=self.request.actor,
            sight=self.sight,
            page=step,
            data=data,
            files=files,
            refresh_url=reverse("citizen_portal:refresh", args=[self.uid, step]),
            document_url=DOCUMENT_URL,
        )

    def get(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.course.pages and not self.course.moves:
            return redirect("citizen_portal:dossier", uid=self.uid)
        if self.step is not None and not self.condition_dict[self.step]:
            return redirect("citizen_portal:fill", uid=self.uid)
        self.storage.current_step = self.step or self.course.resume(self._drafted())
        return cast("HttpResponseBase", super().get(*args, **kwargs))

    def _drafted(self) -> frozenset[str]:
        return drafted_pages(actor=self.request.actor, sight=self.sight)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A page is taken in, the check sends the dossier off. formtools' management form is not needed."""
        if self.step is None:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        self.storage.current_step = self.step
        if not self.condition_dict[self.step]:
            raise PageClosed
        form = self.get_form(self.step, self.request.POST, self.request.FILES)
        if isinstance(form, CheckForm):
            return self.render_done(form)
        return self._take_in(self.step, form)

    def _take_in(self, step: str, form: PageForm) -> HttpResponseBase:
        later = "_later" in self.request.POST
        form.complete = not later
        received = self._receive(step, form)
        if received.saved is None:
            kept_for_later = later and not (form.row_action or form.conflicts or self.request.FILES)
            return self._later(mended=False) if kept_for_later else self._again(received)
        self.sight = self.sight.on(received.saved.dossier, self.sight.participation)
        self.course = Course(self.sight)
        self._lay_out()
        if received.saved.codes_to:
            messages.info(self.request, sent_text(received.saved.codes_to))
        if received.conflicts:
            return self._clashed(step)
        if self.request.FILES and not form.is_valid():  # the answers are saved, but a file was refused
            return self._again(Received(form, received.saved, NotAcceptable.http_status))
        return self._later(mended=True) if later else cast("HttpResponseBase", self.render_next_step(form))

    def _receive(self, step: str, form: PageForm) -> Received:
        """A page saved twice with different answers (back, correct, save) is simply saved again."""
        take = partial(
            receive,
            actor=self.request.actor,
            sight=self.sight,
            page=step,
            form=form,
            at=timezone.now(),
            complete=form.complete,
        )
        try:
            return take(key=idempotency_key(self.request))
        except KeyReused:
            return take(key=uuid4())

    def _again(self, received: Received) -> HttpResponse:
        form = received.form
        response = cast("HttpResponse", self.render(form))
        response.status_code = 409 if form.conflicts else received.status
        return response

    def _clashed(self, step: str) -> HttpResponse:
        """Somebody saved while this was being saved: show both answers, of which saving again chooses one."""
        form = cast("PageForm", self.get_form(step, self.request.POST))
        form.is_valid()
        return self._again(Received(form))

    def _later(self, *, mended: bool) -> HttpResponse:
        if mended:
            messages.success(self.request, _("Saved. You can go on whenever you like."))
        else:
            text = _("What you typed is kept. Some answers still need a correction when you come back.")
            messages.warning(self.request, text)
        return redirect("citizen_portal:dossiers")

    def render_done(self, form: CheckForm, **kwargs: Any) -> HttpResponseBase:
        """The dossier was judged page by page and is judged whole when it moves: no form is asked again."""
        return self.done([form])

    def done(self, form_list: list[CheckForm], **kwargs: Any) -> HttpResponseBase:
        """Send the dossier off. Sent twice, by the same press or another, it leads to the same receipt."""
        to = (self.request.POST.get("to") or "")[:40]
        try:
            dossier = change_status(
                actor=self.request.actor,
                sight=self.sight,
                to=to,
                key=idempotency_key(self.request),
                at=timezone.now(),
            )
        except NotAcceptable as refusal:
            return self._incomplete(form_list[0], refusal.problems)
        except (NoSuchMove, KeyReused):
            dossier = self.sight.dossier
            if dossier.submitted_at is None or (dossier.status != to and not self._is_first(to)):
                raise
        if self._is_first(to):
            return self._received(dossier)
        messages.success(self.request, _("Thank you. Your dossier is back with us, and we go on with it."))
        return redirect("citizen_portal:dossier", uid=self.uid)

    def _received(self, dossier: Dossier) -> HttpResponseBase:
        """To the receipt; said here to who filed for somebody else in a capacity that sees no more of it."""
        try:
            if dossier.filer_name:
                seen(self.request, self.uid)
        except NotYours:
            text = _(
                "We have received it, under the reference %(reference)s. From now on %(name)s follows it."
            )
            messages.success(
                self.request, text % {"reference": dossier.reference, "name": dossier.applicant_name}
            )
            return redirect("citizen_portal:dossiers")
        return redirect("citizen_portal:receipt", uid=self.uid)

    def _is_first(self, to: str) -> bool:
        """Whether this move is how a dossier of this model is sent in the first place."""
        return any(each.status == to for each in self.sight.model.initial_status.transitions)

    def _incomplete(self, form: CheckForm, problems: tuple[Problem, ...]) -> HttpResponse:
        response = cast("HttpResponse", self.render(form, problems=problems))
        response.status_code = NotAcceptable.http_status
        return response

    def get_template_names(self) -> list[str]:
        checking = self.steps.current == CHECK
        return ["citizen_portal/check.html" if checking else "citizen_portal/page.html"]

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(form=form, **kwargs)
        returning = CHECK in (self.request.GET.get("return"), self.request.POST.get("_return"))
        step, back = self.steps.current, self.steps.prev
        titles = [(key, self._title(key), self.get_step_url(key)) for key in self.steps.all]
        context |= {
            "dossier": {
                "uid": self.uid,
                "form": self.sight.model.title,
                "for_whom": Followed(self.sight).for_whom,
            },
            "title": self._title(step),
            "steps": self.course.steps(step, titles),
            "back_url": self.get_step_url(back) if back else reverse("citizen_portal:dossiers"),
            "idempotency_key": uuid4(),
            "theirs": self._theirs(form),
            "return_to": CHECK if returning else "",
        }
        if step == CHECK:
            actor, problems = self.request.actor, kwargs.get("problems")
            context |= summary_context(actor, self.course, self._drafted(), self.get_step_url, problems)
        return context

    def _theirs(self, form: Any) -> list[tuple[str, str]]:
        """What somebody else answered meanwhile, by the field's title."""
        fields, language = self.sight.projection.fields, get_language() or "en"
        return [
            (fields[each.key].title, fields[each.key].display(language))
            for each in getattr(form, "conflicts", ())
            if each.key in fields
        ]

    def _title(self, step: str) -> str:
        page = self.sight.compiled.page(step)
        last = _("Check and send") if self.course.moves else _("Check")
        return page.page.title if page else last
