"""The sorter: three questions before anything is written."""

from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.queries import kinds_taken
from proposals.forms.start import KindForm, SorterForm
from proposals.models import Challenge, SorterDestination
from proposals.permissions import is_proposer
from proposals.queries import open_challenges
from proposals.rules.self_check import decode
from proposals.usecases.count_destination import count_destination
from proposals.usecases.start_draft import CannotStart, start_draft

from .access import held_drafts, hold

SORTED: Final = frozenset({"existing", "only", "sorter"})  # what only the three questions send
DRAFTS_PER_BROWSER: Final = 5
DRAFTS_PER_HOUR: Final = 60
TOO_MANY: Final = "このブラウザーでは、これ以上続けて下書きを作れません。書きかけの下書きを続けるか、メールの確認をしてから新しく始めてください。"


@login_not_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask the three questions; their POST counts who is shown another window and leads back here with the answers.

    The POST with a kind begins a draft.
    """
    if request.user.is_authenticated and not is_proposer(request.user):
        return render(request, "proposals/start_staff.html")
    today = timezone.localdate()
    challenges = open_challenges(today)
    # a form sent without a choice still names its text field
    answers = request.POST if request.method == "POST" else request.GET
    asked = not SORTED.isdisjoint(answers)
    if request.method == "POST" and not asked:
        return _begin(request, challenges)
    kadai, jiko = answers.get("kadai", ""), answers.get("jiko", "")
    sorter = SorterForm(answers if asked else None, initial={"kadai": kadai, "jiko": jiko})
    if not asked or not sorter.is_valid():
        return render(
            request,
            "proposals/start.html",
            {
                "form": sorter,
                "resumable": _resumable(request),
                "kinds": kinds_taken(CitySettings.load().admitted_kinds),
            },
        )
    if request.method == "POST":
        if sorter.destination:
            count_destination(code=sorter.destination, on=today)
        return redirect(f"{request.path}?{urlencode(sorter.cleaned_data)}")
    if sorter.destination:
        destination = get_object_or_404(SorterDestination, code=sorter.destination)
        return render(request, "proposals/start_elsewhere.html", {"destination": destination})
    preselected = next((challenge for challenge in challenges if challenge.code == kadai), None)
    form = KindForm(
        challenges=challenges,
        initial={
            "kind": "CHALLENGE" if preselected else "",
            "challenge": preselected.code if preselected else None,
            "talking": sorter.cleaned_data["talking"] == "yes",
            "division": sorter.talking_with,
            "jiko": jiko,
        },
    )
    return render(request, "proposals/start_kind.html", {"form": form, "challenges": challenges})


def _resumable(request: HttpRequest) -> bool:
    return bool(held_drafts(request)) or request.user.is_authenticated


def _begin(request: HttpRequest, challenges: list[Challenge]) -> HttpResponse:
    form = KindForm(request.POST, challenges=challenges)
    status = 200
    if form.is_valid():
        user = request.user if isinstance(request.user, User) else None
        if user is None and not _may_begin(request):
            form.add_error(None, TOO_MANY)
            status = 429
        else:
            try:
                proposal = start_draft(
                    challenge=form.cleaned_data["challenge"],
                    author=user,
                    consulted_before=bool(form.cleaned_data["talking"]),
                    related_divisions=form.cleaned_data["division"],
                    self_check=decode(form.cleaned_data["jiko"]),
                    by=acting(request),
                    at=timezone.now(),
                )
            except CannotStart as exc:
                form.add_error("challenge", str(exc))
            else:
                if user is None:
                    hold(request, proposal)
                return redirect("proposals:step", proposal.uuid, "proposal")
    return render(request, "proposals/start_kind.html", {"form": form, "challenges": challenges}, status=status)


def _may_begin(request: HttpRequest) -> bool:
    """A few drafts for a browser, many more for an address: an office shares one."""
    if len(held_drafts(request)) >= DRAFTS_PER_BROWSER:
        return False
    key = f"drafts:{acting(request).address}"
    cache.add(key, 0, timeout=3600)
    return cache.incr(key) <= DRAFTS_PER_HOUR
