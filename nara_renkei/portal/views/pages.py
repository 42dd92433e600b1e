"""The front page, the page of one's own, and the pages the law asks for."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from nara_renkei.accounts.models import User
from nara_renkei.core.middleware import is_staff_host
from nara_renkei.directory.queries import public_agreements
from nara_renkei.portal.queries import front_page, place_of
from nara_renkei.portal.queries.accessibility import accessibility as tried


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {"front": front_page(timezone.localdate())})


@login_not_required
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """Send everybody to where their day's work waits; a stranger to the door of this host."""
    if not isinstance(request.user, User):
        return redirect("account_login" if is_staff_host(request) else "account_request_login_code")
    place = place_of(request.user, timezone.localdate())
    if place == "portal:home" and is_staff_host(request):
        # There is no front page on this host, and nothing else that this person may read.
        return render(request, "portal/no_post.html")
    return redirect(place)


@login_not_required
@require_safe
def agreements(request: HttpRequest) -> HttpResponse:
    """The partners of the city, as far as they are published."""
    return render(request, "portal/agreements.html", {"cards": public_agreements(timezone.localdate())})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/privacy.html")


@login_not_required
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/terms.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html", {"shown": tried()})


@login_not_required
@require_safe
def accessibility_results(request: HttpRequest) -> HttpResponse:
    """What was tried of each 達成基準, how, and what is not yet done."""
    return render(request, "portal/accessibility_results.html", {"shown": tried()})
