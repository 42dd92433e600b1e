"""紹介を企業メニューに写す: what becomes of each 団体, and the button that does it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.queries.menus import menu_rows
from dialogue.usecases.copy_to_menus import CannotCopy, copy_to_menus
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.core.actors import acting

from .pages import event_page


@never_cache
@require_http_methods(["GET", "POST"])
def menus(request: HttpRequest, event: Event) -> HttpResponse:
    if request.method == "POST":
        try:
            copied = copy_to_menus(event=event, by=acting(request), at=timezone.now())
        except CannotCopy as exc:
            messages.warning(request, str(exc))
        else:
            messages.success(request, f"{len(copied.menus)}件を写しました。読んで、よければ公開してください。")
            for sentence in copied.refused:
                messages.warning(request, sentence)
        return redirect("admin:dialogue_event_menus", event.pk)
    rows = menu_rows(event)
    context = {
        "rows": rows,
        "count": sum(row.may_be_copied for row in rows),
        "is_over": event.state == EventState.ENDED,
    }
    return event_page(request, event, "admin/dialogue/menus.html", "企業メニューに写す", **context)


PAGES = (RowPage("menyu/", "menus", menus, tab="企業メニューに写す"),)
