"""A survey from its questions to its end."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from nara_renkei.accounts.admin import PermittedTabularInline
from nara_renkei.accounts.admin.acts import ActingAdmin, DoneFilter, RowAct
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.surveys.forms import ButtonForm, CopyForm, ExtendForm, NewSurveyForm, QuestionForm, SurveyForm
from nara_renkei.surveys.models import Question, Survey
from nara_renkei.surveys.rules.question_sets import SETS
from nara_renkei.surveys.usecases.close import CannotClose, close
from nara_renkei.surveys.usecases.copy_survey import copy_survey
from nara_renkei.surveys.usecases.extend import CannotExtend, extend
from nara_renkei.surveys.usecases.open_survey import CannotOpen, open_survey
from nara_renkei.surveys.usecases.prepare import prepare

from . import letters, results

NO_LETTER = "メールは送りません。"
ACTS = (
    RowAct(
        "hajimeru",
        "回答の受付を始める",
        f"このあと、宛先にお願いを送れます。だれかが回答すると、質問は変えられなくなります。{NO_LETTER}",
        "受付を始めました。次に、お願いを送ってください。",
        lambda row: row.is_draft,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: open_survey(survey=row, **by),
    ),
    RowAct(
        "nobasu",
        "締切を変える",
        f"送ったリンクは、新しい締切まで使えます。先に送ったメールには、前の締切が書いてあります。{NO_LETTER}",
        "締切を変えました。",
        lambda row: row.is_open,
        lambda row, data, today: ExtendForm(data, initial={"closes_on": row.closes_on}),
        lambda row, form, by: extend(survey=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "shimekiru",
        "締め切って、集計を見る",
        f"リンクはもう使えません。だれが回答していないかの記録も消えます。もう一度始めることはできません。{NO_LETTER}",
        "締め切りました。集計を見られます。",
        lambda row: row.is_open,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: close(survey=row, **by),
        is_danger=True,
    ),
    RowAct(
        "utsusu",
        "写して、新しいアンケートをつくる",
        f"質問とひとことを写した、準備中のアンケートができます。宛先と回答は写しません。{NO_LETTER}",
        "つくりました。アンケートの一覧から開いてください。",
        lambda row: True,
        lambda row, data, today: CopyForm(data, initial={"title": row.title}),
        lambda row, form, by: copy_survey(survey=row, **form.cleaned_data, **by),
    ),
)


class QuestionInline(PermittedTabularInline):
    """The questions, which the desk words until the survey opens."""

    model = Question
    form = QuestionForm
    ordering = ("position", "pk")
    view_permission = change_permission = add_permission = delete_permission = Permission.HOLD_SURVEYS

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_draft)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and (obj is None or obj.is_draft)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_draft)


class ClosedFilter(DoneFilter):
    column = "closed_at"
    words = ("準備中・受付中", "締め切った")


@admin.register(Survey)
class SurveyAdmin(ActingAdmin):
    view_permission = change_permission = add_permission = delete_permission = Permission.HOLD_SURVEYS
    acts = ACTS
    refused = (CannotClose, CannotExtend, CannotOpen)
    change_form_template = "admin/surveys/change_form.html"
    form = SurveyForm
    list_display = ("title", "state", "closes_on", "asked", "answered")
    list_display_links = ("title",)
    list_filter = (ClosedFilter,)
    search_fields = ("title", "about")
    ordering = ("-pk",)

    def get_urls(self) -> list[Any]:
        pages = {**letters.PAGES, **results.PAGES}
        views = [
            path(pattern, self.admin_site.admin_view(letters.for_the_desk(self, view)), name=f"surveys_survey_{name}")
            for name, (pattern, view) in pages.items()
        ]
        return [*views, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Survey.objects.with_counts()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({**kwargs, "form": NewSurveyForm} if obj is None else kwargs))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        words = ("title", "company_intro", "division_intro", "closes_on")
        return (*words, "begin_with") if obj is None else ("state", *words, "about", "opened_at", "closed_at")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        told = ("state", "about", "opened_at", "closed_at")
        return told if obj is None or obj.is_draft else self.get_fields(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return (QuestionInline,) if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and obj is not None and obj.is_draft

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id) if object_id else None
        links = _links(row) if isinstance(row, Survey) else []
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), "page_links": links})

    def save_model(self, request: HttpRequest, obj: Survey, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        words = {name: value for name, value in form.cleaned_data.items() if name != "begin_with"}
        questions = SETS[form.cleaned_data["begin_with"]][1]
        made = prepare(about="", questions=questions, **words, by=acting(request), at=timezone.now())
        obj.pk, obj.uuid = made.pk, made.uuid

    @admin.display(description="状態")
    def state(self, row: Survey) -> str:
        return row.state_words

    @admin.display(description="宛先（人）")
    def asked(self, row: Any) -> int:
        return int(row.asked)

    @admin.display(description="回答（件）")
    def answered(self, row: Any) -> int:
        return int(row.answered)


def _links(survey: Survey) -> list[tuple[str, str]]:
    """Return the pages that are of use now: label and address."""
    offered = {
        "letters": ("お願いを送る", survey.is_open),
        "remind": ("もう一度お願いする", survey.is_open),
        "result": ("回答の数を見る" if survey.is_open else "集計を見る", not survey.is_draft),
    }
    return [
        (label, reverse(f"admin:surveys_survey_{name}", args=[survey.pk]))
        for name, (label, is_offered) in offered.items()
        if is_offered
    ]
