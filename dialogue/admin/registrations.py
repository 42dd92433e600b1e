"""申込み before the desk: both sides of every event with their wishes, and what the desk does for who called."""

from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from dialogue.enums import RegistrationState
from dialogue.forms.events import ButtonForm
from dialogue.forms.registration import AbsenceForm, CancelForm, PromoteForm, TableForm
from dialogue.models import Event, Participant, Registration, Wish
from dialogue.usecases.cancel_registration import CannotCancel, cancel_registration, see_cancellation
from dialogue.usecases.export_registrations import export_registrations
from dialogue.usecases.fix_table import CannotFixTable, fix_table
from dialogue.usecases.note_absent_rounds import CannotNoteAbsence, note_absent_rounds
from dialogue.usecases.promote_registration import LETTER, CannotPromote, letter_words, promote_registration
from dialogue.usecases.take_slides import take_slides
from nara_renkei.accounts.admin import PermittedTabularInline
from nara_renkei.accounts.admin.acts import ActingAdmin, RowAct
from nara_renkei.accounts.admin.pages import RowPage
from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.actors import acting
from nara_renkei.core.private_files import file_response
from nara_renkei.core.sheets import sheet_response
from nara_renkei.core.text import forbidden_character
from nara_renkei.notifications.usecases.queue_mail import render_mail

from . import on_behalf

ENTERED, WAITING, CANCELLED = RegistrationState
NO_LETTER = "メールは送りません。"


def _stands(row: Registration) -> bool:
    return row.state != CANCELLED and row.event.takes_changes


def _promote_form(row: Registration, data: Any, today: Any) -> PromoteForm:
    return PromoteForm(data, letter=render_mail(LETTER, letter_words(row)), to=row.email)


ACTS = (
    RowAct(
        "kuriageru",
        "空き待ちから繰り上げる",
        "参加に変わります。「知らせる」に印を付けたときだけ、メールを送ります。",
        "繰り上げました。",
        lambda row: row.state == WAITING and row.event.takes_changes,
        _promote_form,
        lambda row, form, by: promote_registration(registration=row, tells=form.cleaned_data["tells"], **by),
    ),
    RowAct(
        on_behalf.VERB,
        "代わって直す",
        "",
        "",
        _stands,
        lambda row, data, today: ButtonForm(data),  # its page is on_behalf.change
        lambda row, form, by: None,
    ),
    RowAct(
        "taku",
        "卓を決める",
        f"配慮のため動かない卓を決めます。次に割り当てを解くときから効きます。{NO_LETTER}",
        "決まった卓を記録しました。",
        _stands,
        lambda row, data, today: TableForm(data, registration=row),
        lambda row, form, by: fix_table(registration=row, table=form.cleaned_data["table"], **by),
    ),
    RowAct(
        "kai",
        "出られない回を決める",
        f"遅れて来る、先に帰るなどで出られない回を決めます。次に割り当てを解くときから効きます。{NO_LETTER}",
        "出られない回を記録しました。",
        _stands,
        lambda row, data, today: AbsenceForm(data, registration=row),
        lambda row, form, by: note_absent_rounds(registration=row, rounds=form.cleaned_data["rounds"], **by),
    ),
    RowAct(
        "torikesu",
        "申込みを取り消す",
        f"取り消したあとも、書いたことは残ります。空き待ちは、繰り上げるまで動きません。{NO_LETTER}",
        "取り消しました。",
        _stands,
        lambda row, data, today: CancelForm(data),
        lambda row, form, by: cancel_registration(registration=row, reason=form.cleaned_data["reason"], **by),
        is_danger=True,
    ),
    RowAct(
        "tashikameta",
        "取消しを確かめた",
        f"確定のあとの取消しです。卓の割り当てを解き直したら、押してください。今日の仕事から消えます。{NO_LETTER}",
        "確かめたことを記録しました。",
        lambda row: row.state == CANCELLED and row.seen_at is None,
        lambda row, data, today: ButtonForm(data),
        lambda row, form, by: see_cancellation(registration=row, **by),
    ),
)


class NeedFilter(admin.SimpleListFilter):
    """What the desk's front page counts."""

    title = "要対応"
    parameter_name = "taiou"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("kuriage", "繰り上げられる空き待ち"), ("torikeshi", "確定のあとの取消し")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "kuriage":
            return queryset.to_promote()
        return queryset.to_see() if self.value() == "torikeshi" else queryset


class PeopleInline(PermittedTabularInline):
    model = Participant
    view_permission = Permission.HOLD_EVENTS
    fields = readonly_fields = ("name", "kana", "title", "email", "code", "left_at", "arrived_at")
    ordering = ("left_at", "position", "pk")
    verbose_name_plural = "参加する人（外れた人も）"


class WishInline(PermittedTabularInline):
    model = Wish
    view_permission = Permission.HOLD_EVENTS
    fields = readonly_fields = ("position", "organization", "division", "reason")
    ordering = ("position",)
    verbose_name_plural = "会いたい相手（デスクだけが読みます）"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wish]:
        return super().get_queryset(request).select_related("organization", "division")


@admin.register(Registration)
class RegistrationAdmin(ActingAdmin):
    """Nothing is edited in place: every change is one of the buttons."""

    view_permission = add_permission = Permission.HOLD_EVENTS
    acts = ACTS
    refused = (CannotPromote, CannotCancel, CannotFixTable, CannotNoteAbsence)
    list_display = ("unit", "event", "side", "state", "people", "wishes", "needs_care", "fixed_table", "entered_at")
    list_filter = (NeedFilter, "side", "state", "event")
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("organization__name", "division__name", "participants__name")
    search_help_text = "団体・課・参加する人の名前の一部"
    ordering = ("-event__held_on", "side", "entered_at", "pk")
    actions = ("as_csv", "as_xlsx")
    inlines = (PeopleInline, WishInline)
    empty_value_display = "－"
    FIELDS: ClassVar = (
        "event", "side", "organization", "division", "state", "email",
        "business_line", "offer", "trouble", "slides_link", "is_in_booklet", "care", "fixed_table", "absent_rounds",
        "entered_at", "entered_by", "cancelled_at", "cancelled_by", "cancel_reason", "seen_at",
    )  # fmt: skip
    fields = readonly_fields = FIELDS

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The buttons ask it; the form has no field that could be written."""
        return self.has_add_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        counted = {
            "people_count": Count("participants", filter=Q(participants__left_at=None), distinct=True),
            "wish_count": Count("wishes", distinct=True),
        }
        return Registration.objects.with_unit().select_related("event", "slides").annotate(**counted)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        if forbidden_character(search_term):
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("add/", wrap(self.add), name="dialogue_registration_add"),
            path(f"<int:pk>/suru/{on_behalf.VERB}/", wrap(self.write), name="dialogue_registration_write"),
            path("<int:pk>/shiryo/", wrap(self.slides), name="dialogue_registration_slides"),
            *super().get_urls(),
        ]

    def add(self, request: HttpRequest) -> HttpResponse:
        self._refuse(request)
        return on_behalf.enter(self, request)

    def write(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse(request)
        return on_behalf.change(self, request, get_object_or_404(self.get_queryset(request), pk=pk))

    def slides(self, request: HttpRequest, pk: int) -> Any:
        """The 資料 as it was given; taking it is written down."""
        self._refuse(request)
        row = get_object_or_404(self.get_queryset(request), pk=pk)
        if row.slides is None:
            raise Http404
        response = file_response(row.slides)
        take_slides(registration=row, slides=row.slides, by=acting(request), at=timezone.now())
        return response

    def _refuse(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    @admin.action(description="CSVにする")
    def as_csv(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return self._sheet(request, queryset, as_xlsx=False)

    @admin.action(description="Excelにする")
    def as_xlsx(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        return self._sheet(request, queryset, as_xlsx=True)

    def _sheet(self, request: HttpRequest, queryset: Any, *, as_xlsx: bool) -> HttpResponse:
        made = export_registrations(registrations=queryset, as_xlsx=as_xlsx, by=acting(request), at=timezone.now())
        return sheet_response(made)

    @admin.display(description="団体・課")
    def unit(self, row: Registration) -> str:
        return row.name

    @admin.display(description="人")
    def people(self, row: Any) -> int:
        return int(row.people_count)

    @admin.display(description="希望")
    def wishes(self, row: Any) -> int:
        return int(row.wish_count)

    @admin.display(description="配慮")
    def needs_care(self, row: Registration) -> str:
        return "あり" if row.care else ""

    @admin.display(description="紹介の資料")
    def slides_link(self, row: Registration) -> str:
        if row.slides is None:
            return "－"
        if not row.slides.may_download:
            return f"{row.slides.original_name}　{row.slides.state_words}"
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:dialogue_registration_slides", args=[row.pk]), row.slides
        )


def entries(request: HttpRequest, event: Event) -> HttpResponse:
    """The list of this event's registrations."""
    return redirect(f"{reverse('admin:dialogue_registration_changelist')}?event__id__exact={event.pk}")


PAGES = (RowPage("moushikomi/", "entries", entries, tab="申込み"),)
