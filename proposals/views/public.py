"""課題, as everybody reads them; and the question a company asks about one."""

from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import TOKYO
from nara_renkei.core.links import absolute_link
from nara_renkei.core.models import CitySettings
from nara_renkei.core.text import FORBIDDEN, normalise
from proposals.enums import Procedure
from proposals.forms.asking import QuestionForm
from proposals.models import Challenge, ChallengeQuestion
from proposals.permissions import is_proposer
from proposals.rules.procedures import MEANINGS
from proposals.usecases.ask_question import CannotAsk, ask_question

PER_PAGE = 30
IN_FEED = 30
KEPT_QUESTION = "question"  # the session's key: what a visitor wrote before the mailed code


@login_not_required
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """List 課題 by 分野・状態・進め方 and words; an unknown choice means all."""
    today = timezone.localdate()
    public = Challenge.objects.public()
    chosen = {name: request.GET.get(name, "") for name in ("bunya", "jotai", "susumekata", "q")}
    found = (
        public.in_field(chosen["bunya"])
        .in_window(chosen["jotai"], today)
        .by_procedure(chosen["susumekata"])
        .saying(chosen["q"])
        .with_window(today)
        .with_lead()
        .live_first()
    )
    return render(
        request,
        "proposals/challenges.html",
        {
            "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
            "chosen": chosen,
            "is_filtered": any(chosen.values()),
            "is_too_short": bool(chosen["q"].strip()) and len(normalise(chosen["q"])) < 2,
            "fields": public.field_names(),
            "windows": Challenge.WINDOWS,
            "procedures": Procedure.choices,
        },
    )


@login_not_required
@require_safe
def challenge(request: HttpRequest, code: str) -> HttpResponse:
    found = _public_or_404(code)
    context = {
        "challenge": found,
        "procedure_meaning": MEANINGS.get(found.procedure, ""),
        "may_ask": found.window_on(timezone.localdate()) != Challenge.CLOSED
        and (is_proposer(request.user) or not request.user.is_authenticated),
    }
    return render(request, "proposals/challenge.html", context)


def _public_or_404(code: str) -> Challenge:
    today = timezone.localdate()
    return get_object_or_404(Challenge.objects.public().with_window(today).with_everything(), code=code)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Write a question. Who has not proved an address is led through the mailed code; the words wait in the session."""
    user = request.user
    if user.is_authenticated and not is_proposer(user):
        raise Http404
    found = _public_or_404(code)
    kept = request.session.get(KEPT_QUESTION, {})
    initial = {"question": kept["text"]} if kept.get("code") == code else {}
    form = QuestionForm(request.POST or None, initial=initial)
    if form.is_valid():
        words = form.cleaned_data["question"]
        if not isinstance(user, User):
            request.session[KEPT_QUESTION] = {"code": code, "text": words}
            target = urlencode({"next": resolve_url("proposals:ask", code)})
            return redirect(f"{resolve_url('accounts:prove_email')}?{target}")
        try:
            ask_question(
                challenge_id=found.pk,
                question=words,
                asker=user,
                by=acting(request),
                at=timezone.now(),
            )
        except CannotAsk as exc:
            form.add_error(None, str(exc))
        else:
            request.session.pop(KEPT_QUESTION, None)
            messages.success(
                request, "質問を受け付けました。回答は、お名前を出さずにこのページで公開し、メールでもお知らせします。"
            )
            return redirect("proposals:challenge", code)
    waiting = (
        ChallengeQuestion.objects.waiting().asked_by_person(user).about(found).oldest_first()
        if isinstance(user, User)
        else []
    )
    return render(request, "proposals/ask.html", {"challenge": found, "form": form, "waiting": waiting})


class ChallengeFeed(Feed):
    """課題 as Atom. Every address is made from SITE_URL, whichever host was asked."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{CitySettings.load().full_name} 課題"

    def subtitle(self) -> str:
        return "企業や団体からの提案を求めている課題の新着です。"

    def link(self) -> str:
        return absolute_link("proposals:challenges")

    def feed_url(self) -> str:
        return absolute_link("proposals:challenges_feed")

    def author_name(self) -> str:
        return CitySettings.load().full_name

    def items(self) -> Any:
        return Challenge.objects.public().with_window(timezone.localdate()).newest_first()[:IN_FEED]

    def item_title(self, item: Any) -> str:
        return FORBIDDEN.sub("", f"【{item.window}】{item.title}")

    def item_description(self, item: Any) -> str:
        return FORBIDDEN.sub("", item.wanted)

    def item_link(self, item: Any) -> str:
        return absolute_link("proposals:challenge", item.code)

    def item_pubdate(self, item: Any) -> Any:
        return datetime.combine(item.published_on, time(), tzinfo=TOKYO)

    item_updateddate = item_pubdate


challenges_feed = login_not_required(require_safe(ChallengeFeed()))
