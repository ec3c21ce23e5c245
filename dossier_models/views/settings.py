"""The settings tab: what concerns the model as a whole."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from dossier_models import services
from dossier_models.forms.models import DescribeForm
from dossier_models.problems import Placed
from dossier_models.services import Gesture
from dossier_models.views.board import BoardView


class SettingsView(BoardView):
    section = "settings"
    url_name = "dossier_models:settings"
    body = "dossier_models/settings.html"
    has_preview = False

    def verbs(self) -> Mapping[str, Callable[..., Gesture]]:
        return {"describe": self.describe}

    def make(self, do: str) -> None:
        """Opening, closing, locking and unlocking do not concern the draft."""
        now, actor = timezone.now(), self.request.actor
        match do:
            case "open" | "close":
                services.open_model(actor=actor, model=self.model, is_open=do == "open", at=now)
            case "lock":
                services.lock_draft(actor=actor, model=self.model, at=now)
            case "unlock":
                services.unlock_draft(actor=actor, model=self.model, at=now)
            case _:
                super().make(do)
                return
        self.model.refresh_from_db()

    def describe(self) -> Gesture:
        return self.checked("describe_form", DescribeForm(self.model.draft, self.request.POST)).gesture  # type: ignore[no-any-return]

    def columns(self, item: str, problems: tuple[Placed, ...], forms: dict[str, Any]) -> dict[str, Any]:
        return {
            "describe_form": forms.get("describe_form") or DescribeForm(self.model.draft),
            "item_problems": [each.text for each in problems if each.section == "settings"],
        }
