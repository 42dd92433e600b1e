"""対象者 of a 研修: the list, what differs from the rule, places in the 回, and one page for each person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.directory.models import Department
from training.enums import Duty, Origin
from training.forms.trainees import AssignForm, ListFilterForm, MoveForm, PersonForm, ReasonForm, SubstituteForm
from training.models import Course, Session, Trainee
from training.queries.audience import differences
from training.queries.people import colleagues_of, seats_on
from training.queries.places import sessions_with_counts
from training.queries.trainees import chosen, page_of, totals
from training.usecases.add_trainee import CannotAdd, add_trainee
from training.usecases.assign_session import assign_session
from training.usecases.draw_list import CannotDraw, draw_list
from training.usecases.excuse_trainee import CannotExcuse, drop_added, excuse_trainee, put_back
from training.usecases.lock_place import CannotPlace
from training.usecases.move_trainee import move_trainee
from training.usecases.send_substitute import drop_substitute, send_substitute

LIST, CHANGES, ONE = "admin:training_course_trainees", "admin:training_course_changes", "admin:training_course_trainee"
# the names that the page of differences writes out; the rest is counted
NAMED = 300
AS_OF = "hiku"


@never_cache
@require_GET
def trainees(request: HttpRequest, course: Course) -> HttpResponse:
    """The list by 部, 回 and 扱い, a hundred people a page."""
    today = timezone.localdate()
    sessions = list(sessions_with_counts(course))
    form = ListFilterForm(request.GET, departments=Department.objects.valid_on(today).in_order(), sessions=sessions)
    wanted = form.cleaned_data if form.is_valid() else {}
    page, rows = page_of(chosen(course, today, wanted), request.GET.get("p"), today)
    counted = totals(course)
    asked = request.GET.copy()
    asked.pop("p", None)
    context = {
        "filter": form,
        "is_filtered": any(wanted.values()),
        "page": page,
        "rows": rows,
        "totals": counted,
        "sessions": sessions,
        "asked": asked.urlencode(),
        "has_rules": counted.is_empty and course.rules.exists(),
    }
    return row_page(request, course, "admin/training/trainees.html", "対象者", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest, course: Course) -> HttpResponse:
    """Who joins, who leaves, whose seat has changed; the button takes it over."""
    today = timezone.localdate()
    asked = request.POST.get("hi") or request.GET.get("hi") or ("kyou" if course.trainees.exists() else AS_OF)
    day = course.as_of if asked == AS_OF else today
    refusal = ""
    if request.method == "POST":
        try:
            found = draw_list(
                course=course, on=day, seen=request.POST.get("seen", ""), by=acting(request), at=timezone.now()
            )
        except CannotDraw as exc:
            refusal = str(exc)
        else:
            told = f"{len(found.joining)}人を名簿に入れ、{len(found.leaving)}人を対象から外しました。"
            messages.success(request, f"{told}だれにも知らせていません。")
            return redirect(LIST, course.pk)
    found = differences(course, day)
    groups = [
        ("joining", "加わる人", found.joining[:NAMED], len(found.joining)),
        ("leaving", "外れる人", found.leaving[:NAMED], len(found.leaving)),
        ("moved", "席が変わった人", found.moved[:NAMED], len(found.moved)),
    ]
    context = {
        "refusal": refusal,
        "day": day,
        "is_as_of": asked == AS_OF,
        "found": found,
        "groups": groups,
        "is_first": not course.trainees.exists(),
        "has_rules": course.rules.exists(),
    }
    return row_page(request, course, "admin/training/changes.html", "名簿と決まりの違い", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, course: Course) -> HttpResponse:
    """Give a 回 to those without one."""
    today = timezone.localdate()
    form = AssignForm(
        request.POST if request.method == "POST" else None,
        departments=Department.objects.valid_on(today).in_order(),
        sessions=_open_sessions(course),
    )
    if form.is_valid():
        try:
            done = assign_session(**form.cleaned_data, by=acting(request), at=timezone.now())
        except CannotPlace as exc:
            form.add_error(None, str(exc))
        else:
            number = form.cleaned_data["session"].number
            messages.success(request, f"{done.placed}人を第{number}回に入れました。だれにも知らせていません。")
            if done.left:
                messages.warning(request, f"定員のため、{done.left}人は回が決まっていないままです。")
            for sentence in done.clashing:
                messages.warning(request, f"{sentence}第{number}回には入れていません。")
            return redirect(LIST, course.pk)
    return row_page(
        request, course, "admin/training/assign.html", "まとめて回に入れる", form=form, totals=totals(course)
    )


@never_cache
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, course: Course) -> HttpResponse:
    """Add somebody whom no rule names."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            trainee = add_trainee(
                course=course,
                user=form.cleaned_data["person"],
                reason=form.cleaned_data["reason"],
                by=acting(request),
                at=timezone.now(),
            )
        except CannotAdd as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"{trainee.user}さんを名簿に加えました。次に、出る回を決めてください。")
            return redirect(ONE, course.pk, trainee.pk)
    return row_page(request, course, "admin/training/add_trainee.html", "名簿に加える", form=form)


@dataclass(frozen=True, slots=True)
class Act:
    """What the desk may do with one person."""

    verb: str
    label: str
    told: str
    is_offered: Callable[[Trainee], bool]
    form: Callable[[Trainee, Any, date], Form]
    call: Callable[[Trainee, dict[str, Any], dict[str, Any]], Any]
    done: str


def _reason(row: Trainee, data: Any, today: date) -> Form:
    return ReasonForm(data)


def _is_due(row: Trainee) -> bool:
    return row.duty == Duty.REQUIRED and row.origin != Origin.SUBSTITUTE and row.substitute_id is None


ACTS = (
    Act(
        "kai",
        "出る回を決める・次の回に回す",
        "本人の「わたしの研修」の日時が変わります。メールは送りません。",
        _is_due,
        lambda row, data, today: MoveForm(data, sessions=_open_sessions(row.course).exclude(pk=row.session_id)),
        lambda row, said, by: move_trainee(trainee=row, to=said["session"], reason=said["reason"], **by),
        "出る回を決めました。",
    ),
    Act(
        "kawari",
        "代わりの人を立てる",
        "代わりの人が会場の名簿に入ります。受講率では、本人は欠席のままで、自習ができます。メールは送りません。",
        lambda row: _is_due(row) and row.session_id is not None,
        lambda row, data, today: SubstituteForm(data, colleagues=colleagues_of(row.user, today)),
        lambda row, said, by: send_substitute(trainee=row, user=said["user"], reason=said["reason"], **by),
        "代わりの人を名簿に入れました。",
    ),
    Act(
        "torikeshi",
        "代わりを取りやめる",
        "本人が、同じ回に出ることになります。メールは送りません。",
        lambda row: row.substitute_id is not None,
        lambda row, data, today: Form(data),
        lambda row, said, by: drop_substitute(trainee=row, **by),
        "代わりを取りやめました。",
    ),
    Act(
        "menjo",
        "免除する",
        "出る回から外れ、受講率の人数にも入りません。メールは送りません。",
        _is_due,
        _reason,
        lambda row, said, by: excuse_trainee(trainee=row, **said, **by),
        "免除しました。",
    ),
    Act(
        "modosu",
        "対象に戻す",
        "もう一度、出ることになります。回は、このあと決めてください。メールは送りません。",
        lambda row: row.duty == Duty.EXCUSED,
        _reason,
        lambda row, said, by: put_back(trainee=row, **said, **by),
        "対象に戻しました。",
    ),
    Act(
        "hazusu",
        "名簿から外す",
        "デスクが加えた人を、名簿から外します。メールは送りません。",
        lambda row: row.origin == Origin.ADDED and _is_due(row),
        _reason,
        lambda row, said, by: drop_added(trainee=row, **said, **by),
        "名簿から外しました。",
    ),
)


@never_cache
@require_http_methods(["GET", "POST"])
def trainee(request: HttpRequest, course: Course, trainee: int) -> HttpResponse:
    """One person: where they stand, and what the desk may do. A POST names the act by ``suru``."""
    today = timezone.localdate()
    people = Trainee.objects.filter(course=course)
    row = get_object_or_404(
        people.select_related("course", "user", "session", "substitute__user", "stands_for__user"), pk=trainee
    )
    offered = []
    for act in (one for one in ACTS if one.is_offered(row)):
        is_pressed = request.method == "POST" and request.POST.get("suru") == act.verb
        form = act.form(row, request.POST if is_pressed else None, today)
        form.auto_id = f"{act.verb}_%s"
        if is_pressed and form.is_valid():
            try:
                act.call(row, form.cleaned_data, {"by": acting(request), "at": timezone.now()})
            except (CannotExcuse, CannotPlace) as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, f"{row.user}さん：{act.done}")
                return redirect(ONE, course.pk, row.pk)
        offered.append((act, form))
    context = {
        "trainee": row,
        "seats": seats_on(today, [row.user_id]).get(row.user_id, []),
        "offered": offered,
        "marks": row.attendances.select_related("session").order_by("session__number"),
        "wrong": next((form for _, form in offered if form.errors), None),
    }
    return row_page(request, course, "admin/training/trainee.html", str(row.user), **context)


def _open_sessions(course: Course) -> Any:
    return sessions_with_counts(course).filter(pk__in=Session.objects.taking_changes())


PAGES = (
    RowPage("taishosha/", "trainees", trainees, tab="対象者"),
    RowPage("taishosha/chigai/", "changes", changes, tab="名簿と決まりの違い"),
    RowPage("taishosha/wariate/", "assign", assign),
    RowPage("taishosha/kuwaeru/", "add_trainee", add),
    RowPage("taishosha/<int:trainee>/", "trainee", trainee),
)
