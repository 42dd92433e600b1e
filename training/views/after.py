"""What belongs to a person's page of one 研修: 教材 and their pages, promise, つまずき, 自習."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import local_day
from nara_renkei.core.private_files import file_response
from training.enums import Outcome
from training.forms.after import CheckForm, OutcomeForm, ResolutionForm, StumbleForm
from training.models import MaterialVersion
from training.permissions import person_acting
from training.queries.after import AfterSheet, after_sheet, around_of
from training.queries.materials import readable_materials
from training.queries.mine import MyTraining, my_training
from training.queries.self_study import last_try, questions_of
from training.rules.self_study import needed
from training.usecases.answer_check import CannotAnswerCheck, answer_check
from training.usecases.keep_resolution import CannotKeepResolution, answer_resolution, keep_resolution
from training.usecases.note_stumble import note_stumble
from training.usecases.take_material import take_material

from .access import of_person

PICTURES = 10  # pages of a document; light enough for a screen transfer


def section(training: MyTraining, at: datetime) -> dict[str, Any]:
    """What the fragments of the person's page show."""
    return {"after": after_sheet(training, local_day(at))}


@of_person
@require_safe
def material(request: HttpRequest, person: User, slug: str, file: UUID) -> HttpResponseBase:
    """The download, written down."""
    found = _material(person, slug, file)
    response = file_response(found.file)
    take_material(version=found, by=person_acting(request, person), at=timezone.now())
    return response


@of_person
@require_safe
def material_pages(request: HttpRequest, person: User, slug: str, file: UUID) -> HttpResponse:
    """The pages as pictures, some at a time: nothing is downloaded."""
    found = _material(person, slug, file)
    if not found.file.has_pictures:
        raise Http404
    pages = Paginator(found.file.page_images.order_by("page"), PICTURES).get_page(request.GET.get("page"))
    context = {"course": found.material.session.course, "material": found.material, "file": found.file, "pages": pages}
    return render(request, "training/material_pages.html", context)


@of_person
@require_safe
def material_page(request: HttpRequest, person: User, slug: str, file: UUID, page: int) -> HttpResponseBase:
    """One page as a picture; its view leaves a line as a download does."""
    found = _material(person, slug, file)
    image = get_object_or_404(found.file.page_images.select_related("image"), page=page).image
    response = file_response(image)
    take_material(version=found, page=page, by=person_acting(request, person), at=timezone.now())
    return response


@of_person
@require_http_methods(["GET", "POST"])
def resolution(request: HttpRequest, person: User, slug: str) -> HttpResponse:
    """次に試すこと: written and worded anew until its 90 days are over, then answered."""
    training, sheet = _sheet(person, slug)
    if sheet.may_answer:
        return _outcome(request, person, training, sheet)
    kept = sheet.around.resolution
    if kept is None and sheet.around.took_part is None:
        raise Http404
    form = ResolutionForm(_sent(request), initial={"text": kept.text if kept else ""})
    if form.is_valid():
        try:
            keep_resolution(
                around=sheet.around,
                text=form.cleaned_data["text"],
                by=person_acting(request, person),
                at=timezone.now(),
            )
        except CannotKeepResolution as exc:
            form.add_error(None, str(exc))
        else:
            messages.success(request, "「次に試すこと」を残しました。90日たったら、庁内メールでお尋ねします。")
            return redirect("training:course", slug)
    return _page(request, "training/resolution.html", training, form=form, sheet=sheet)


def _outcome(request: HttpRequest, person: User, training: MyTraining, sheet: AfterSheet) -> HttpResponse:
    kept = sheet.around.resolution
    initial = {"outcome": kept.outcome, "line": kept.line} if kept else {}
    form = OutcomeForm(_sent(request), initial=initial)
    if form.is_valid():
        answer_resolution(
            trainee=training.trainee,
            outcome=Outcome(form.cleaned_data["outcome"]),
            line=form.cleaned_data["line"],
            by=person_acting(request, person),
            at=timezone.now(),
        )
        messages.success(request, "答えを残しました。ありがとうございました。")
        return redirect("training:course", training.course.slug)
    return _page(request, "training/outcome.html", training, form=form, sheet=sheet)


@of_person
@require_http_methods(["GET", "POST"])
def stumble(request: HttpRequest, person: User, slug: str) -> HttpResponse:
    """つまずきそうなこと, by those who took part."""
    training, sheet = _sheet(person, slug)
    session = sheet.around.took_part
    if session is None:
        raise Http404
    form = StumbleForm(_sent(request))
    if form.is_valid():
        by = person_acting(request, person)
        note_stumble(session=session, person=person, **form.cleaned_data, by=by, at=timezone.now())
        messages.success(request, "受け取りました。ありがとうございました。")
        return redirect("training:course", slug)
    return _page(request, "training/stumble.html", training, form=form)


@of_person
@require_http_methods(["GET", "POST"])
def self_study(request: HttpRequest, person: User, slug: str) -> HttpResponse:
    """Recording, 教材 and questions for somebody who missed the 研修; what was answered is shown afterwards."""
    training, sheet = _sheet(person, slug)
    around = sheet.around
    if around.study is None and around.self_study is None:
        raise Http404
    questions = questions_of(training.course)
    tried = last_try(around.self_study)
    may_try = bool(around.study and questions) and not (around.self_study and around.self_study.passed_at)
    form = CheckForm(_sent(request), questions=questions)
    if form.is_valid():
        try:
            answer_check(
                around=around,
                questions=questions,
                shown=form.cleaned_data["shown"],
                given=form.given(),
                by=person_acting(request, person),
                at=timezone.now(),
            )
        except CannotAnswerCheck as exc:
            form.data = {**form.data.dict(), "shown": form.fields["shown"].initial}  # type: ignore[attr-defined,union-attr]  # a QueryDict
            form.add_error(None, str(exc))
        else:
            return redirect("training:self_study", slug)
    shows_form = may_try and (tried is None or form.is_bound or "mouichido" in request.GET)
    return _page(
        request, "training/self_study.html", training, form=form, sheet=sheet, tried=tried,
        may_try=may_try, shows_form=shows_form, questions=questions,
        pass_mark=needed(training.course.pass_mark, len(questions)),
    )  # fmt: skip


def _material(person: User, slug: str, file: UUID) -> MaterialVersion:
    """Load a clean file that the person may read now, or 404."""
    training = _training(person, slug)
    around = around_of(training, timezone.localdate())
    found = get_object_or_404(readable_materials(around.to_read), file__uuid=file)
    if not found.file.may_download:
        raise Http404
    return found


def _training(person: User, slug: str) -> MyTraining:
    training = my_training(person, slug)
    if training is None:
        raise Http404
    return training


def _sheet(person: User, slug: str) -> tuple[MyTraining, AfterSheet]:
    training = _training(person, slug)
    return training, after_sheet(training, timezone.localdate())


def _page(request: HttpRequest, template: str, training: MyTraining, **context: Any) -> HttpResponse:
    form = context["form"]
    form.label_suffix = ""
    return render(request, template, {"training": training, "course": training.course, **context})


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None
