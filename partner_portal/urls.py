from django.urls import path
from django.urls.resolvers import URLPattern

from partner_portal.views import (
    attaching,
    colleagues,
    complements,
    confirming,
    disowning,
    enclosures,
    opinions,
    receipts,
    requests,
    talking,
    wishing,
)

app_name = "partner_portal"
urlpatterns: list[URLPattern] = [
    path("", requests.requests, name="requests"),
    path("attach/", attaching.attach, name="attach"),
    path("attach/ask/", wishing.wish, name="wish"),
    path("attach/another-account/", attaching.another_account, name="another_account"),
    path("attach/done/", attaching.attached, name="attached"),
    path("requests/<uuid:uid>/", requests.request, name="request"),
    path("requests/<uuid:uid>/opinion/", opinions.opinion, name="opinion"),
    path("requests/<uuid:uid>/files/<uuid:document>/", receipts.reply_file, name="reply_file"),
    path("requests/<uuid:uid>/enclosures/<uuid:document>/", enclosures.enclosure, name="enclosure"),
    path("requests/<uuid:uid>/complement/", complements.complement, name="complement"),
    path("requests/<uuid:uid>/complement/<slug:page>/", complements.complement, name="complement_page"),
    path(
        "requests/<uuid:uid>/complement/<slug:page>/refresh/", complements.refresh, name="complement_refresh"
    ),
    path("requests/<uuid:uid>/colleagues/", colleagues.colleagues, name="colleagues"),
    path(
        "requests/<uuid:uid>/colleagues/<int:colleague>/remove/", colleagues.remove, name="remove_colleague"
    ),
    path("requests/<uuid:uid>/confirm/", confirming.confirm, name="confirm"),
    path("requests/<uuid:uid>/not-mine/", disowning.disown, name="disown"),
    path("requests/<uuid:uid>/received/<uuid:document>/", requests.received, name="received"),
    path("requests/<uuid:uid>/receipt/", receipts.receipt, name="receipt"),
    path("requests/<uuid:uid>/receipt/paper/", receipts.receipt_paper, name="receipt_paper"),
    path("requests/<uuid:uid>/decline/", talking.decline, name="decline"),
    path("requests/<uuid:uid>/questions/", talking.question, name="question"),
    path("dossiers/<uuid:dossier>/documents/<uuid:document>/", requests.document, name="document"),
]
