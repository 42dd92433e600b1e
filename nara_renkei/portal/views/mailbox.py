"""The demo's mailbox: every letter that left by SMTP, readable by whoever shows the demo.

Exists only where MAILBOX_DIR is set; production never sets it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SHOWN = 200  # letters on the list


@dataclass(frozen=True, slots=True)
class Letter:
    """A received mail as the page shows it."""

    name: str  # the file's name without .eml
    subject: str
    sender: str
    receivers: str
    at: datetime | None
    text: str


@login_not_required
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "").strip()
    letters = [letter for path in _files() if _holds(letter := _read(path), asked)]
    return render(
        request,
        "portal/mailbox.html",
        {"letters": letters[:SHOWN], "count": len(letters), "q": asked, "shown": SHOWN},
    )


@login_not_required
@never_cache
@require_safe
def mailbox_letter(request: HttpRequest, name: str) -> HttpResponse:
    for path in _files():
        if path.stem == name:
            return render(request, "portal/mailbox_letter.html", {"letter": _read(path)})
    raise Http404


def _files() -> list[Path]:
    """Return the letters' files, newest first: their names begin with the time of arrival."""
    if not settings.MAILBOX_DIR:
        raise Http404
    return sorted(Path(settings.MAILBOX_DIR).glob("*.eml"), reverse=True)


def _read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",)) if isinstance(message, EmailMessage) else None
    return Letter(
        name=path.stem,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        receivers=str(message["X-Envelope-To"] or message["To"] or ""),
        at=_moment(message["Date"].datetime) if message["Date"] else None,
        text=body.get_content() if body else "",
    )


def _moment(at: datetime) -> datetime:
    """Return an aware time: "-0000" in a mail means UTC and is read without a zone."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _holds(letter: Letter, asked: str) -> bool:
    return asked.casefold() in f"{letter.receivers} {letter.subject}".casefold()
