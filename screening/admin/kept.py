"""絞り込みの保存: two small POSTs above the queue."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from screening.forms.queue import FilterNameForm
from screening.models import SavedFilter
from screening.usecases.keep_filter import CannotKeepFilter, drop_filter, keep_filter

from .desk_only import desk_only


@require_POST
@desk_only
def keep(request: HttpRequest) -> HttpResponse:
    """Keep what the address chooses under the name that was typed."""
    form = FilterNameForm(request.POST)
    refusal = " ".join(str(error) for errors in form.errors.values() for error in errors)
    if form.is_valid():
        try:
            kept = keep_filter(
                name=form.cleaned_data["name"],
                params=request.GET.dict(),
                owner=cast("User", request.user),
                by=acting(request),
                at=timezone.now(),
            )
        except CannotKeepFilter as exc:
            refusal = str(exc)
        else:
            messages.success(request, f"絞り込み「{kept}」を残しました。")
    if refusal:
        messages.warning(request, refusal)
    return redirect(f"{reverse('admin:screening_deskproposal_changelist')}?{request.GET.urlencode()}")


@require_POST
@desk_only
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one's own filter; somebody else's is not there."""
    kept = get_object_or_404(SavedFilter.objects.of(cast("User", request.user)), pk=pk)
    drop_filter(kept=kept, by=acting(request), at=timezone.now())
    messages.success(request, f"絞り込み「{kept}」を消しました。")
    return redirect("admin:screening_deskproposal_changelist")
