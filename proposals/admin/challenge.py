"""課題 on their way to the public, and the questions they bring."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, F, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.admin.acts import ActingAdmin, DoneFilter, RowAct
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.directory.models import Division
from proposals.enums import ChallengeState
from proposals.forms.desk import ButtonForm, ChallengeAdminForm, DeskReasonForm, PublishForm, QuestionAdminForm
from proposals.models import Challenge, ChallengeQuestion
from proposals.usecases.answer_question import answer_question
from proposals.usecases.index_challenge import index_challenge
from proposals.usecases.publish_challenge import CannotPublish, publish_challenge
from proposals.usecases.reconfirm_challenge import CannotReconfirm, reconfirm_challenge
from proposals.usecases.retire_challenge import CannotRetire, retire_challenge, revive_challenge
from proposals.usecases.return_challenge import CannotReturn, return_challenge
from proposals.usecases.save_sheet import StaleSheet, save_sheet

NO_LETTER = "メールは送りません。"

ACTS = (
    RowAct(
        "kokai",
        "公開する",
        "今日から、だれでも読めるページになります。予告・募集中・終了は、日にちで自動に変わります。",
        "公開しました。",
        lambda row: row.state in {ChallengeState.HANDED_IN, ChallengeState.DRAFT},
        lambda row, data, today: PublishForm(
            data, initial={"opens_on": max(row.opens_on, today), "closes_on": row.closes_on}
        ),
        lambda row, form, by: publish_challenge(challenge_id=row.pk, **form.cleaned_data, **by),
    ),
    RowAct(
        "sashimodosu",
        "課に差し戻す",
        "理由を課のメールに送り、課の画面にも出します。企業には何も見えません。",
        "差し戻しました。課のメールに知らせています。",
        lambda row: row.state == ChallengeState.HANDED_IN,
        lambda row, data, today: DeskReasonForm(data),
        lambda row, form, by: return_challenge(challenge_id=row.pk, **form.cleaned_data, **by),
    ),
    RowAct(
        "tsuzukeru",
        "続けることを確かめた",
        f"課から電話などで「続ける」と聞いたときに押します。{NO_LETTER}",
        "続けることを確かめました。",
        lambda row: row.state == ChallengeState.PUBLISHED,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: reconfirm_challenge(challenge_id=row.pk, **by),
    ),
    RowAct(
        "torisage",
        "取り下げる",
        f"公開のページから、すぐに見えなくなります。出されている提案はそのままです。{NO_LETTER}",
        "取り下げました。",
        lambda row: row.state != ChallengeState.RETIRED,
        lambda row, data, today: DeskReasonForm(data),
        lambda row, form, by: retire_challenge(challenge_id=row.pk, **form.cleaned_data, **by),
        is_danger=True,
    ),
    RowAct(
        "modosu",
        "下書きに戻す",
        f"課の画面で、また書けるようになります。{NO_LETTER}",
        "下書きに戻しました。",
        lambda row: row.state == ChallengeState.RETIRED,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: revive_challenge(challenge_id=row.pk, **by),
    ),
)

KEPT_BY_US = (
    "state",
    "published_on",
    "handed_in_at",
    "drafted_by",
    "returned_reason",
    "asked_on",
    "reconfirmed_on",
    "retired_on",
    "retired_reason",
    "trouble",
    "questions_link",
)


@admin.register(Challenge)
class ChallengeAdmin(ActingAdmin):
    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = add_permission = Permission.EDIT_WORDS
    acts = ACTS
    refused = (CannotPublish, CannotReconfirm, CannotRetire, CannotReturn)
    form = ChallengeAdminForm
    list_display = ("title", "field", "procedure", "lead", "window", "opens_on", "closes_on", "reconfirmed_on")
    list_display_links = ("title",)
    list_filter = ("state", "procedure", ("lead", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("lead",)
    search_fields = ("title", "code")
    # what the desk must read first
    ordering = (Case(When(state=ChallengeState.HANDED_IN, then=0), default=1), "-opens_on", "-pk")
    readonly_fields = KEPT_BY_US
    fieldsets = (
        (
            "問い",
            {
                "fields": (
                    "code",
                    "field",
                    "title",
                    "background",
                    "figures",
                    "future",
                    "wanted",
                    "solutions",
                    "out_of_scope",
                    "version",
                )
            },
        ),
        (
            "市が出せるもの",
            {"fields": ("offered", "benefit", "expertise", "considered", "procedure", "procedure_note")},
        ),
        ("担当", {"fields": ("lead", "supporting", "drafted_by", "trouble")}),
        (
            "時期（状態は、上のボタンで変えます）",
            {
                "fields": (
                    "state",
                    "opens_on",
                    "closes_on",
                    "published_on",
                    "handed_in_at",
                    "returned_reason",
                    "asked_on",
                    "reconfirmed_on",
                    "retired_on",
                    "retired_reason",
                )
            },
        ),
        ("質問と結果", {"fields": ("questions_link", "outcome")}),
    )

    @admin.display(description="募集")
    def window(self, row: Challenge) -> str:
        return row.window_on(timezone.localdate()) if row.state == ChallengeState.PUBLISHED else row.get_state_display()

    @admin.display(description="質問と回答")
    def questions_link(self, row: Challenge) -> str:
        if row.pk is None:
            return "保存したあとに書けます。"
        url = reverse("admin:proposals_challengequestion_changelist")
        return format_html(
            '<a href="{}?{}">質問と回答（{}件）</a>',
            url,
            urlencode({"challenge__id__exact": row.pk}),
            row.questions.count(),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        # the address of a public page stays
        return (*KEPT_BY_US, "code") if obj and obj.published_on else KEPT_BY_US

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "lead":
            kwargs["queryset"] = _divisions()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "supporting":
            kwargs["queryset"] = _divisions()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Challenge, form: Any, change: bool) -> None:
        by = acting(request)
        if not change:
            obj.drafted_by = by.label
            obj.version = 1
            index_challenge(obj)
            obj.save()
            return
        values = {name: form.cleaned_data[name] for name in form.changed_data if name not in {"version", "supporting"}}
        try:
            save_sheet(
                challenge_id=obj.pk, version=form.cleaned_data["version"], values=values, by=by, at=timezone.now()
            )
        except StaleSheet as exc:
            messages.error(request, str(exc))


class AnsweredFilter(DoneFilter):
    column = "published_on"
    words = ("回答を待つ", "公開した")


@admin.register(ChallengeQuestion)
class ChallengeQuestionAdmin(PermittedAdmin):
    """Who asked is shown here and nowhere else."""

    view_permission = Permission.READ_ALL_PROPOSALS
    change_permission = add_permission = Permission.EDIT_WORDS
    form = QuestionAdminForm
    list_display = ("short", "challenge", "asked_at", "published_on")
    list_display_links = ("short",)
    list_filter = (AnsweredFilter, ("challenge", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("challenge",)
    ordering = (F("published_on").desc(nulls_first=True), "-pk")
    fields = ("challenge", "asked_by", "asked_at", "question", "answer", "is_public", "notify", "published_on")

    @admin.display(description="質問")
    def short(self, row: ChallengeQuestion) -> str:
        return str(row)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        known = ("asked_by", "asked_at", "published_on")
        return ("challenge", *known) if obj else known

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "challenge":
            kwargs["queryset"] = Challenge.objects.public().newest_first()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: ChallengeQuestion, form: Any, change: bool) -> None:
        if not change:
            obj.save()
        words = {name: form.cleaned_data[name] for name in ("question", "answer", "is_public", "notify")}
        answer_question(question_id=obj.pk, **words, by=acting(request), at=timezone.now())


def _divisions() -> Any:
    return Division.objects.valid_on(timezone.localdate()).in_order()
