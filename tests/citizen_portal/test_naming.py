"""Files named by who sends them, without a script: beside the upload, and later beside each file."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config.demo.papers import pdf
from dossiers.models import Document, Draft
from dossiers.sights import Sight
from tests.casting import Cast, completed_draft, moved, opened_dossier, published_model
from tests.citizen_portal.browsing import inputs, main_form, page_url, press, soup
from tests.dossiers.services.test_naming import naming_document


@pytest.fixture
def naming(cast: Cast) -> Cast:
    return replace(cast, model=published_model(cast.actor("admin"), naming_document()))


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("citizen")


def sends(client: Client, sight: Sight, button: str = "_later", **typed: Any) -> Any:
    page = client.get(page_url(sight, "pieces"))
    return client.post(page_url(sight, "pieces"), {**inputs(main_form(page)), **typed, button: "1"})


def paper(name: str = "scan0001.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf("Statuts"))


def test_a_name_is_kept_with_the_upload(naming: Cast, client: Client) -> None:
    sight = opened_dossier(naming)
    sends(client, sight, statuts=paper(), **{"statuts-label": "Statuts de 2019"})
    document = Document.objects.get()
    assert (document.name, document.label) == ("scan0001.pdf", "Statuts de 2019")
    page = soup(client.get(page_url(sight, "pieces")))
    field = page.find(attrs={"name": f"statuts-label-{document.pk}"})
    assert field is not None
    assert field["value"] == "Statuts de 2019"
    assert "Statuts de 2019 – scan0001.pdf" in page.get_text()


def test_a_name_is_kept_where_the_page_is_not_accepted(naming: Cast, client: Client) -> None:
    sight = opened_dossier(naming)
    response = sends(client, sight, "_continue", statuts=paper(), **{"statuts-label": "Statuts de 2019"})
    assert response.status_code == 422
    assert Document.objects.get().label == "Statuts de 2019"
    assert "Statuts de 2019 – scan0001.pdf" in client.get(page_url(sight, "pieces")).text


def test_it_can_be_changed_while_the_page_can(naming: Cast, client: Client) -> None:
    sight = completed_draft(naming)
    (document,) = sight.dossier.answers["statuts"]
    press(client, page_url(sight, "pieces"), {f"statuts-label-{document}": "Nos statuts"})
    assert Document.objects.get(pk=document).label == "Nos statuts"
    assert "Nos statuts – statuts 2019" in client.get(page_url(sight, "check-answers")).text
    moved(naming.actor("citizen"), sight, "depose")
    assert (
        "Nos statuts – statuts 2019"
        in client.get(reverse("citizen_portal:dossier", args=[sight.dossier.uid])).text
    )
    sent = {f"statuts-label-{document}": "Autre", "_continue": "1"}
    assert client.post(page_url(sight, "pieces"), sent).status_code in (409, 422)
    assert Document.objects.get(pk=document).label == "Nos statuts"


def test_a_change_that_was_not_saved_is_kept_for_its_writer(naming: Cast, client: Client) -> None:
    sight = completed_draft(naming)
    (document,) = sight.dossier.answers["statuts"]
    url = reverse("citizen_portal:refresh", args=[sight.dossier.uid, "pieces"])
    form = inputs(main_form(client.get(page_url(sight, "pieces"))))
    client.post(url, {**form, f"statuts-label-{document}": "Nos statuts"})
    assert Draft.objects.get().typed["statuts"] == [{"id": document, "label": "Nos statuts"}]
    assert 'value="Nos statuts"' in client.get(page_url(sight, "pieces")).text
    assert Document.objects.get(pk=document).label == ""


def test_the_download_keeps_the_name_of_the_file(naming: Cast, client: Client) -> None:
    sight = opened_dossier(naming)
    sends(client, sight, statuts=paper(), **{"statuts-label": "Statuts\r\nX: y"})
    document = Document.objects.get()
    assert document.label == "Statuts X: y"
    response = client.get(reverse("citizen_portal:document", args=[sight.dossier.uid, document.pk]))
    assert response.getvalue().startswith(b"%PDF")
    assert "scan0001.pdf" in response["Content-Disposition"]
