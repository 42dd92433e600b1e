"""必読の手紙: read before they go, to the 部 with a tick, written by the worker, with how far they are."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from knowledge.forms.reading import ReadingForm
from knowledge.models import Chapter, ChapterVersion
from knowledge.queries.reading import chosen_people, progress, to_write
from knowledge.usecases.order_readings import CannotOrderReadings, order_readings
from knowledge.usecases.prepare_readings import preview_reading
from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.accounts.models import User
from nara_renkei.core.actors import acting


@never_cache
@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """Choose the 部, read the letter; a POST with ``send`` orders it."""
    now = timezone.now()
    version = chapter.version_on(timezone.localdate(now)) if chapter.must_read else None
    if version is None:
        return row_page(request, chapter, "admin/knowledge/readings.html", "必読の手紙", version=None)
    rows = to_write(version, timezone.localdate(now))
    form = ReadingForm(request.POST if request.method == "POST" else None, rows=rows)
    people: list[int] = []
    if form.is_valid():
        people = chosen_people(rows, form.cleaned_data["departments"])
        if "send" in request.POST:
            try:
                order_readings(
                    chapter=chapter,
                    departments=form.cleaned_data["departments"],
                    readers=form.cleaned_data["readers"] or 0,
                    by=acting(request),
                    at=now,
                )
            except CannotOrderReadings as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"必読の手紙を{len(people)}人に送ります。")
                return redirect("admin:knowledge_chapter_readings", chapter.pk)
    context = {"form": form, "rows": rows, "count": len(people), "letter": _letter(version, people, now)}
    context |= {"version": version, "progress": progress(version)}
    return row_page(request, chapter, "admin/knowledge/readings.html", "必読の手紙", **context)


def _letter(version: ChapterVersion, people: list[int], now: Any) -> tuple[str, str] | None:
    """Return the letter as the first of these people will read it."""
    first = User.objects.filter(pk__in=people).order_by("employee_number").first()
    return preview_reading(version=version, name=first.name, at=now) if first else None


PAGES = (RowPage("tegami/", "readings", letters, tab="必読の手紙"),)
