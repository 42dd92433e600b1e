"""What holds for every request before any app is asked."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

GetResponse = Callable[[HttpRequest], HttpResponse]


class _Through:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class SecurityHeadersMiddleware(_Through):
    pass


class DatabaseDownMiddleware(_Through):
    pass


class HostileInputMiddleware(_Through):
    pass


class TwoHostsMiddleware(_Through):
    pass
