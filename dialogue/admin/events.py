"""The events, and the stages of one."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone

from dialogue.enums import EventState
from dialogue.forms.events import ButtonForm, CopyForm
from dialogue.models import Event, EventInvitation
from dialogue.queries.events import with_counts
from dialogue.queries.follow_up import registrations_to_remind
from dialogue.rules.stages import may_move
from dialogue.usecases.copy_event import copy_event
from dialogue.usecases.move_event import CannotMoveEvent, move_event
from nara_renkei.accounts.admin import PermittedTabularInline
from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.accounts.admin.pages import PagedAdmin, RowPage
from nara_renkei.accounts.permissions import Permission

from . import arrivals, encounters, letters, menus, papers, registrations, report, screen, seating, survey

# in the order of the work; each module of this package that has pages adds its own
PAGES: tuple[RowPage, ...] = (
    *registrations.PAGES,
    *letters.PAGES,
    *arrivals.PAGES,
    *seating.PAGES,
    *screen.PAGES,
    *papers.PAGES,
    *encounters.PAGES,
    *survey.PAGES,
    *report.PAGES,
    *menus.PAGES,
)

NO_LETTER = "メールは送りません。"


def _stage(verb: str, to: EventState, label: str, told: str, done: str, *, is_danger: bool = False) -> RowAct:
    return RowAct(
        verb,
        label,
        f"{told}{NO_LETTER}",
        done,
        lambda row: may_move(row.state, to),
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: move_event(event=row, to=to, **by),
        is_danger=is_danger,
    )


ACTS = (
    _stage(
        "boshu",
        EventState.OPEN,
        "募集の段階にする",
        "だれでも読めるページができ、招いた団体と課が、締切の日まで申し込めます。",
        "募集の段階にしました。",
    ),
    _stage(
        "kakutei",
        EventState.FIXED,
        "確定の段階にする",
        "申込みを締め切ります。人の入替えと取消しは、このあともできます。",
        "確定の段階にしました。",
    ),
    _stage(
        "tojitsu",
        EventState.TODAY,
        "当日の段階にする",
        "受付と、会場の画面が使えるようになります。",
        "当日の段階にしました。",
    ),
    _stage(
        "owaru",
        EventState.ENDED,
        "終了の段階にする",
        "受付を閉じます。出会いの記録と次の一歩は、このあとも書けます。",
        "終了の段階にしました。",
    ),
    _stage(
        "junbi",
        EventState.PREPARING,
        "準備の段階に戻す",
        "公開のページが見えなくなり、申し込めなくなります。申込みは残ります。",
        "準備の段階に戻しました。",
        is_danger=True,
    ),
    RowAct(
        "utsusu",
        "この回を写して、次の回をつくる",
        f"目的・会場・時間・卓の数などを写した、準備の段階の回ができます。団体・課・人は写しません。{NO_LETTER}",
        "次の回をつくりました。ダイアログの一覧から開いてください。",
        lambda row: True,
        lambda row, data, today: CopyForm(data, today=today, initial={"name": row.name}),
        lambda row, form, by: copy_event(event=row, **form.cleaned_data, **by),
    ),
)


class LettersFilter(admin.SimpleListFilter):
    """Events after which companies are to be reminded of a 次の一歩."""

    title = "企業への知らせ"
    parameter_name = "shirase"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "次の一歩を知らせる企業がある")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() != "waiting":
            return queryset
        return queryset.filter(pk__in=registrations_to_remind(timezone.now()).values("event"))


class InvitationInline(PermittedTabularInline):
    model = EventInvitation
    view_permission = change_permission = add_permission = delete_permission = Permission.HOLD_EVENTS
    autocomplete_fields = ("organization",)
    verbose_name_plural = "選んだ団体（招く団体が「選んだ団体」のとき）"


@admin.register(Event)
class EventAdmin(PagedAdmin):
    view_permission = change_permission = add_permission = Permission.HOLD_EVENTS
    acts = ACTS
    pages = PAGES
    refused = (CannotMoveEvent,)
    list_display = ("name", "held_on", "stage", "companies", "divisions", "waiting", "closes_on")
    list_display_links = ("name",)
    list_filter = ("state", LettersFilter)
    search_fields = ("name", "slug")
    ordering = ("-held_on", "-pk")
    inlines = (InvitationInline,)
    readonly_fields = ("state", "copied_from", "created_at")
    fieldsets = (
        ("何を", {"fields": ("name", "slug", "host", "co_host", "aims", "programme", "state", "copied_from")}),
        ("いつ・どこで", {"fields": ("held_on", "starts_at", "ends_at", "place", "access")}),
        ("だれを", {"fields": ("invites", "closes_on", "company_capacity", "division_capacity", "people_limit")}),
        (
            "ラウンドテーブル",
            {"fields": ("tables", "rounds", "minutes", "break_minutes", "first_round_at", "allows_competitors")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return with_counts(super().get_queryset(request))

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        if not change:
            obj.created_at = timezone.now()  # type: ignore[attr-defined]  # an Event; Django's types say Model
        super().save_model(request, obj, form, change)

    @admin.display(description="段階", ordering="state")
    def stage(self, row: Event) -> str:
        return row.get_state_display()

    @admin.display(description="団体")
    def companies(self, row: Any) -> str:
        return f"{row.companies}／{row.company_capacity}"

    @admin.display(description="課")
    def divisions(self, row: Any) -> str:
        return f"{row.divisions}／{row.division_capacity}"

    @admin.display(description="空き待ち")
    def waiting(self, row: Any) -> int:
        return int(row.waiting)
