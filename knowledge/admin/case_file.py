"""A table of 事例: first what each row would do, then the button that does it, then what was done."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.forms.case_file import CaseFileForm
from knowledge.models import CaseStudy
from knowledge.permissions import keeps_cases
from knowledge.queries.case_file import plan_cases
from knowledge.usecases.import_cases import CannotImport, import_cases
from nara_renkei.core.actors import acting
from nara_renkei.directory.rules.tables import TableRefused


@never_cache
@require_http_methods(["GET", "POST"])
def case_file(request: HttpRequest) -> HttpResponse:
    if not keeps_cases(request.user, timezone.localdate()):
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = CaseFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, label_suffix="")
    context: dict[str, Any] = {}
    if form.is_valid():
        try:
            context = _done(request, form) if "commit" in request.POST else _planned(form)
        except TableRefused as exc:
            for sentence in exc.errors:
                form.add_error("text", sentence)
        except CannotImport as exc:
            form.add_error(None, str(exc))
            context = _planned(form)
    everything = {**admin.site.each_context(request), "opts": CaseStudy._meta, "form": form, **context}
    return TemplateResponse(request, "admin/knowledge/case_file.html", {**everything, "title": "事例を取り込む"})


def _planned(form: CaseFileForm) -> dict[str, Any]:
    rows = plan_cases(form.cleaned_data["text"], timezone.localdate())
    return {
        "rows": rows,
        "new": sum(row.is_new for row in rows),
        "wrong": sum(bool(row.error) for row in rows),
    }


def _done(request: HttpRequest, form: CaseFileForm) -> dict[str, Any]:
    done = import_cases(text=form.cleaned_data["text"], by=acting(request), at=timezone.now())
    return {"rows": done.rows, "done": done.made}
