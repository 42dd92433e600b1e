"""One document of a 開示請求 to mark, and how all of them will look."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from nara_renkei.core.actors import acting
from screening.forms.disclosure import MarkForm
from screening.models import DisclosureGround, DisclosureRequest
from screening.queries.disclosures import document_page, documents_of, leftovers, marks_of, pieces_of
from screening.usecases.mark_document import CannotMark, mark_document

PAGE = "admin:screening_disclosurerequest_document"


def document(model_admin: Any, request: HttpRequest, row: DisclosureRequest, uuid: UUID) -> HttpResponse:
    """Show a document with its marks; a POST keeps them, and leads on to the next when it was read."""
    rows = row.documents.select_related("request", "proposal", "ground")
    page = document_page(get_object_or_404(rows, uuid=uuid))
    closed_by = page.document.ground_id
    initial = {"seen": page.seen, "closed": page.document.is_closed, "closed_by": closed_by or ""}
    form = MarkForm(
        request.POST if request.method == "POST" else None,
        pieces=page.pieces,
        grounds=list(DisclosureGround.objects.in_use()),
        initial={**initial, "closed_note": page.document.note},
    )
    if request.method == "POST" and form.is_valid():
        try:
            mark_document(
                document=page.document,
                changes=form.changes(wish=request.POST.get("wish", "")),
                closed_by=form.closing,
                note=form.cleaned_data["closed_note"],
                is_seen="read" in request.POST,
                seen=form.cleaned_data["seen"],
                by=acting(request),
                at=timezone.now(),
            )
        except CannotMark as exc:
            form.add_error(None, str(exc))
        else:
            return _on(request, row, page)
    form.label_suffix = ""  # type: ignore[attr-defined]  # Django reads it, its types do not know it
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{page.document.position}　{page.document.kind}",
        "opts": model_admin.opts,
        "row": row,
        "page": page,
        "form": form,
        "rows": form.rows(),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/screening/disclosure_document.html", context, status=status)


def preview(model_admin: Any, request: HttpRequest, row: DisclosureRequest) -> HttpResponse:
    """Show every document as it will be opened. Five queries."""
    documents, marks = documents_of(row), marks_of(row)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"墨塗りの見え方　{row.number}",
        "opts": model_admin.opts,
        "row": row,
        "documents": [(one, pieces_of(one, marks.get(one.pk, {}))) for one in documents],
        "leftovers": list(leftovers(documents, marks)),
    }
    return TemplateResponse(request, "admin/screening/disclosure_preview.html", context)


def _on(request: HttpRequest, row: DisclosureRequest, page: Any) -> HttpResponse:
    """Lead to the next document when this one was read, else back to it."""
    if "read" not in request.POST:
        messages.success(request, "印を残しました。確かめ終わったら「確かめた」を押してください。")
        return redirect(PAGE, row.uuid, page.document.uuid)
    messages.success(request, f"文書{page.document.position}を確かめました。")
    if page.after is None:
        return redirect("admin:screening_disclosurerequest_change", row.uuid)
    return redirect(PAGE, row.uuid, page.after.uuid)
