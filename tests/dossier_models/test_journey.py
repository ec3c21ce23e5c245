"""A whole small model, drawn and published with nothing but what a browser without JavaScript sends."""

from django.urls import reverse

from dossier_models.models import DossierModel
from dossier_models.selectors import model_of
from formengine.access import Access
from formengine.compiling import compile_view
from tests.casting import Cast
from tests.dossier_models.board import send

FIELDS = (
    ("Nom du propriétaire", "text", "citizen"),
    ("Courriel", "email", "citizen"),
    ("Adresse de l'immeuble", "address", "citizen"),
    ("L'immeuble est-il protégé ?", "yesno", "citizen"),
    ("Année de protection", "integer", "citizen"),
    ("Montant des travaux", "money", "citizen"),
    ("Devis", "file", "citizen"),
    ("Note interne", "longtext", "agent"),
    ("Aide proposée", "money", "agent"),
    ("Avis de l'architecte", "longtext", "partner"),
)


def test_a_model_is_drawn_and_published(cast: Cast) -> None:
    client = cast.client("admin")
    created = client.post(reverse("dossier_models_list:add"), {"title": "Aide au ravalement de façade"})
    model = DossierModel.objects.get(title="Aide au ravalement de façade")
    assert created.headers["Location"] == reverse("dossier_models:fields", args=[model.pk])
    send(client, model, "page-set:page_1", title="Votre immeuble")
    for title, kind, who in FIELDS:
        added = send(client, model, "add", title=title, type=kind, who=who, where="page:page_1")
        assert added.status_code == 302
    rule = {"clause-0-field": "l_immeuble_est_il_protege", "clause-0-operator": "yes"}
    send(client, model, "condition:annee_de_protection", **rule)
    send(client, model, "set:courriel", title="Courriel", who="citizen", required="on")

    cells = {"cell:partner:adresse_de_l_immeuble": "read", "cell:partner:devis": "read"}
    send(client, model, "cells", tab="views_config:matrix", **cells)
    tab = "dossier_models:statuses"
    send(client, model, "add", tab=tab, title="Avis demandé")
    caps = {"cap-internet": "read", "cap-crm": "edit", "cap-partner": "edit"}
    send(
        client,
        model,
        "set:avis_demande",
        tab=tab,
        title="Avis demandé",
        wording="En cours",
        limit_days="30",
        **caps,
    )
    send(
        client, model, "move-set:submitted:", tab=tab, to="avis_demande", by="agent", title="Demander l'avis"
    )
    move = {"to": "decided", "by": "agent", "title": "Décider", "requires": ["aide_proposee"]}
    send(client, model, "move-set:avis_demande:", tab=tab, **move)
    send(client, model, "add", tab="dossier_models:scopes", title="Avis de l'architecte")

    shown = client.get(
        reverse("views_config:preview", args=[model.pk]), {"view": "partner", "status": "avis_demande"}
    )
    assert 'name="avis_de_l_architecte"' in shown.content.decode()
    assert "Montant des travaux" not in shown.content.decode()
    published = send(client, model, "publish", tab="views_config:publish")
    assert published.status_code == 302, published.content.decode()

    version = DossierModel.objects.select_related("version").get(pk=model.pk).version
    assert version is not None
    assert version.number == 1
    partner = compile_view(model_of(version), view="partner", status="avis_demande")
    assert {key: each.access for key, each in partner.by_key.items()} == {
        "adresse_de_l_immeuble": Access.READ,
        "devis": Access.READ,
        "avis_de_l_architecte": Access.EDIT,
    }
    page = client.get(reverse("dossier_models_list:index")).content.decode()
    assert "Aide au ravalement de façade" in page
