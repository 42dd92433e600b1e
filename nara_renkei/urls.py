"""The site map: one include per app."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # First: an address is tried against every pattern above its own.
    path("admin/", admin.site.urls),
    path("", include("nara_renkei.portal.urls")),
    # Before proposals: /teian/kakunin/ is a door, not a 提案番号.
    path("", include("nara_renkei.accounts.urls")),
    # Before screening: /ka/anketo/ is a door, not a 提案番号.
    path("", include("nara_renkei.surveys.urls")),
    path("", include("proposals.urls")),
    # Before screening: /ka/dialogue/ is an event, not a 提案番号.
    path("", include("dialogue.urls")),
    # Before screening: /ka/kenshu/ is the 研修 of staff.
    path("ka/kenshu/", include("training.urls")),
    path("", include("knowledge.urls")),
    # Before screening: /ka/jikotenken/ is the 自己点検, not a 提案番号.
    path("", include("nara_renkei.reports.urls")),
    path("ka/", include("screening.urls")),
]

handler400 = "nara_renkei.portal.views.bad_request"
handler403 = "nara_renkei.portal.views.permission_denied"
handler404 = "nara_renkei.portal.views.page_not_found"
handler429 = "nara_renkei.portal.views.too_many_requests"
handler500 = "nara_renkei.portal.views.server_error"
