"""/teian/jirei/: a company reads what would be public of a 事例, says yes or no, and takes its yes back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge.forms.faces import RefusalForm, SeenForm
from knowledge.models import PublicFace
from knowledge.queries.faces import my_faces, my_faces_of, pictured
from knowledge.queries.shown_face import shown_face
from knowledge.usecases.agree_to_face import agree_to_face
from knowledge.usecases.answer_face import CannotAnswer
from knowledge.usecases.refuse_face import refuse_face
from knowledge.usecases.withdraw_consent import withdraw_consent
from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting
from nara_renkei.core.models import PrivateFile
from nara_renkei.core.private_files import file_response

from .access import company_only


@company_only
@never_cache
@require_safe
def my_cases(request: HttpRequest) -> HttpResponse:
    return render(request, "knowledge/my_cases.html", {"faces": my_faces(_user(request))})


@company_only
@never_cache
@require_safe
def my_case(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code, RefusalForm())


@company_only
@require_POST
def agree(request: HttpRequest, code: str) -> HttpResponse:
    faces = _faces(request, code)
    try:
        agree_to_face(
            face=faces[0],
            sha256=_seen(request),
            user=_user(request),
            by=acting(request),
            at=timezone.now(),
        )
    except CannotAnswer as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, "同意を受け取り、事例を公開しました。いつでも取りやめることができます。")
    return redirect("knowledge:my_case", code)


@company_only
@never_cache
@require_POST
def refuse(request: HttpRequest, code: str) -> HttpResponse:
    """Say no; what was typed stays on the page when it cannot be taken."""
    faces, form = _faces(request, code), RefusalForm(request.POST)
    if not form.is_valid():
        return _page(request, code, form)
    try:
        refuse_face(
            face=faces[0],
            sha256=_seen(request),
            remark=form.cleaned_data["remark"],
            user=_user(request),
            by=acting(request),
            at=timezone.now(),
        )
    except CannotAnswer as exc:
        form.add_error(None, str(exc))
        return _page(request, code, form)
    messages.success(
        request, "デスクに伝えました。この内容は公開しません。直したものを、もう一度お尋ねすることがあります。"
    )
    return redirect("knowledge:my_case", code)


@company_only
@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """The second step before the public page goes; a POST takes it."""
    standing = next((face for face in _faces(request, code) if face.is_standing), None)
    if standing is None:
        messages.warning(request, "この事例は、いま公開していません。")
        return redirect("knowledge:my_case", code)
    if request.method != "POST":
        return render(request, "knowledge/my_case_withdraw.html", {"face": standing})
    try:
        withdraw_consent(
            face=standing,
            sha256=_seen(request),
            user=_user(request),
            by=acting(request),
            at=timezone.now(),
        )
    except CannotAnswer as exc:
        messages.warning(request, str(exc))
    else:
        messages.success(request, "同意を取りやめました。事例のページは、いま見えなくなりました。")
    return redirect("knowledge:my_case", code)


@company_only
@require_safe
def my_case_picture(request: HttpRequest, code: str, uuid: str) -> HttpResponseBase:
    if not any(pictured(face, str(uuid)) for face in _faces(request, code)):
        raise Http404
    return file_response(get_object_or_404(PrivateFile, uuid=uuid))


def _page(request: HttpRequest, code: str, form: RefusalForm) -> HttpResponse:
    faces = _faces(request, code)
    face = faces[0]
    context = {
        "face": face,
        "standing": next((one for one in faces if one.is_standing), None),
        "shown": shown_face(
            face.words, face.pictures, lambda uuid: reverse("knowledge:my_case_picture", args=[code, uuid])
        ),
        "form": form,
    }
    return render(request, "knowledge/my_case.html", context)


def _faces(request: HttpRequest, code: str) -> list[PublicFace]:
    """Return of what the 団体 was asked in this case, the newest first, or 404."""
    faces = my_faces_of(_user(request), code)
    if not faces:
        raise Http404
    return faces


def _seen(request: HttpRequest) -> str:
    """Return what was read; what was tampered with is nothing that was read."""
    form = SeenForm(request.POST)
    return form.cleaned_data["sha256"] if form.is_valid() else ""


def _user(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]  # company_only let a person in
