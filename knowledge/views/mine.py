"""/teian/menu/: a company adds, changes, keeps and takes back what it offers."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.forms.menus import MenuForm, OwnMenuForm
from knowledge.models import Menu
from knowledge.queries import fields_to_suggest
from knowledge.queries import my_menus as menus_of
from knowledge.usecases.keep_menu import CannotKeep, keep_menu
from knowledge.usecases.offer_menu import CannotOffer, offer_menu
from knowledge.usecases.record_download import record_download
from knowledge.usecases.revise_menu import CannotRevise, StaleMenu, revise_menu
from knowledge.usecases.withdraw_menu import CannotWithdraw, withdraw_menu
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused, file_response
from nara_renkei.core.uploads import for_upload

from .access import company_only, menu_or_404

LOOKED_AT = "デスクが読んだあとに、市の職員が読めるようになります。"


@company_only
@never_cache
@require_safe
def my_menus(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = menus_of(request.user, today)  # type: ignore[arg-type]  # company_only let a person in
    context = {
        "rows": [(menu, menu.is_past_review(today)) for menu in rows],
        "has_body": bool(organizations_of(request.user)),  # type: ignore[arg-type]  # the same
    }
    return render(request, "knowledge/my_menus.html", context)


@company_only
@never_cache
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest) -> HttpResponse:
    organizations = organizations_of(request.user)  # type: ignore[arg-type]  # company_only let a person in
    if not organizations:
        return redirect("knowledge:my_menus")
    form = OwnMenuForm(*_sent(request), organizations=organizations, suggestions=fields_to_suggest())
    if form.is_valid():
        try:
            offer_menu(
                key=form.made_once,
                organization=form.body,
                facts=form.facts(),
                upload=form.cleaned_data["slide"],
                by=acting(request),
                at=timezone.now(),
            )
        except (CannotOffer, UploadRefused) as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"企業メニューを出しました。{LOOKED_AT}")
            return for_upload(request, redirect("knowledge:my_menus"))
    return render(request, "knowledge/my_menu.html", {"form": form, "found": None, "stale": None})


@company_only
@never_cache
@require_http_methods(["GET", "POST"])
def my_menu(request: HttpRequest, code: str) -> HttpResponse:
    """Change one; a change that another person made first is shown, and nothing typed is lost."""
    found = menu_or_404(request, code)
    form = MenuForm(*_sent(request), menu=found, suggestions=fields_to_suggest())
    stale = None
    if form.is_valid():
        try:
            revised = revise_menu(menu=found, **form.change(), by=acting(request), at=timezone.now())
        except (CannotRevise, UploadRefused) as exc:
            if isinstance(exc, StaleMenu):
                stale = menu_or_404(request, code)
                form.goes_on_from(stale)
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"保存しました。{'' if revised.is_open else LOOKED_AT}")
            return for_upload(request, redirect("knowledge:my_menus"))
    return render(request, "knowledge/my_menu.html", {"form": form, "found": found, "stale": stale})


@company_only
@require_POST
def keep(request: HttpRequest, code: str) -> HttpResponse:
    found = menu_or_404(request, code)
    try:
        keep_menu(menu=found, by=acting(request), at=timezone.now())
    except CannotKeep as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, "いまの内容で続けることを確かめました。1年後に、もう一度お尋ねします。")
    return redirect("knowledge:my_menus")


@company_only
@require_POST
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    found: Menu = menu_or_404(request, code)
    try:
        withdraw_menu(menu=found, by=acting(request), at=timezone.now())
    except CannotWithdraw as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, "取り下げました。市の職員の画面から、いま見えなくなりました。")
    return redirect("knowledge:my_menus")


@company_only
@require_safe
def my_slide(request: HttpRequest, code: str) -> HttpResponseBase:
    found = menu_or_404(request, code)
    if found.slide is None:
        raise Http404
    response = file_response(found.slide)
    record_download(menu=found, file=found.slide, by=acting(request), at=timezone.now())
    return response


def _sent(request: HttpRequest) -> tuple[object, object]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)
