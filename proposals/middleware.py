"""Companies meet the database behind the second wall (ADR 0013)."""

from collections.abc import Callable
from typing import Final

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from nara_renkei.accounts.models import User
from nara_renkei.core import wall

from .rules.drafts import HELD, HELD_CONSULTATIONS, HELD_REGISTRATIONS

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class CompanyWallMiddleware:
    """Raise the wall for everybody without a 職員番号, signed in or not, on every page but the named.

    Stands behind whoever signs people in, writes the session or keeps messages: those work with the city's eyes.
    """

    # what everybody reads, and the doors at which nobody is anybody yet
    OPEN: Final = ("/accounts/", "/admin/", "/kadai/", "/kyotei/", "/mailbox/", "/teian/kakunin/", "/yubin/")
    OPEN_PAGES: Final = (
        "/",
        "/accessibility/",
        "/accessibility/kekka/",
        "/healthz",
        "/metrics",
        "/privacy/",
        "/readyz",
        "/riyo/",
    )
    # where staff without an account come by a link to 庁内メール; companies find the wall there too
    STAFF_BY_LINK: Final = (
        "/ka/komarigoto/",
        "/ka/kadai/tsuzukeru/",
        "/ka/saitei/",
        "/ka/koyomi/",
        "/ka/dialogue/",
        "/ka/kenshu/",
        "/ka/mimamori/tomeru/",
        "/ka/yomu/",
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        company = user if isinstance(user, User) else None
        if (company and company.is_employee) or self._is_open(request.path_info, company):
            return self.get_response(request)
        drafts, consultations, registrations = (
            request.session.get(key, []) for key in (HELD, HELD_CONSULTATIONS, HELD_REGISTRATIONS)
        )
        with wall.raised(
            user=company.pk if company else None,
            drafts=drafts,
            consultations=consultations,
            registrations=registrations,
        ):
            response = self.get_response(request)
        if response.streaming and not isinstance(response, FileResponse):
            raise RuntimeError("a company's page may not be read from the database after the wall is down")
        return response

    def _is_open(self, path: str, company: User | None) -> bool:
        if company is None and path.startswith(self.STAFF_BY_LINK):
            return True
        return path in self.OPEN_PAGES or path.startswith(self.OPEN)
