"""The desk's own screens, inside the admin's frame."""

from django.urls import path

from crm.views import (
    accounts,
    asking,
    documents,
    dossier,
    form,
    partners,
    queue,
    registry,
    replies,
    requests,
    talking,
    versions,
)

app_name = "crm"

urlpatterns = [
    path("dossiers/", queue.queue, name="queue"),
    path("dossiers/<uuid:uid>/", dossier.summary, name="dossier"),
    path("dossiers/<uuid:uid>/move/", dossier.move, name="move"),
    path("dossiers/<uuid:uid>/version/", versions.version, name="version"),
    path("dossiers/<uuid:uid>/form/", form.pages, name="form"),
    path("dossiers/<uuid:uid>/form/<slug:page>/", form.page, name="page"),
    path("dossiers/<uuid:uid>/form/<slug:page>/fields/", form.fields, name="fields"),
    path("dossiers/<uuid:uid>/documents/", documents.documents, name="documents"),
    path("dossiers/<uuid:uid>/documents/<uuid:document_id>/", documents.document, name="document"),
    path("dossiers/<uuid:uid>/opinions/<uuid:document_id>/", documents.opinion_file, name="opinion_file"),
    path("dossiers/<uuid:uid>/history/", dossier.history, name="history"),
    path("dossiers/<uuid:uid>/partners/", partners.partners, name="partners"),
    path("dossiers/<uuid:uid>/partners/ask/", asking.ask, name="ask"),
    path("dossiers/<uuid:uid>/partners/remind/", partners.remind, name="remind"),
    path("dossiers/<uuid:uid>/partners/<uuid:asked>/send-again/", partners.send_again, name="send_again"),
    path("dossiers/<uuid:uid>/partners/<uuid:asked>/withdraw/", partners.withdraw, name="withdraw"),
    path(
        "dossiers/<uuid:uid>/partners/<uuid:asked>/accounts/<int:number>/accept/",
        accounts.accept,
        name="accept_account",
    ),
    path(
        "dossiers/<uuid:uid>/partners/<uuid:asked>/accounts/<int:number>/decline/",
        accounts.decline,
        name="decline_account",
    ),
    path("dossiers/<uuid:uid>/partners/<uuid:asked>/write/", talking.write, name="write"),
    path("registry/", registry.registry, name="registry"),
    path("registry/add/", registry.add_body, name="registry_add"),
    path("registry/<uuid:uid>/", registry.body, name="registry_body"),
    path("registry/<uuid:uid>/end/", registry.end_body, name="registry_end_body"),
    path("registry/<uuid:uid>/people/add/", registry.add_person, name="registry_add_person"),
    path("registry/people/<uuid:uid>/", registry.person, name="registry_person"),
    path("registry/people/<uuid:uid>/end/", registry.end_person, name="registry_end_person"),
    path("requests/", requests.requests, name="requests"),
    path("requests/<uuid:uid>/", requests.request, name="request"),
    path("requests/<uuid:uid>/opinion/", replies.opinion, name="opinion"),
    path("requests/<uuid:uid>/complement/<slug:page>/", replies.complement, name="complement"),
    path("requests/<uuid:uid>/complement/<slug:page>/fields/", replies.fields, name="request_fields"),
    path("requests/<uuid:uid>/decline/", talking.decline_request, name="decline_request"),
    path("requests/<uuid:uid>/question/", talking.question, name="question"),
    path("requests/<uuid:uid>/attachment/", requests.attachment, name="request_attachment"),
    path("requests/files/<uuid:uid>/<uuid:document_id>/", requests.document, name="request_document"),
]
