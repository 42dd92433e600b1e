"""The company's journey from a blank form to the receipt. Every step keeps what was typed before it speaks of errors."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from nara_renkei.accounts.forms import AddressForm
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.core.actors import acting
from nara_renkei.core.calendar import local_day, wareki_with_year
from nara_renkei.core.models import CitySettings
from nara_renkei.core.scanning import scanner_notice
from nara_renkei.directory.queries import kinds_taken
from nara_renkei.directory.usecases.register_organization import CannotRegister
from proposals.forms.content import ContentForm, content_initial, content_names
from proposals.forms.organization import BODY_FIELDS, NEW, OrganizationForm
from proposals.forms.pledges import PledgeForm
from proposals.forms.self_check import show_hints
from proposals.forms.steps import BY_SLUG, STEPS, Step, after
from proposals.models import DisclosureMark, Proposal
from proposals.queries import answers_taken_over, co_proposers_of, files_of, items_to_ask, long_record
from proposals.rules.content import CONTENT_FIELDS, Mark
from proposals.rules.drafts import last_day
from proposals.usecases.answer_pledges import answer_pledges
from proposals.usecases.discard_draft import discard_draft
from proposals.usecases.name_organization import STEP as ORGANIZATION
from proposals.usecases.name_organization import may_mend, name_organization
from proposals.usecases.save_draft import NoLongerDraft, StaleDraft, save_draft
from proposals.usecases.submit_proposal import CannotSubmit, submit_proposal

from .access import draft_or_404
from .autosave import conflict, form_version, is_autosave, saved
from .differences import Difference, differences, label_of, shown
from .files import change_files


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, draft: UUID, step: str) -> HttpResponse:
    """Show or save one step of a draft."""
    this = BY_SLUG.get(step)
    if this is None:
        raise Http404
    try:
        proposal = draft_or_404(request, draft)
    except Http404:
        submitted = _submitted(request, draft)
        if submitted is None:
            raise
        return redirect("proposals:receipt", submitted.number)
    if this.signed_in and not request.user.is_authenticated:
        return redirect("proposals:step", draft, "email")
    try:
        return PAGES[this.slug](request, proposal, this)
    except NoLongerDraft as exc:
        if is_autosave(request):
            return JsonResponse({"message": str(exc)}, status=410)
        messages.info(request, str(exc))
        return redirect("proposals:receipt", exc.proposal.number)


def _submitted(request: HttpRequest, draft: UUID) -> Proposal | None:
    """Return the proposal this draft has become: back button, second tab, second click."""
    if not request.user.is_authenticated:
        return None
    return Proposal.objects.visible_to(request.user, timezone.localdate()).submitted().filter(uuid=draft).first()


@login_not_required
@require_POST
def discard(request: HttpRequest, draft: UUID) -> HttpResponse:
    proposal = draft_or_404(request, draft)
    discard_draft(proposal_id=proposal.pk, by=acting(request), at=timezone.now())
    messages.success(request, "下書きを消しました。")
    return redirect("proposals:mine" if request.user.is_authenticated else "proposals:start")


# --- the proposal


def _proposal(request: HttpRequest, proposal: Proposal, this: Step) -> HttpResponse:
    names = content_names(proposal)

    def opened(draft: Proposal) -> ContentForm:
        typed, marks = _typed(draft, this), DisclosureMark.objects.by_field(draft)
        return ContentForm(names=names, initial=content_initial(draft, names, typed, marks))

    if request.method != "POST":
        return _page(request, proposal, this, opened(proposal))
    form = ContentForm(request.POST, names=names)
    at = timezone.now()
    try:
        proposal = save_draft(
            proposal_id=proposal.pk,
            step=this.slug,
            version=form_version(request),
            values=form.fitting(),
            typed=form.unfitting(),
            marks=form.marks(),
            at=at,
        )
    except StaleDraft as exc:
        return _stale(request, exc, this, opened(exc.proposal), form)
    if is_autosave(request):
        return saved(proposal, at)
    refused = change_files(request, proposal)
    action = request.POST.get("action", "next")
    if refused or action == "upload" or action.startswith(("remove-", "replace-")):
        return _page(
            request,
            proposal,
            this,
            ContentForm(names=names, initial=_as_typed(request, form)),
            refused=refused,
            status=200,
        )
    if action in {"later", "save"}:
        return _put_aside(request, proposal, this, action)
    if not form.is_valid():
        return _page(request, proposal, this, form)
    return redirect("proposals:step", proposal.uuid, after(this, signed_in=request.user.is_authenticated).slug)


def _as_typed(request: HttpRequest, form: ContentForm) -> dict[str, Any]:
    return {name: request.POST.getlist(name) if name == "asks" else request.POST.get(name, "") for name in form.fields}


# --- the mailed code


def _email(request: HttpRequest, proposal: Proposal, this: Step) -> HttpResponse:
    following = after(this, signed_in=True)
    if request.user.is_authenticated:
        return redirect("proposals:step", proposal.uuid, following.slug)
    target = reverse("proposals:step", args=[proposal.uuid, following.slug])
    return _page(request, proposal, this, AddressForm(), target=target)


# --- 団体


def _organization(request: HttpRequest, proposal: Proposal, this: Step) -> HttpResponse:
    user: Any = request.user
    own = proposal.organization if proposal.organization and may_mend(proposal.organization, proposal) else None
    known = [organization for organization in organizations_of(user) if organization != own]
    admitted = CitySettings.load().admitted_kinds
    kinds = kinds_taken(admitted)

    def opened(draft: Proposal) -> OrganizationForm:
        initial = _organization_initial(draft, own, known, this)
        return OrganizationForm(known=known, admitted=admitted, initial=initial)

    if request.method != "POST":
        return _page(request, proposal, this, opened(proposal), kinds=kinds)
    form = OrganizationForm(request.POST, known=known, admitted=admitted)
    action = request.POST.get("action", "next")
    found = form.fill_address() if action == "postal" else None
    complete = form.is_valid()
    at = timezone.now()
    now: dict[str, Any] = {"proposal_id": proposal.pk, "version": form_version(request), "at": at}
    try:
        if is_autosave(request):
            # a pause in the typing makes no 団体 yet
            return saved(save_draft(**now, step=this.slug, values={}, typed=form.everything()), at)
        proposal = name_organization(
            **now,
            by=acting(request),
            chosen=form.chosen,
            body=form.body(),
            contact=form.contact(),
            typed=form.unfinished(),
            member=user,
        )
    except StaleDraft as exc:
        return _stale(request, exc, this, opened(exc.proposal), form, kinds=kinds)
    except CannotRegister as exc:
        form.add_error(None, str(exc))
        return _page(request, proposal, this, form, kinds=kinds)
    if action in {"later", "save"}:
        return _put_aside(request, proposal, this, action)
    if action == "postal":
        typed = {name: form.data.get(name, "") for name in form.fields}
        form = OrganizationForm(known=known, admitted=admitted, initial=typed)
        return _page(request, proposal, this, form, kinds=kinds, found=found)
    if not complete:
        return _page(request, proposal, this, form, kinds=kinds)
    return redirect("proposals:step", proposal.uuid, after(this, signed_in=True).slug)


def _organization_initial(proposal: Proposal, own: Any, known: list[Any], this: Step) -> dict[str, Any]:
    typed = _typed(proposal, this)
    chosen = proposal.organization if proposal.organization and own is None else None
    if chosen is None and known and own is None and not typed:
        chosen = known[0]
    return {
        **({name: getattr(own, name) for name in BODY_FIELDS} if own else {}),
        "contact_name": proposal.contact_name,
        "contact_phone": proposal.contact_phone,
        "which": str(chosen.uuid) if chosen else NEW,
        **typed,
    }


# --- 申告・誓約・同意・了承


def _pledges(request: HttpRequest, proposal: Proposal, this: Step) -> HttpResponse:
    if proposal.organization is None:
        messages.warning(request, "先に、団体を書いてください。")
        return redirect("proposals:step", proposal.uuid, ORGANIZATION)
    items = items_to_ask(proposal, timezone.localdate())
    if request.method != "POST":
        form = PledgeForm(items=items, given=proposal.pledge_draft)
        return _page(request, proposal, this, form, **_taken_over(proposal))
    form = PledgeForm(request.POST, items=items, given=proposal.pledge_draft)
    at = timezone.now()
    try:
        proposal = answer_pledges(
            proposal_id=proposal.pk,
            version=form_version(request),
            answers=form.answers(),
            at=at,
        )
    except StaleDraft as exc:
        opened = PledgeForm(items=items, given=exc.proposal.pledge_draft)
        return _stale(request, exc, this, opened, form, **_taken_over(proposal))
    if is_autosave(request):
        return saved(proposal, at)
    if (action := request.POST.get("action", "next")) in {"later", "save"}:
        return _put_aside(request, proposal, this, action)
    if not form.is_valid():
        return _page(request, proposal, this, form, **_taken_over(proposal))
    return redirect("proposals:step", proposal.uuid, after(this, signed_in=True).slug)


def _taken_over(proposal: Proposal) -> dict[str, Any]:
    return {"taken_over": answers_taken_over(proposal, timezone.localdate())}


# --- 控え, and 提出


def _check(request: HttpRequest, proposal: Proposal, this: Step) -> HttpResponse:
    refusal, mend = "", ""
    if request.method == "POST":
        if request.POST.get("action") == "later":
            return _put_aside(request, proposal, this, "later")
        try:
            done = submit_proposal(proposal_id=proposal.pk, by=acting(request), at=timezone.now())
        except CannotSubmit as exc:
            refusal, mend = str(exc), exc.step
        else:
            return redirect("proposals:receipt", done.number)
    marks = DisclosureMark.objects.by_field(proposal)
    rows = [
        (name, label_of(name), shown(proposal, name))
        for name in (
            *content_names(proposal),
            *(name for name in CONTENT_FIELDS if name not in content_names(proposal)),
        )
        if name in content_names(proposal) or getattr(proposal, name)
    ]
    items = items_to_ask(proposal, timezone.localdate())
    given = [(item, proposal.pledge_draft.get(item.code) or {}) for item in items]
    return _page(
        request,
        proposal,
        this,
        None,
        refusal=refusal,
        mend=mend,
        rows=[Row(label, text, name in REQUIRED, marks.get(name)) for name, label, text in rows],
        given=[
            Answered(item, one.get("answer", ""), one.get("detail", ""), one.get("version") == item.version)
            for item, one in given
        ],
        co_proposers=co_proposers_of(proposal),
        status=200,
    )


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    text: str
    required: bool
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Answered:
    item: Any
    answer: str
    detail: str
    fresh: bool  # answered under the wording that is valid now


REQUIRED = frozenset({"title", "summary", "beneficiary", "body", "asks", "cost"})


# --- what every step shares


def _page(
    request: HttpRequest, proposal: Proposal, this: Step, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    steps = [
        {
            "title": each.title,
            "url": reverse("proposals:step", args=[proposal.uuid, each.slug]) if _reachable(request, each) else "",
        }
        for each in STEPS
    ]
    draft = getattr(proposal, "draft", None)
    if this.slug == "proposal" and draft:
        show_hints(form, draft.typed.get("self_check", {}))
    context = {
        "proposal": proposal,
        "this": this,
        "steps": steps,
        "current": STEPS.index(this) + 1,
        "form": form,
        "attachments": files_of(proposal) if this.slug in {"proposal", "check"} else [],
        "scanner_notice": scanner_notice() if this.slug == "proposal" else "",
        "signed_in": request.user.is_authenticated,
        "consultation": long_record(proposal) if this.slug == "proposal" else None,
        "found": None,
        "stale": "",
        **more,
    }
    return render(request, this.template, context, status=status)


def _reachable(request: HttpRequest, each: Step) -> bool:
    return (
        request.user.is_authenticated != (each.slug == "email")
        if each.slug == "email"
        else not each.signed_in or request.user.is_authenticated
    )


def _typed(proposal: Proposal, this: Step) -> dict[str, Any]:
    draft = getattr(proposal, "draft", None)
    return dict(draft.typed.get(this.slug, {})) if draft else {}


def _stale(request: HttpRequest, exc: StaleDraft, this: Step, stored: Any, form: Any, **more: Any) -> HttpResponse:
    """Show what is stored beside what was typed; the form keeps the typing and takes the new version."""
    if is_autosave(request):
        return conflict(exc, stored, form)
    found: list[Difference] = differences(stored, form)
    return _page(request, exc.proposal, this, form, stale=str(exc), differences=found, **more)


def _put_aside(request: HttpRequest, proposal: Proposal, this: Step, action: str) -> HttpResponse:
    """Say that it is saved, until when, and how to go on."""
    if action == "save":
        messages.success(request, "下書きを保存しました。")
        return redirect("proposals:step", proposal.uuid, this.slug)
    if request.user.is_authenticated:
        until = wareki_with_year(last_day(local_day(proposal.updated_at)))
        messages.success(
            request, f"下書きを保存しました。{until}まで残ります。続きは、この画面の「続きを書く」から書けます。"
        )
        return redirect("proposals:mine")
    return redirect("proposals:put_aside", proposal.uuid)


@login_not_required
@never_cache
def put_aside(request: HttpRequest, draft: UUID) -> HttpResponse:
    """Tell somebody without a proved address how to find the draft again."""
    proposal = draft_or_404(request, draft)
    target = reverse("proposals:step", args=[proposal.uuid, "organization"])
    return render(request, "proposals/put_aside.html", {"proposal": proposal, "form": AddressForm(), "target": target})


PAGES = {"proposal": _proposal, "email": _email, "organization": _organization, "pledges": _pledges, "check": _check}
