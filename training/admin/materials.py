"""教材 of a 回: put there, replaced, taken away. Nobody is told by it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from training.forms.materials import MaterialChangeForm, MaterialForm
from training.models import MaterialVersion, Session
from training.queries.materials import kept_materials
from training.usecases.keep_material import (
    CannotKeepMaterial,
    add_material,
    change_material,
    withdraw_material,
)
from training.usecases.take_material import take_material

TITLE = "教材"
LIST = "admin:training_session_materials"


@never_cache
@require_http_methods(["GET", "POST"])
def materials(request: HttpRequest, session: Session) -> HttpResponse:
    """What the 回 has; a POST adds one."""
    form = MaterialForm(**_sent(request), label_suffix="")
    if form.is_valid():
        try:
            add_material(session=session, **form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotKeepMaterial as exc:
            form.add_error("upload", str(exc))
        else:
            messages.success(request, f"「{form.cleaned_data['title']}」を載せました。メールは送っていません。")
            return redirect(LIST, session.pk)
    rows = kept_materials(session)
    return row_page(request, session, "admin/training/materials.html", TITLE, form=form, rows=rows)


@never_cache
@require_http_methods(["GET", "POST"])
def material(request: HttpRequest, session: Session, material: int) -> HttpResponse:
    """Change one 教材, or take it away."""
    found = get_object_or_404(session.materials.offered(), pk=material)
    sent = _sent(request)
    form = MaterialChangeForm(**sent, initial={"title": found.title, "timing": found.timing}, label_suffix="")
    by: dict[str, Any] = {"by": acting(request), "at": timezone.now()}
    try:
        if sent and "withdraw" in request.POST:
            withdraw_material(material=found, **by)
            messages.success(request, f"「{found.title}」を対象者の画面から外しました。")
            return redirect(LIST, session.pk)
        if form.is_valid():
            change_material(material=found, **form.cleaned_data, **by)
            messages.success(request, "直しました。メールは送っていません。")
            return redirect(LIST, session.pk)
    except CannotKeepMaterial as exc:
        form.add_error(None, str(exc))
    context = {"form": form, "material": found, "back": LIST}
    return row_page(request, session, "admin/training/material.html", found.title, **context)


@require_GET
def file(request: HttpRequest, session: Session, version: int) -> HttpResponseBase:
    """The download of any version, written down."""
    found = get_object_or_404(
        MaterialVersion.objects.select_related("file", "material__session__course"),
        pk=version,
        material__session=session,
    )
    response = file_response(found.file)
    take_material(version=found, by=acting(request), at=timezone.now())
    return response


def _sent(request: HttpRequest) -> dict[str, Any]:
    return {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}


PAGES = (
    RowPage("kyozai/", "materials", materials, tab=TITLE),
    RowPage("kyozai/<int:material>/", "material", material),
    RowPage("kyozai/han/<int:version>/", "material_file", file),
)
