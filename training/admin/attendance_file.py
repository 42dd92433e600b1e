"""A CSV of who came: first what each row would do, then the button that does it, then what was done."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.directory.rules.tables import TableRefused
from training.enums import Way
from training.forms.presence import AttendanceFileForm
from training.models import Session
from training.queries.attendance_file import good, plan_file
from training.rules.presence import why_closed
from training.usecases.import_attendance import CannotImport, Imported, import_attendance
from training.usecases.mark_attendance import CannotMark


@never_cache
@require_http_methods(["GET", "POST"])
def attendance_file(request: HttpRequest, session: Session) -> HttpResponse:
    is_sent = request.method == "POST"
    form = AttendanceFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, label_suffix="")
    context: dict[str, Any] = {"form": form, "closed": why_closed(session.state, Way.CSV)}
    if form.is_valid():
        try:
            context |= _done(request, session, form) if "commit" in request.POST else _planned(session, form)
        except TableRefused as exc:
            for sentence in exc.errors:
                form.add_error("text", sentence)
        except (CannotImport, CannotMark) as exc:
            form.add_error(None, str(exc))
            context |= _planned(session, form)
    return row_page(request, session, "admin/training/attendance_file.html", "出欠のCSV", **context)


def _planned(session: Session, form: AttendanceFileForm) -> dict[str, Any]:
    rows = plan_file(session, form.cleaned_data["text"], form.cleaned_data["reason"])
    return {"rows": rows, "wrong": sum(bool(row.error) for row in rows), "right": len(good(rows))}


def _done(request: HttpRequest, session: Session, form: AttendanceFileForm) -> dict[str, Any]:
    done: Imported = import_attendance(
        session=session,
        text=form.cleaned_data["text"],
        reason=form.cleaned_data["reason"],
        only_good=request.POST["commit"] == "good",
        by=acting(request),
        at=timezone.now(),
    )
    return {"done": done.marked, "rows": done.rows, "wrong": sum(bool(row.error) for row in done.rows)}


PAGES = (RowPage("csv/", "attendance_file", attendance_file, tab="出欠のCSV"),)
