"""自己チェック: what is strong, what to strengthen. Nothing is kept unless the company goes on to a draft."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from proposals.forms.self_check import SelfCheckForm
from proposals.rules.self_check import encode, read


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def self_check(request: HttpRequest) -> HttpResponse:
    form = SelfCheckForm(request.POST or None)
    if not form.is_valid():
        return render(request, "proposals/self_check.html", {"form": form})
    context = {"reading": read(form.answers), "letters": encode(form.answers)}
    return render(request, "proposals/self_check_result.html", context)
