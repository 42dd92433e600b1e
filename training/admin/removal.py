"""Taking a 回 away that was made by mistake."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from training.models import Session
from training.usecases.delete_session import CannotDeleteSession, delete_session


@never_cache
@require_http_methods(["GET", "POST"])
def removal(request: HttpRequest, session: Session) -> HttpResponse:
    """Ask first; a POST deletes, or says what still hangs on the 回."""
    if request.method == "POST":
        words = str(session)
        try:
            delete_session(session=session, by=acting(request), at=timezone.now())
        except CannotDeleteSession as exc:
            messages.warning(request, str(exc))
            return redirect("admin:training_session_removal", session.pk)
        messages.success(request, f"「{words}」を消しました。")
        return redirect("admin:training_session_changelist")
    return row_page(request, session, "admin/training/removal.html", "この回を消す")


PAGES = (RowPage("kesu/", "removal", removal, tab="この回を消す"),)
