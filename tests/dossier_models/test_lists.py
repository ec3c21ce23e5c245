"""Reference lists: uploading them, and publishing a model with their rows."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Forbidden
from dossier_models import services
from dossier_models.faults import LIST_FAULTS
from dossier_models.keeping import ListNotRead, ListUnchanged, keep_list
from dossier_models.models import DossierModel, ReferenceList, ReferenceListVersion
from dossier_models.problems import design_problems
from dossier_models.selectors import whole_draft
from formengine import editing
from formengine.editing import Document
from tests.casting import Cast
from tests.dossier_models.board import drawn, new_model
from tests.house.repository import ROOT

TOWNS = b"code;nom\n44109;Nantes\n44162;Saint-Herblain\n"
MORE = TOWNS + b"35238;Rennes\n"


def keep(cast: Cast, content: bytes = TOWNS, *, role: str = "admin", **given: Any) -> ReferenceListVersion:
    asked = {"title": "Communes", "kept": None, "header": True, **given}
    return keep_list(actor=cast.actor(role), content=content, at=timezone.now(), **asked)


def asking(document: Document) -> Document:
    new = editing.add_field(document, type="reference", title="Commune")
    return editing.set_field(new, "commune", settings={"x-list": "communes"})


def publishable(cast: Cast) -> DossierModel:
    return drawn(cast.actor("admin"), new_model(cast.actor("admin")), asking)


class TestKeepList:
    def test_each_upload_is_a_version(self, cast: Cast) -> None:
        first = keep(cast)
        assert (first.list.key, first.number, first.row_count) == ("communes", 1, 2)
        second = keep(cast, MORE, kept=first.list)
        assert (second.list_id, second.number, second.row_count) == (first.list_id, 2, 3)
        assert ReferenceList.objects.get().version == second
        assert keep(cast).list.key == "communes_2"

    def test_the_same_rows_are_no_version(self, cast: Cast) -> None:
        kept = keep(cast).list
        with pytest.raises(ListUnchanged):
            keep(cast, kept=kept)

    def test_a_file_that_is_no_list_changes_nothing(self, cast: Cast) -> None:
        with pytest.raises(ListNotRead) as refused:
            keep(cast, b"code;nom\n;Nantes\n")
        assert [each.code for each in refused.value.problems] == ["list_no_value"]
        assert not ReferenceList.objects.exists()

    @pytest.mark.parametrize("role", ["agent", "citizen", "nobody", "other_organisation_admin"])
    def test_it_is_for_administrators_of_the_organisation(self, cast: Cast, role: str) -> None:
        kept = keep(cast).list
        for given in ({}, {"kept": kept}):
            with pytest.raises(Forbidden):
                keep(cast, MORE, role=role, **given)

    def test_a_version_never_changes(self, cast: Cast) -> None:
        version = keep(cast)
        with pytest.raises(DatabaseError), transaction.atomic():
            ReferenceListVersion.objects.filter(pk=version.pk).update(row_count=5)
        with pytest.raises(DatabaseError), transaction.atomic():
            ReferenceListVersion.objects.filter(pk=version.pk).delete()


class TestPublishing:
    def test_a_model_is_published_with_the_rows_there_are(self, cast: Cast) -> None:
        kept = keep(cast).list
        model = publishable(cast)
        version = services.publish(
            actor=cast.actor("admin"), model=model, drawn_on=model.draft_number, at=timezone.now()
        )
        field = version.document["properties"]["commune"]
        assert field["x-entries"] == [["44109", "Nantes"], ["44162", "Saint-Herblain"]]
        assert field["x-list-version"] == "1"
        assert "x-entries" not in model.draft["properties"]["commune"]
        with pytest.raises(services.NothingChanged):
            services.publish(
                actor=cast.actor("admin"), model=model, drawn_on=model.draft_number, at=timezone.now()
            )
        keep(cast, MORE, kept=kept)
        after = services.publish(
            actor=cast.actor("admin"), model=model, drawn_on=model.draft_number, at=timezone.now()
        )
        assert len(after.document["properties"]["commune"]["x-entries"]) == 3
        version.refresh_from_db()
        assert len(version.document["properties"]["commune"]["x-entries"]) == 2

    def test_a_list_there_is_not_keeps_a_model_from_being_published(self, cast: Cast) -> None:
        model = publishable(cast)
        assert "no_options" in [each.code for each in design_problems(whole_draft(model))]
        keep(cast, role="admin")
        assert "no_options" not in [each.code for each in design_problems(whole_draft(model))]

    def test_lists_of_others_are_not_taken(self, cast: Cast) -> None:
        model = publishable(cast)
        keep(cast)
        ReferenceList.objects.update(organisation=cast.other_organisation)
        assert whole_draft(model) == model.draft


class TestScreen:
    @pytest.fixture
    def admin(self, cast: Cast) -> Client:
        return cast.client("admin")

    def upload(self, client: Client, content: bytes = TOWNS, **given: Any) -> Any:
        file = SimpleUploadedFile("communes.csv", content, "text/csv")
        sent = {"title": "Communes", "header": "on", "file": file, **given}
        return client.post(reverse("dossier_models:lists"), sent)

    def test_an_upload_is_listed_with_its_key(self, admin: Client) -> None:
        assert self.upload(admin).status_code == 302
        page = admin.get(reverse("dossier_models:lists")).content.decode()
        assert "<code>communes</code>" in page
        assert "Communes" in page

    def test_the_next_upload_is_the_next_version(self, admin: Client) -> None:
        self.upload(admin)
        kept = ReferenceList.objects.get()
        assert self.upload(admin, MORE, kept=kept.pk, title="").status_code == 302
        kept.refresh_from_db()
        assert kept.version is not None
        assert kept.version.number == 2
        assert self.upload(admin, MORE, kept=kept.pk).status_code == 409

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"code;nom\n;Nantes\n", "Line 2: The first column is empty."),
            (b"\x00", "This is not a text file. Save the list as CSV."),
            (b"", "empty"),
        ],
    )
    def test_what_is_wrong_with_a_file_is_said_with_its_line(
        self, admin: Client, content: bytes, said: str
    ) -> None:
        answer = self.upload(admin, content)
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_a_new_list_needs_a_name(self, admin: Client) -> None:
        for title in ("", "a\x00b"):
            assert self.upload(admin, title=title).status_code == 422
        assert not ReferenceList.objects.exists()


def test_every_code_of_lists_has_a_text() -> None:
    listed = (ROOT / "docs" / "problems.md").read_text().partition("## Lists")[2].partition("\n## ")[0]
    assert {line.split("`")[1] for line in listed.splitlines() if line.startswith("| `")} == set(LIST_FAULTS)
