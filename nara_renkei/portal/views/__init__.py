"""Home, my page, mailbox, error pages: what sees several apps and belongs to none."""

from .errors import bad_request, csrf_failure, page_not_found, permission_denied, server_error, too_many_requests
from .health import healthz, readyz, security_txt
from .mailbox import mailbox, mailbox_letter
from .metrics import metrics
from .pages import accessibility, accessibility_results, agreements, home, my_page, privacy, terms

__all__ = [
    "accessibility",
    "accessibility_results",
    "agreements",
    "bad_request",
    "csrf_failure",
    "healthz",
    "home",
    "mailbox",
    "mailbox_letter",
    "metrics",
    "my_page",
    "page_not_found",
    "permission_denied",
    "privacy",
    "readyz",
    "security_txt",
    "server_error",
    "terms",
    "too_many_requests",
]
