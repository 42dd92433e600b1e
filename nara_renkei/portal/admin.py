"""市の設定, 閉庁日 and the audit: core knows nobody, so their admin stands on the roof."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from nara_renkei.accounts.admin import Permitted, PermittedAdmin
from nara_renkei.accounts.enums import OrderState
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.admin_site import DeskAdminSite
from nara_renkei.core.actors import acting
from nara_renkei.core.models import AuditEvent, AuditSeal, CitySettings, Holiday, PaperJob
from nara_renkei.core.select_filter import SelectFilter
from nara_renkei.directory.models import OrganizationKind
from nara_renkei.notifications.admin import OutgoingMailAdmin
from nara_renkei.notifications.models import MailState, OutgoingMail
from proposals.enums import ChallengeState
from proposals.rules.papers import DRAFT

from .queries import LATELY, Waiting, waiting_elsewhere, waiting_proposals
from .rules.letter_names import LETTER_NAMES
from .usecases.project_dates import MovedDates, project_dates

SHOWN = 20  # numbers in one message


class CountsDatesAgain(PermittedAdmin):
    """What is edited here moves open dates: they are counted again in the same transaction, and the reader is told."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.has_changed():
            self._count_again(request)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        self._count_again(request)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        super().delete_queryset(request, queryset)
        self._count_again(request)

    def _count_again(self, request: HttpRequest) -> None:
        moved = project_dates(by=acting(request), at=timezone.now())
        if not moved.total:
            self.message_user(request, "進行中の期日は、どれも変わりませんでした。")
            return
        self.message_user(
            request,
            f"進行中の期日を数え直しました。提案者への約束が{moved.promises}件、課の回答期限が{moved.routings}件、変わりました。",
        )
        if moved.parted:
            self.message_user(request, self._parted_words(request, moved), messages.WARNING)

    def _parted_words(self, request: HttpRequest, moved: MovedDates) -> str:
        """Return the warning; the numbers only for those who read proposals."""
        words = f"提案者にお知らせした期日とずれた提案が{len(moved.parted)}件あります。"
        if not may(request.user, Permission.READ_ALL_PROPOSALS, timezone.localdate()):
            return f"{words}公民連携デスクに伝えてください。"
        links = format_html_join(
            "、",
            '<a href="{}">{}</a>',
            ((reverse("admin:screening_deskproposal_change", args=[one]), one) for one in moved.parted[:SHOWN]),
        )
        rest = f"ほか{len(moved.parted) - SHOWN}件" if len(moved.parted) > SHOWN else ""
        return format_html("{}見通しを知らせるかを決めてください。ずれた提案: {} {}", words, links, rest)


class CitySettingsForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no parameter at run time
    admitted_kinds = forms.MultipleChoiceField(
        label="受け付ける団体の種類",
        choices=OrganizationKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="一つも選ばなければ、すべての種類を受け付けます。選ばなかった種類の団体は、書き始める前に断られます。",
    )


@admin.register(CitySettings)
class CitySettingsAdmin(CountsDatesAgain):
    """One row, made by setup_city."""

    form = CitySettingsForm
    ordering = ("pk",)
    view_permission = change_permission = Permission.EDIT_SETTINGS
    fieldsets = (
        ("窓口", {"fields": ("city_name", "desk_name", "division_name", "sender_title")}),
        ("連絡先", {"fields": ("postal_code", "address", "phone", "email", "opening_hours")}),
        (
            "期日の目安（開庁日）",
            {
                "fields": ("formal_check_days", "first_answer_days", "dialogue_days", "outcome_days"),
                "description": "変えた後に始まる約束から効きます。お知らせ済みの期日は変わりません。",
            },
        ),
        (
            "期日が延びる時期",
            {
                "fields": (
                    ("season_from_month", "season_from_day"),
                    ("season_to_month", "season_to_day"),
                    "season_extra_days",
                    "season_reason",
                )
            },
        ),
        ("受け付ける団体", {"fields": ("admitted_kinds",)}),
        ("公開ページの文", {"fields": ("purpose_of_use", "terms", "accessibility", "sample_notice")}),
    )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:core_citysettings_change", 1)


@admin.register(Holiday)
class HolidayAdmin(CountsDatesAgain):
    list_display = ("day", "name")
    date_hierarchy = "day"
    search_fields = ("name",)
    ordering = ("-day",)
    fields = ("day", "name")
    view_permission = change_permission = add_permission = delete_permission = Permission.EDIT_SETTINGS


@admin.register(AuditEvent)
class AuditEventAdmin(PermittedAdmin):
    list_display = ("at", "verb", "about", "actor_key", "address")
    list_display_links = ("at",)
    list_filter = ("at",)
    search_fields = ("=about", "=actor_key", "=verb")
    search_help_text = "対象（proposal:R8-J-0001 など）、した人の識別子、したことを、そのまま入れて探します。"
    ordering = ("-id",)
    fields = readonly_fields = ("at", "verb", "about", "actor_key", "address", "keys")
    view_permission = Permission.READ_AUDIT


@admin.register(AuditSeal)
class AuditSealAdmin(PermittedAdmin):
    list_display = ("at", "events", "digest", "previous")
    ordering = ("-id",)
    fields = readonly_fields = ("at", "events", "previous", "digest")
    view_permission = Permission.READ_AUDIT


class LetterFilter(SelectFilter):
    title = "文面"
    parameter_name = "bunmen"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(LETTER_NAMES.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(template=self.value()) if self.value() in LETTER_NAMES else queryset


@admin.register(OutgoingMail)
class OutboxAdmin(Permitted, OutgoingMailAdmin):  # type: ignore[misc]
    """送るメール, for those who keep it: a letter has its name instead of its file."""

    view_permission = Permission.KEEP_MAIL
    list_filter = (*OutgoingMailAdmin.list_filter, LetterFilter)
    readonly_fields = tuple("letter_name" if name == "template" else name for name in OutgoingMailAdmin.readonly_fields)
    fields = readonly_fields

    @admin.display(description="文面")
    def letter_name(self, mail: OutgoingMail) -> str:
        return LETTER_NAMES.get(mail.template, mail.template)

    def has_resend_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request, obj)


class PaperFilter(admin.SimpleListFilter):
    title = "状態"
    parameter_name = "jotai"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("failed", "この30日に作れなかった文書")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.given_up(timezone.now() - LATELY) if self.value() == "failed" else queryset


@admin.register(PaperJob)
class PaperJobAdmin(PermittedAdmin):
    """What the PDF worker made and could not make. The papers themselves are read where they were ordered."""

    view_permission = Permission.KEEP_MAIL
    list_display = ("created_at", "what", "state", "attempts", "last_error", "requested_by", "finished_at")
    list_display_links = None
    list_filter = (PaperFilter,)
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-created_at", "-pk")
    empty_value_display = "－"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("", wrap(self.changelist_view), name="core_paperjob_changelist")]

    @admin.display(description="文書")
    def what(self, job: PaperJob) -> str:
        """A draft is nobody's business but its writer's."""
        return "提案の下書き" if job.kind == DRAFT else job.title


# the lists behind waiting_elsewhere
LISTS = {
    "TALKS_TODAY": ("proposals_consultation", "taiou=today"),
    "TALKS_TO_WRITE": ("proposals_consultation", "taiou=write"),
    "PLEDGES": ("screening_deskproposal", "kakunin=waiting"),
    "DISCLOSURES": ("screening_disclosurerequest", "jotai=soon"),
    "HANDED_IN": ("proposals_challenge", f"state__exact={ChallengeState.HANDED_IN}"),
    "QUESTIONS": ("proposals_challengequestion", "jotai=waiting"),
    "TROUBLES": ("proposals_trouble", "jotai=waiting"),
    "SUPPORT": ("knowledge_supportrequest", ""),
    "CASES_HANDED_IN": ("knowledge_casestudy", "taiou=read"),
    "CASES_REFUSED": ("knowledge_casestudy", "taiou=refused"),
    "MENUS_OFFERED": ("knowledge_menu", "taiou=read"),
    "MENUS_PAST": ("knowledge_menu", "taiou=past"),
    "TAKEN_DOWN": ("proposals_challenge", f"state__exact={ChallengeState.RETIRED}"),
    "STEP_LETTERS": ("dialogue_event", "shirase=waiting"),
    "JOINING": ("accounts_joinrequest", "waiting=yes"),
    "UNKNOWN_BODIES": ("directory_organization", "confirmed=sent"),
    "AGREEMENTS": ("directory_agreement", "jotai=todo"),
    "TO_PROMOTE": ("dialogue_registration", "taiou=kuriage"),
    "WITHDRAWN": ("dialogue_registration", "taiou=torikeshi"),
    "HANDOVERS": ("screening_handover", "jotai=okure"),
    "DEAD_MAIL": ("notifications_outgoingmail", f"state__exact={MailState.DEAD}"),
    "FAILED_PAPERS": ("core_paperjob", "jotai=failed"),
    "REFUSED_ORDERS": ("accounts_personnelorder", f"state__exact={OrderState.REFUSED}"),
}

# what waits on a page of its own, not in a filtered list
PAGES = {"TO_ASK": "screening_afterquestion_add", "LEFT_BEHIND": "screening_deskproposal_hand_over"}


def counts_of(request: HttpRequest) -> list[tuple[Waiting, str]]:
    """Return 「今日の仕事」 of this person: each line and the list it leads to."""
    now = timezone.now()
    today = timezone.localdate(now)
    lines: list[tuple[Waiting, str]] = []
    if may(request.user, Permission.READ_ALL_PROPOSALS, today):
        queue = reverse("admin:screening_deskproposal_changelist")
        lines += [(line, f"{queue}?need={line.key}") for line in waiting_proposals(today)]
    for line in waiting_elsewhere(cast("User", request.user), now):
        if line.key in PAGES:
            lines.append((line, reverse(f"admin:{PAGES[line.key]}")))
            continue
        name, wanted = LISTS[line.key]
        lines.append((line, f"{reverse(f'admin:{name}_changelist')}?{wanted}"))
    return lines


DeskAdminSite.counts_of = counts_of
