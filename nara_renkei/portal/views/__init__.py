"""Home, my page, mailbox, error pages: what sees several apps and belongs to none."""

from .errors import bad_request, csrf_failure, page_not_found, permission_denied, server_error
from .mailbox import mailbox, mailbox_letter
from .pages import home, my_page

__all__ = [
    "bad_request",
    "csrf_failure",
    "home",
    "mailbox",
    "mailbox_letter",
    "my_page",
    "page_not_found",
    "permission_denied",
    "server_error",
]
