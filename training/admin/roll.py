"""The clerk's list of a 回: mark row by row or many at once, correct with a reason, add who stands at the door."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from nara_renkei.accounts.admin.pages import RowPage, row_page
from nara_renkei.core.actors import acting
from nara_renkei.core.text import whole_number
from training.enums import Mark, Way
from training.forms.presence import AdmitForm, CorrectionForm, MarksForm
from training.models import Session
from training.queries.roll import Roll, roll_of, roll_row
from training.rules.presence import why_closed
from training.usecases.admit_trainee import CannotAdmit, admit_trainee
from training.usecases.mark_attendance import CannotMark, mark_attendance, mark_many
from training.usecases.mark_rest_absent import mark_rest_absent

LIST = "admin:training_session_roll"


@never_cache
@require_http_methods(["GET", "POST"])
def roll(request: HttpRequest, session: Session) -> HttpResponse:
    """Everybody by 部, with a button for each mark. A POST marks one, or all that are ticked."""
    everybody, words = roll_of(session), request.GET.get("q", "").strip()
    only_waiting = "mada" in request.GET
    if request.method == "POST":
        anchor = _mark(request, session, everybody)
        query = urlencode({key: value for key, value in (("q", words), ("mada", only_waiting and "1")) if value})
        return redirect(f"{reverse(LIST, args=[session.pk])}{f'?{query}' if query else ''}{anchor}")
    shown = everybody.narrowed(words, only_waiting=only_waiting)
    context = {
        "everybody": everybody,
        "groups": list(shown.by_department()),
        "words": words,
        "only_waiting": only_waiting,
        "closed": why_closed(session.state, Way.LIST),
        "marks": Mark,
    }
    return row_page(request, session, "admin/training/roll.html", "出欠の名簿", **context)


def _mark(request: HttpRequest, session: Session, everybody: Roll) -> str:
    """Do what the pressed button says, with a message of what became of it; return the place on the page."""
    form = MarksForm(request.POST, people=[row.trainee.pk for row in everybody.rows])
    marks = form.marks() if form.is_valid() else {}
    if not marks:
        messages.warning(request, "だれも選ばれていません。付ける人に印を入れてから、ボタンを押してください。")
        return ""
    try:
        done = mark_many(session=session, marks=marks, way=Way.LIST, by=acting(request), at=timezone.now())
    except CannotMark as exc:
        messages.warning(request, str(exc))
        return ""
    label = next(iter(marks.values())).label
    kept = f"{done.same}人は、もう付いていました。" if done.same else ""
    messages.success(request, f"{done.first}人を「{label}」にしました。{kept}")
    return f"#t{next(iter(marks))}" if len(marks) == 1 else ""


@never_cache
@require_http_methods(["GET", "POST"])
def rest(request: HttpRequest, session: Session) -> HttpResponse:
    """残りを欠席にする: name them first; a POST marks the named who still have no mark."""
    waiting = roll_of(session).waiting
    if request.method == "POST":
        shown = [key for one in request.POST.getlist("shown") if (key := whole_number(one)) is not None]
        try:
            done = mark_rest_absent(session=session, shown=shown, by=acting(request), at=timezone.now())
        except CannotMark as exc:
            messages.warning(request, str(exc))
        else:
            messages.success(request, f"{done}人を「欠席」にしました。")
        return redirect(LIST, session.pk)
    context = {"waiting": waiting, "closed": why_closed(session.state, Way.LIST), "back": LIST}
    return row_page(request, session, "admin/training/rest_absent.html", "残りを欠席にする", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, session: Session, trainee: int) -> HttpResponse:
    """One person of the list: how the mark came, what was corrected, and the correction with its reason."""
    row = roll_row(session, trainee)
    if row is None:
        raise Http404
    form = CorrectionForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        mark, reason = Mark(form.cleaned_data["mark"]), form.cleaned_data["reason"]
        facts = {"session": session, "trainee": row.trainee, "mark": mark, "reason": reason}
        try:
            done = mark_attendance(**facts, way=Way.LIST, by=acting(request), at=timezone.now())
        except CannotMark as exc:
            form.add_error(None, str(exc))
        else:
            if done.same:
                form.add_error("mark", f"もう「{mark.label}」と付いています。直すときは、ほかの出欠を選んでください。")
            else:
                messages.success(request, f"{row.trainee}さんを「{mark.label}」に直しました。")
                return redirect(f"{reverse(LIST, args=[session.pk])}#t{trainee}")
    context = {"form": form, "person": row, "back": LIST}
    return row_page(request, session, "admin/training/roll_person.html", "出欠を直す", **context)


@never_cache
@require_http_methods(["GET", "POST"])
def admit(request: HttpRequest, session: Session) -> HttpResponse:
    """Put somebody on the list who is not on it, with the reason, and mark them at once."""
    form = AdmitForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        facts = {"user": form.cleaned_data["person"], "reason": form.cleaned_data["reason"]}
        try:
            added = admit_trainee(
                session=session, **facts, mark=form.cleaned_data["mark"], by=acting(request), at=timezone.now()
            )
        except (CannotAdmit, CannotMark) as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, f"{added}さんを、この回の名簿に加えました。")
            return redirect(f"{reverse(LIST, args=[session.pk])}#t{added.pk}")
    return row_page(request, session, "admin/training/admit.html", "名簿にいない人を加える", form=form, back=LIST)


PAGES = (
    RowPage("meibo/", "roll", roll, tab="出欠の名簿"),
    RowPage("meibo/nokori/", "rest_absent", rest),
    RowPage("meibo/kuwaeru/", "admit", admit),
    RowPage("meibo/<int:trainee>/", "roll_person", person),
)
