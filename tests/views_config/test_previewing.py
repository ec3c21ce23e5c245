"""The preview: the draft as somebody would meet it."""

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from tests.casting import Cast
from tests.dossier_models.board import send, small_model

KEPT = ("", "x", "[]", "[" * 9000, '{"a": NaN}', '{"nom": {"x": [1]}}', "\x00", '{"a": "\\ud800"}')


def preview(cast: Cast, model: object, **asked: str) -> str:
    response = cast.client("admin").get(reverse("views_config:preview", args=[model.pk]), asked)  # type: ignore[attr-defined]
    assert response.status_code == 200
    return response.content.decode()  # type: ignore[no-any-return]


class TestPreview:
    def test_each_view_sees_its_own(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        send(cast.client("admin"), model, "set:public", title="Public", who="agent")
        assert 'name="nom"' in preview(cast, model, view="internet", status="draft")
        assert 'name="public"' not in preview(cast, model, view="internet", status="draft")
        assert 'name="public"' in preview(cast, model, view="crm", status="submitted")
        assert "Nothing is visible here." in preview(cast, model, view="partner", status="submitted")

    def test_the_status_caps_it(self, cast: Cast) -> None:
        model = small_model(cast.actor("admin"))
        assert 'name="nom"' not in preview(cast, model, view="internet", status="submitted")
        assert "Nom" in preview(cast, model, view="internet", status="submitted")

    def test_a_partner_s_kind_and_scope_cap_it(self, cast: Cast) -> None:
        model = cast.model
        asked = {"view": "partner", "status": "avis_en_cours"}
        complement = preview(cast, model, **asked, kind="complement", scope="comptable", page="apport")
        opinion = preview(cast, model, **asked, kind="opinion", scope="juridique")
        assert 'name="pa_comptes_certifies"' in complement
        assert "pa_comptes_certifies" not in opinion

    def test_answers_can_be_tried_and_are_kept_nowhere(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        at = reverse("views_config:preview", args=[model.pk]) + "?view=internet&status=draft"
        assert 'name="jauge"' not in client.get(at).content.decode()
        sent = {"preview-page": "page_1", "preview-kept": "{}", "public": "true"}
        fields = client.post(at, sent, headers={"HX-Request": "true"}).content.decode()
        assert 'name="jauge"' in fields
        assert "<html" not in fields
        judged = client.post(at, {**sent, "preview-do": "judge", "nom": "Les Tréteaux"})
        assert "These answers would be accepted." in judged.content.decode()
        refused = client.post(at, {**sent, "preview-do": "judge", "jauge": "beaucoup"})
        assert "govuk-error-message" in refused.content.decode()
        assert not Dossier.objects.exists()

    def test_garbage_is_never_a_500(self, cast: Cast) -> None:
        model, client = small_model(cast.actor("admin")), cast.client("admin")
        at = reverse("views_config:preview", args=[model.pk])
        for asked in ("", "?view=x&status=y&kind=z&scope=%00&page=<", "?view=partner&scope=x"):
            for kept in KEPT:
                sent = {"preview-page": "page_1", "preview-kept": kept, "preview-do": "judge"}
                sent |= {"preview-go": "x", "nom": "\x00", "zzz": "1"}
                assert client.post(at + asked, sent).status_code == 200, kept[:20]

    def test_it_may_be_framed_by_the_desk_only(self, cast: Cast) -> None:
        response = cast.client("admin").get(reverse("views_config:preview", args=[cast.model.pk]))
        assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in response.headers["Content-Security-Policy"]

    @pytest.mark.parametrize("role", ["agent", "citizen", "other_organisation_admin", "nobody"])
    def test_it_is_for_those_who_draw(self, cast: Cast, role: str) -> None:
        response = cast.client(role).get(reverse("views_config:preview", args=[cast.model.pk]))
        assert response.status_code in (302, 404)
