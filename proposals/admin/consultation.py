"""事前相談 before the desk: its bookable calendar, the queue, the record, and the draft by one click."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html

from nara_renkei.accounts.admin import PermittedAdmin
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import TOKYO, WEEKDAYS
from nara_renkei.core.private_files import file_response
from nara_renkei.core.text import forbidden_character
from proposals.enums import ConsultationState
from proposals.forms.consultation import CancelForm, DraftForm, PlanForm, RecordForm
from proposals.models import Consultation, ConsultationSlot
from proposals.rendering import appointment_ics
from proposals.usecases.cancel_consultation import cancel_consultation
from proposals.usecases.draft_from_consultation import NEWS as DRAFT_NEWS
from proposals.usecases.draft_from_consultation import CannotDraft, draft_from_consultation
from proposals.usecases.offer_slots import offer_slots, planned, take_back_slots
from proposals.usecases.record_consultation import NEWS as RECORD_NEWS
from proposals.usecases.record_consultation import CannotRecord, record_consultation
from proposals.usecases.record_download import record_download
from proposals.usecases.save_consultation import NoLongerOpen

REFUSED: Final = (CannotDraft, CannotRecord, NoLongerOpen)


def short(moment: datetime) -> str:
    local = moment.astimezone(TOKYO)
    return f"{local:%-m/%-d}（{WEEKDAYS[local.weekday()]}）{local:%-H:%M}"


def midnight(days: int = 0) -> datetime:
    return datetime.combine(timezone.localdate() + timedelta(days=days), time(), tzinfo=TOKYO)


class SlotFilter(admin.SimpleListFilter):
    title = "枠"
    parameter_name = "waku"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("booked", "予約あり"), ("past", "過ぎた枠"), ("all", "すべて")]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": "これからの空き"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        now = timezone.now()
        if self.value() == "booked":
            return queryset.filter(is_taken=True, starts_at__gt=now)
        if self.value() == "past":
            return queryset.filter(starts_at__lte=now)
        return queryset if self.value() == "all" else queryset.free(now)


@admin.register(ConsultationSlot)
class ConsultationSlotAdmin(PermittedAdmin):
    """No slot is edited: free ones are taken back, and new ones made in bulk."""

    view_permission = Permission.READ_ALL_PROPOSALS
    add_permission = Permission.TRIAGE
    list_display = ("when", "place", "online", "booked_by")
    list_display_links = None
    list_filter = (SlotFilter,)
    show_facets = admin.ShowFacets.NEVER
    ordering = ("starts_at", "pk")
    actions = ("take_back",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        taken = Consultation.objects.booked().filter(slot=OuterRef("pk"))
        return ConsultationSlot.objects.annotate(is_taken=Exists(taken)).in_order()

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="proposals_consultationslot_changelist"),
            path("add/", wrap(self.plan_page), name="proposals_consultationslot_add"),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return super().get_actions(request) if self.has_add_permission(request) else {}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Name who booked in one query for the page."""
        response = super().changelist_view(request, {"title": "相談の枠", **(extra_context or {})})
        changelist = getattr(response, "context_data", {}).get("cl") if hasattr(response, "context_data") else None
        if changelist is not None:
            rows = list(changelist.result_list)
            booked = Consultation.objects.booked().filter(slot__in=rows).select_related("organization")
            by_slot = {consultation.slot_id: consultation for consultation in booked}
            for row in rows:
                row.booking = by_slot.get(row.pk)
            changelist.result_list = rows
        return response

    @admin.display(description="日時", ordering="starts_at")
    def when(self, row: Any) -> str:
        return f"{short(row.starts_at)}–{row.ends_at.astimezone(TOKYO):%-H:%M}"

    @admin.display(description="オンライン", boolean=True)
    def online(self, row: Any) -> bool:
        return bool(row.is_online)

    @admin.display(description="予約")
    def booked_by(self, row: Any) -> str:
        if row.booking is None:
            return "空き" if row.starts_at > timezone.now() else "—"
        url = reverse("admin:proposals_consultation_change", args=[row.booking.uuid])
        return format_html('<a href="{}">{}　{}</a>', url, row.booking.title, row.booking.who)

    @admin.action(description="空いている枠を取り消す", permissions=["add"])
    def take_back(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Name every slot first; only free ones go."""
        at = timezone.now()
        rows = list(queryset.order_by("starts_at", "pk"))
        if "confirmed" in request.POST:
            gone = take_back_slots(uuids=[str(row.uuid) for row in rows], by=acting(request), at=at)
            stayed = len(rows) - gone
            words = f"{gone}件の枠を取り消しました。" + (
                f"予約のある枠など{stayed}件は、そのまま残しました。" if stayed else ""
            )
            messages.success(request, words)
            return None
        free = set(
            ConsultationSlot.objects.free(at).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
        )
        context = {
            **self.admin_site.each_context(request),
            "title": "空いている枠を取り消す",
            "opts": self.opts,
            "going": [row for row in rows if row.pk in free],
            "staying": [row for row in rows if row.pk not in free],
            "selected": [row.pk for row in rows],
        }
        return TemplateResponse(request, "admin/proposals/take_back_slots.html", context)

    def plan_page(self, request: HttpRequest) -> HttpResponse:
        """Show what a plan means before it is made."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        at, offer = timezone.now(), None
        initial = {"first": timezone.localdate() + timedelta(days=1), "weeks": 4, "from_1": "10:00", "until_1": "12:00"}
        form = PlanForm(request.POST if request.method == "POST" else None, initial=initial)
        if request.method == "POST" and form.is_valid():
            where = {"place": form.cleaned_data["place"], "is_online": form.cleaned_data["is_online"]}
            if "create" in request.POST:
                made = offer_slots(plan=form.plan, by=acting(request), at=at, **where)
                messages.success(request, f"{made}件の枠を作りました。企業の画面で、すぐに予約できます。")
                return redirect("admin:proposals_consultationslot_changelist")
            offer = planned(form.plan, at=at, **where)
        form.label_suffix, form.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it
        context = {
            **self.admin_site.each_context(request),
            "title": "枠をまとめて作る",
            "opts": self.opts,
            "form": form,
            "offer": offer,
        }
        return TemplateResponse(request, "admin/proposals/plan_slots.html", context)


class QueueFilter(admin.SimpleListFilter):
    title = "要対応"
    parameter_name = "taiou"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("today", "今日"),
            ("coming", "これから"),
            ("write", "記録を書く"),
            ("done", "終わった相談"),
            ("all", "すべて"),
        ]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        yield {**first, "display": "予約のある相談"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        booked = queryset.filter(state=ConsultationState.BOOKED)
        return {
            "today": queryset.booked_between(midnight(), midnight(1)),
            "coming": booked.filter(slot__starts_at__gte=midnight(1)),
            "write": queryset.to_write(timezone.now()),
            "done": queryset.filter(state__in=[ConsultationState.HELD, ConsultationState.CANCELLED]),
            "all": queryset,
        }.get(str(self.value()), booked)


@dataclass(frozen=True, slots=True)
class Act:
    """A button of the desk."""

    verb: str
    label: str
    states: tuple[str, ...]  # in which it is offered
    told: str  # who will read what
    done: str
    mail: str = ""  # the news of the letter, for the preview
    is_danger: bool = False


ACTS: Final = (
    Act(
        "kiroku",
        "相談した",
        (ConsultationState.BOOKED, ConsultationState.HELD),
        "相談した方の画面に、記録が出ます。「知らせる」を付けると、次のメールを送ります。",
        "相談の記録を残しました。",
        RECORD_NEWS,
    ),
    Act(
        "shitagaki",
        "提案の下書きを作る",
        (ConsultationState.HELD,),
        "相談した方の「わたしの提案」に、答えと記録と資料の入った下書きができます。提出するまで、デスクには見えません。"
        "「知らせる」を付けると、次のメールを送ります。",
        "提案の下書きを作りました。",
        DRAFT_NEWS,
    ),
    Act(
        "torikeshi",
        "相談を取り消す",
        (ConsultationState.BOOKED,),
        "相談する方に、お詫びと理由のメールを送ります。枠は空きに戻ります。",
        "相談を取り消し、メールを送りました。",
        is_danger=True,
    ),
)


@admin.register(Consultation)
class ConsultationAdmin(PermittedAdmin):
    """No field is edited here: every change is a button with a preview of what is told."""

    view_permission = Permission.READ_ALL_PROPOSALS
    list_display = ("when", "title_link", "asker", "state", "next_step")
    list_display_links = None
    list_filter = (QueueFilter,)
    show_facets = admin.ShowFacets.NEVER
    search_fields = ("title", "organization_name")
    ordering = ("slot__starts_at", "pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        visible = Consultation.objects.visible_to(request.user, timezone.localdate())  # type: ignore[arg-type]
        return visible.select_related("slot", "organization", "proposal").order_by(*self.ordering)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        if forbidden_character(search_term):
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="proposals_consultation_changelist"),
            path("<uuid:object_id>/", wrap(self.page), name="proposals_consultation_change"),
            path("<uuid:object_id>/yotei/", wrap(self.ics), name="proposals_consultation_ics"),
            path("<uuid:object_id>/tenpu/<uuid:file>/", wrap(self.file), name="proposals_consultation_file"),
            path("<uuid:object_id>/<slug:verb>/", wrap(self.act), name="proposals_consultation_act"),
        ]

    @admin.display(description="日時", ordering="slot__starts_at")
    def when(self, row: Any) -> str:
        return short(row.slot.starts_at) if row.slot else "電話" if row.is_by_telephone else "—"

    @admin.display(description="相談したいこと", ordering="title")
    def title_link(self, row: Any) -> str:
        return format_html('<a href="{}/">{}</a>', row.uuid, row.title)

    @admin.display(description="団体")
    def asker(self, row: Any) -> str:
        return str(row.who)

    @admin.display(description="次の一歩")
    def next_step(self, row: Any) -> str:
        if row.state == ConsultationState.HELD:
            return "—" if row.proposal or row.is_by_telephone else "下書きを作れます"
        if row.state == ConsultationState.BOOKED and row.slot.ends_at <= timezone.now():
            return "記録を書いてください"
        return "お会いする日を待つ" if row.state == ConsultationState.BOOKED else "—"

    def page(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        found = self._load(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": f"事前相談　{found.title}",
            "opts": self.opts,
            "consultation": found,
            "files": list(found.files.select_related("file").order_by("position", "pk")),
            "acts": [act for act in ACTS if self._offers(request, act, found)],
        }
        return TemplateResponse(request, "admin/proposals/consultation.html", context)

    def act(self, request: HttpRequest, object_id: UUID, verb: str) -> HttpResponse:
        """Show the small page of a button; a POST presses it."""
        found = self._load(request, object_id)
        chosen = next((act for act in ACTS if act.verb == verb), None)
        if chosen is None or not may(request.user, Permission.TRIAGE, timezone.localdate()):
            raise Http404
        home = redirect("admin:proposals_consultation_change", object_id)
        if not self._offers(request, chosen, found):
            messages.warning(request, f"いまは「{chosen.label}」はできません。いまの状態を確かめてください。")
            return home
        form = self._form(chosen, found, request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                self._press(request, chosen, found, form)
            except REFUSED as exc:
                form.add_error(None, str(exc))
            else:
                messages.success(request, chosen.done)
                return home
        form.label_suffix, form.required_css_class = "", "required"  # type: ignore[attr-defined]  # Django reads it, its types do not know it
        context = {
            **self.admin_site.each_context(request),
            "title": f"{chosen.label}　{found.title}",
            "opts": self.opts,
            "consultation": found,
            "act": chosen,
            "form": form,
        }
        return TemplateResponse(request, "admin/proposals/consultation_act.html", context)

    def file(self, request: HttpRequest, object_id: UUID, file: UUID) -> HttpResponseBase:
        found = self._load(request, object_id)
        kept = get_object_or_404(found.files.select_related("file"), file__uuid=file)
        response = file_response(kept.file)
        record_download(proposal=found, file=kept.file, by=acting(request), at=timezone.now())
        return response

    def ics(self, request: HttpRequest, object_id: UUID) -> HttpResponse:
        found = self._load(request, object_id)
        if found.state != ConsultationState.BOOKED or found.slot is None:
            raise Http404
        url = staff_url(reverse("admin:proposals_consultation_change", args=[object_id]))
        response = HttpResponse(
            appointment_ics(found, found.slot, url=url), content_type="text/calendar; charset=utf-8"
        )
        response["Content-Disposition"] = 'attachment; filename="sodan.ics"'
        return response

    def _load(self, request: HttpRequest, object_id: UUID) -> Consultation:
        if not self.has_view_permission(request):
            raise PermissionDenied
        visible = Consultation.objects.visible_to(request.user, timezone.localdate())  # type: ignore[arg-type]
        rows = visible.select_related("slot", "organization", "challenge", "proposal", "author")
        return get_object_or_404(rows, uuid=object_id)

    @staticmethod
    def _offers(request: HttpRequest, act: Act, found: Consultation) -> bool:
        if not may(request.user, Permission.TRIAGE, timezone.localdate()) or found.state not in act.states:
            return False
        if act.verb == "torikeshi":
            return found.may_be_moved(timezone.now())
        return act.verb != "shitagaki" or not (found.proposal or found.is_by_telephone)

    @staticmethod
    def _form(act: Act, found: Consultation, data: Any) -> Form:
        if act.verb == "kiroku":
            met = found.slot.day if found.slot and found.slot.starts_at <= timezone.now() else timezone.localdate()
            initial = {"held_on": found.held_on or met, "said": found.said, "notify": not found.said}
            return RecordForm(data, initial=initial)
        return DraftForm(data) if act.verb == "shitagaki" else CancelForm(data)

    @staticmethod
    def _press(request: HttpRequest, act: Act, found: Consultation, form: Form) -> None:
        call = {
            "kiroku": record_consultation,
            "shitagaki": draft_from_consultation,
            "torikeshi": cancel_consultation,
        }[act.verb]
        call(consultation_id=found.pk, by=request.actor, at=timezone.now(), **form.cleaned_data)  # type: ignore[operator, attr-defined]
