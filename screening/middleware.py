"""Staff meet the database behind their own wall (ADR 0031)."""

from collections.abc import Callable
from typing import Final

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core import wall

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class StaffWallMiddleware:
    """Raise the wall for everybody with a 職員番号, on every page, the admin with them; not for the desk.

    The desk reads every row of these tables: for it the policies would only be planned. Stands behind whoever signs people in, writes the session or keeps messages, as the company's does.
    """

    # these try both roles themselves
    OPEN_PAGES: Final = ("/healthz", "/readyz")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        if not (isinstance(user, User) and user.is_employee) or request.path_info in self.OPEN_PAGES:
            return self.get_response(request)
        today = timezone.localdate()
        if may(user, Permission.READ_ALL_PROPOSALS, today):
            return self.get_response(request)
        with wall.raised_for_staff(user=user.pk, day=today):
            response = self.get_response(request)
        if response.streaming and not isinstance(response, FileResponse):
            raise RuntimeError("a page may not be read from the database after the wall is down")
        return response
