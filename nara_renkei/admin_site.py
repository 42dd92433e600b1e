"""The desk's AdminSite: sections in the order of work; anyone without a post for it gets 404."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

OTHER = "その他"

# The sections of the front page in the order of work; within one, the order of the names.
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "受付・照会",
        (
            "DeskProposal",
            "Contact",
            "DisclosureRequest",
            "SupportRequest",
            "Consultation",
            "ConsultationSlot",
            "Screening",
            "SoundnessCheck",
            "Routing",
            "Inquiry",
            "CorrectionRequest",
            "Message",
            "Note",
        ),
    ),
    (
        "対話・結果",
        ("Meeting", "Minutes", "Decision", "Approval", "Letter", "Survey", "AfterQuestion", "SuccessorLetter"),
    ),
    ("ダイアログ", ("Event", "Registration")),
    ("研修", ("Course", "Session", "Stumble")),
    ("課題", ("Challenge", "ChallengeQuestion", "Trouble")),
    ("ナレッジ", ("CaseStudy", "Faq", "Chapter", "Method", "NavigatorQuestion", "Template", "VainSearch")),
    ("団体・協定", ("Organization", "JoinRequest", "Member", "Agreement", "Menu")),
    (
        "部課・職員",
        (
            "Department",
            "Division",
            "Section",
            "User",
            "Post",
            "PersonnelOrder",
            "Handover",
            "RosterReader",
            "NameChange",
        ),
    ),
    (
        "文面・選択肢",
        (
            "CitySettings",
            "PledgeItem",
            "CorrectionReason",
            "ReplyTemplate",
            "CheckItem",
            "DeclineReason",
            "CriteriaSet",
            "StandingConsultee",
            "Norm",
            "BudgetDate",
            "ContractLimit",
            "DisclosureGround",
            "DisclosureTerms",
            "RetentionClass",
            "SorterDestination",
            "SelfCheckStatement",
            "VisionTarget",
            "Holiday",
        ),
    ),
    (
        "記録",
        (
            "DisposalList",
            "Hold",
            "OutgoingMail",
            "PaperJob",
            "PrivateFile",
            "Proposal",
            "Submission",
            "PledgeAnswer",
            "StatusChange",
            "Draft",
            "EmergencyAccess",
            "AuditEvent",
            "AuditSeal",
            "Heartbeat",
        ),
    ),
)


class DeskAdminConfig(AdminConfig):
    default_site = "nara_renkei.admin_site.DeskAdminSite"


class OwnBoxes(AutocompleteJsonView):
    """Finds rows by name for the boxes that stand on a page of this site; Django does it for every field of a model."""

    def process_request(self, request: HttpRequest) -> Any:
        there = (request.GET.get("app_label"), request.GET.get("model_name"), request.GET.get("field_name"))
        if there not in set(self._boxes()):
            raise PermissionDenied
        return super().process_request(request)

    def _boxes(self) -> Iterator[tuple[str, str | None, str]]:
        """Yield the app, the model and the field of every box, as a page names them."""
        site: Any = self.admin_site
        for model, found in site._registry.items():
            for one in (found, *(inline(model, site) for inline in found.inlines)):
                for name in one.autocomplete_fields:
                    opts = one.opts.get_field(name).model._meta
                    yield opts.app_label, opts.model_name, name


class DeskAdminSite(AdminSite):
    site_header = "公民連携デスク 管理画面"
    site_title = "公民連携デスク"
    index_title = "今日の仕事"
    enable_nav_sidebar = False
    # What the roof counts for this person; the site itself knows no app.
    counts_of: ClassVar[Callable[[HttpRequest], list[Any]] | None] = None

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Take our own models only: the pages of Django's groups and allauth's tables know nothing of posts."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        foreign = ("django.", "allauth.")
        super().register([m for m in models if not m.__module__.startswith(foreign)], admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Guard a page: strangers are led to the staff's door, people without a post for it see 404."""
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            self._refuse_without_post(request)
            return inner(request, *args, **kwargs)

        return guarded

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Return the front page: what waits, above the sections."""
        counts_of = type(self).counts_of
        waiting = counts_of(request) if counts_of else []
        nothing = "、".join(line.label for line, _ in waiting if not line.count)
        return super().index(request, {**(extra_context or {}), "waiting": waiting, "nothing": nothing})

    @method_decorator([never_cache, login_not_required])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one door for staff, with the second factor: this page only leads to it."""
        self._refuse_without_post(request)
        index = resolve_url("admin:index")
        if self.has_permission(request):
            return redirect(index)
        return redirect(f"{resolve_url('account_login')}?{urlencode({'next': request.GET.get('next', index)})}")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the sections in the order of work; the page of one app stays as Django makes it."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        models = [model for app in apps for model in app["models"]]
        return [
            {"name": name, "app_label": f"section{number}", "app_url": "", "has_module_perms": True, "models": found}
            for number, (name, found) in enumerate(_in_sections(models), start=1)
        ]

    def get_urls(self) -> list[Any]:
        """Put 「サイト上で表示」 first, which leads nowhere: no row has a page outside the admin."""
        nowhere = path("r/<path:content_type_id>/<path:object_id>/", self.admin_view(_nowhere), name="view_on_site")
        return [nowhere, *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return OwnBoxes.as_view(admin_site=self)(request)

    def _refuse_without_post(self, request: HttpRequest) -> None:
        if request.user.is_authenticated and not self.has_permission(request):
            raise Http404


def _nowhere(request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
    raise Http404


def _in_sections(models: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the sections that hold something; what no section names comes last."""
    place = {name: (section, at) for section, names in SECTIONS for at, name in enumerate(names)}
    sections: dict[str, list[dict[str, Any]]] = {name: [] for name in (*(section for section, _ in SECTIONS), OTHER)}
    for model in models:
        sections[place.get(model["object_name"], (OTHER, 0))[0]].append(model)
    for found in sections.values():
        found.sort(key=lambda model: place.get(model["object_name"], (OTHER, 0))[1])
    return [(name, found) for name, found in sections.items() if found]
