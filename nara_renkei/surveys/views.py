"""The page behind a mailed link: nobody signs in, and the page does not want to know who is there."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.usecases.send_link import token_digest
from nara_renkei.core.links import token_page

from .enums import Side
from .forms import AnswerForm
from .queries import open_ticket
from .usecases.answer import CannotAnswer, TicketGone
from .usecases.answer import answer as store_answer


def nobody_in_particular(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Forget who is signed in, so that neither the page nor the line of the log names the person."""

    @wraps(view)
    def unnamed(request: HttpRequest, token: str) -> HttpResponse:
        request.user = AnonymousUser()
        return view(request, token)

    return unnamed


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
@nobody_in_particular
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """For 企業, on the public host."""
    return _answer(request, token, Side.COMPANY)


@login_not_required
@token_page
@require_http_methods(["GET", "POST"])
@nobody_in_particular
def answer_staff(request: HttpRequest, token: str) -> HttpResponse:
    """For staff, with or without a post, on the staff's host."""
    return _answer(request, token, Side.DIVISION)


def _answer(request: HttpRequest, token: str, side: Side) -> HttpResponse:
    now = timezone.now()
    found = open_ticket(token_digest(token), side, now)
    if found is None:
        return _gone(request, TicketGone())
    form = AnswerForm(request.POST if request.method == "POST" else None, questions=found.questions)
    if form.is_valid():
        try:
            store_answer(token=token, given=form.given(), at=now)
        except TicketGone as exc:
            return _gone(request, exc)
        except CannotAnswer as exc:
            form.add_error(None, str(exc))
        else:
            return render(request, "surveys/thanks.html", {"survey": found.survey})
    context = {"survey": found.survey, "intro": found.survey.intro_for(side), "form": form}
    return render(request, "surveys/answer.html", context)


def _gone(request: HttpRequest, exc: TicketGone) -> HttpResponse:
    return render(request, "accounts/link_gone.html", {"sentence": str(exc)}, status=410)
