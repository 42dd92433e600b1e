"""/ka/jirei/<code>/gazo/: whoever may write a 事例 adds pictures to it; whoever reads it sees them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.enums import Licence
from knowledge.forms.faces import PictureForm
from knowledge.models import CasePicture, CaseStudy
from knowledge.permissions import may_write_case
from knowledge.usecases.add_picture import add_picture
from knowledge.usecases.remove_picture import CannotChangePicture, remove_picture
from knowledge.usecases.show_picture import show_picture
from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.permissions import employee_required
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import UploadRefused, file_response
from nara_renkei.core.uploads import for_upload


@employee_required
@never_cache
@require_http_methods(["GET", "POST"])
def case_pictures(request: StaffRequest, code: str) -> HttpResponse:
    case = _written(request, code)
    form = PictureForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        given = form.cleaned_data
        try:
            add_picture(
                case=case,
                upload=given["upload"],
                alt=given["alt"],
                credit=given["credit"],
                licence=Licence(given["licence"]),
                is_public=given["is_public"],
                by=acting(request),
                at=timezone.now(),
            )
        except UploadRefused as exc:
            form.add_error("upload", str(exc))
        else:
            messages.success(request, "画像を加えました。")
            return for_upload(request, redirect("knowledge:case_pictures", code))
    context = {"case": case, "form": form, "pictures": case.pictures.select_related("file").order_by("pk")}
    return render(request, "knowledge/case_pictures.html", context)


@employee_required
@require_safe
def staff_case_picture(request: StaffRequest, code: str, uuid: Any) -> HttpResponseBase:
    readable = CaseStudy.objects.visible_to(request.user, timezone.localdate())
    found = get_object_or_404(
        CasePicture.objects.select_related("file"), case__in=readable.filter(code=code), file__uuid=uuid
    )
    return file_response(found.file)


@employee_required
@require_POST
def show(request: StaffRequest, code: str, uuid: Any) -> HttpResponse:
    picture = _picture(request, code, uuid)
    wanted = request.POST.get("is_public") == "1"
    try:
        show_picture(picture=picture, is_public=wanted, by=acting(request), at=timezone.now())
    except CannotChangePicture as exc:
        messages.warning(request, str(exc))
    else:
        said = "次に公開する内容に入れます。" if wanted else "庁内だけの画像にしました。"
        messages.success(request, f"「{picture.alt}」：{said}")
    return redirect("knowledge:case_pictures", code)


@employee_required
@require_POST
def remove(request: StaffRequest, code: str, uuid: Any) -> HttpResponse:
    picture = _picture(request, code, uuid)
    try:
        remove_picture(picture=picture, by=acting(request), at=timezone.now())
    except CannotChangePicture as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, f"画像「{picture.alt}」を外しました。")
    return redirect("knowledge:case_pictures", code)


def _written(request: StaffRequest, code: str) -> CaseStudy:
    """Return a case that this person may write, or 404."""
    today = timezone.localdate()
    case = get_object_or_404(CaseStudy.objects.visible_to(request.user, today), code=code)
    if not may_write_case(request.user, case, today):
        raise Http404
    return case


def _picture(request: StaffRequest, code: str, uuid: Any) -> CasePicture:
    pictures = CasePicture.objects.select_related("file", "case")
    return get_object_or_404(pictures, case=_written(request, code), file__uuid=uuid)
