"""通知の設定: which letters a member does without. What must be delivered is only listed."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.forms import NoticesForm
from nara_renkei.accounts.models import User
from nara_renkei.accounts.queries import memberships_of
from nara_renkei.accounts.usecases.set_notices import set_notices
from nara_renkei.core.actors import acting

ALWAYS: Final = (
    "提案を受け付けたこと（提案番号と控え）",
    "修正のお願いと、その期限",
    "期日の変更や遅れのお知らせ",
    "対話の日時が決まったこと",
    "結果のお知らせ（通知文）",
    "下書きが消える14日前のお知らせ（下書きの続きのお知らせを止めていても届きます）",
    "団体の担当者になりたいという申出、招待、確認コード",
)


@never_cache
@require_http_methods(["GET", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    user = request.user
    if not isinstance(user, User) or user.is_employee:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    forms = [NoticesForm(posted, member=member) for member in memberships_of(user)]
    if posted is not None and all(form.is_valid() for form in forms):
        for form in forms:
            set_notices(
                member=form.member,
                wanted=form.cleaned_data["wanted"],
                by=acting(request),
                at=timezone.now(),
            )
        messages.success(request, "通知の設定を保存しました。")
        return redirect("accounts:notices")
    return render(request, "accounts/notices.html", {"forms": forms, "always": ALWAYS})
