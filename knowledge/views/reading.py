"""/ka/yomu/: one chapter that must be read, for who came by a link to 庁内メール, and 「読みました」. Nothing else."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.models import ReadingLetter
from knowledge.queries.must_read import readings_of
from knowledge.queries.reading import open_letter, reading_letter
from knowledge.rendering import render_version
from knowledge.rules.reading import HELD, held, letter_of
from knowledge.usecases.acknowledge_chapter import CannotAcknowledge, acknowledge_chapter
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.usecases.open_link import LinkGone, open_link
from nara_renkei.core.actors import DIVISION, Actor, acting
from nara_renkei.core.links import token_page
from nara_renkei.core.text import whole_number

from .access import is_company


@login_not_required
@token_page
@require_safe
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Remember whose link it is and lead on to the page, whose address holds no secret."""
    at = timezone.now()
    if is_company(request.user):
        return _gone(request, str(LinkGone()))
    try:
        link = open_link(token=token, purpose=LinkPurpose.READER, at=at)
    except LinkGone as exc:
        return _gone(request, str(exc))
    letter = reading_letter(letter_of(link.about))
    if letter is None or not _may_read(request, letter, at):
        return _gone(request, str(LinkGone()))
    request.session[HELD] = held(letter.pk, at)
    return redirect("knowledge:read")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """The chapter as it stands today; a POST says 「読みました」 for the person of the link."""
    at = timezone.now()
    today = timezone.localdate(at)
    letter = None if is_company(request.user) else open_letter(request.session.get(HELD), at)
    if letter is None or not _may_read(request, letter, at):
        raise Http404
    chapter, problem = letter.version.chapter, ""
    version = chapter.version_on(today)
    if version is None:
        raise Http404
    version.chapter = chapter
    if request.method == "POST":
        by = Actor(DIVISION, f"{letter.user}（本人のリンク）", f"user:{letter.user_id}", acting(request).address)
        number = whole_number(request.POST.get("number", "")) or 0
        try:
            acknowledge_chapter(chapter=chapter, number=number, user=letter.user, by=by, at=at)
        except CannotAcknowledge as exc:
            problem = str(exc)
    context = {
        "version": version,
        "page": render_version(version, (), ""),
        "person": letter.user,
        "reading": readings_of(letter.user, today).get(chapter.pk),
        "problem": problem,
    }
    response = render(request, "knowledge/read_by_link.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _may_read(request: HttpRequest, letter: ReadingLetter, at: datetime) -> bool:
    """Whether the person of the letter still works here, and nobody else is signed in."""
    user = request.user
    if user.is_authenticated and user.pk != letter.user_id:
        return False
    return letter.user.is_employee and letter.user.may_enter_on(timezone.localdate(at))


def _gone(request: HttpRequest, sentence: str) -> HttpResponse:
    return render(request, "knowledge/link_gone.html", {"sentence": sentence}, status=404)
