"""/ka/yoshiki/: Word forms by 連携手法, empty or filled with a proposal."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from knowledge.forms.templates import FillForm
from knowledge.models import Method, Template, TemplateVersion
from knowledge.permissions import keeps_guideline, reads_support
from knowledge.queries.templates import shelves, times_taken, versions_of
from knowledge.rules.templates import FIELDS
from knowledge.usecases.take_template import CannotFill, fill_template, take_version
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import KINDS, file_response

from .access import with_post
from .review import review_of


@with_post
@never_cache
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """List them by 連携手法."""
    chosen = request.GET.get("shuho", "")
    context = {
        "shelves": shelves(chosen),
        "chosen": chosen,
        "methods": Method.objects.in_use().order_by("position", "pk"),
        "is_desk": keeps_guideline(request.user, timezone.localdate()),
    }
    return render(request, "knowledge/templates.html", context)


@with_post
@never_cache
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, code: str) -> HttpResponse:
    """One 様式 with its versions; a POST fills the newest with a proposal and hands it over."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = get_object_or_404(Template.objects.in_use().select_related("owner"), code=code)
    versions = versions_of(found)
    data = request.POST if request.method == "POST" else None
    form = FillForm(data, user=request.user, on=today, initial={"number": request.GET.get("teian", "")[:20]})  # type: ignore[arg-type]  # with_post let a member of staff in
    if versions and form.is_valid() and form.proposal:
        try:
            made = fill_template(version=versions[0], proposal=form.proposal, by=acting(request), at=now)
        except CannotFill as exc:
            form.add_error(None, str(exc))
        else:
            return _word(made, f"{found.name}_{form.proposal.number}.docx")
    context = {
        "template": found,
        "versions": versions,
        "form": form,
        "fills": bool(versions) and reads_support(request.user, today),
        "fields": [(name, *FIELDS[name]) for name in (versions[0].fields if versions else ()) if name in FIELDS],
        "times": times_taken(found),
        "review": review_of(request.user, found, today),
        "is_desk": keeps_guideline(request.user, today),
    }
    return render(request, "knowledge/template.html", context)


@with_post
@require_safe
def template_file(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The empty file of a version; its download is counted and written down."""
    rows = TemplateVersion.objects.filter(template__in=Template.objects.in_use()).select_related("template", "file")
    version = get_object_or_404(rows, template__code=code, number=number)
    response = file_response(version.file)
    take_version(version=version, by=acting(request), at=timezone.now())
    return response


def _word(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=KINDS["docx"])
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response
