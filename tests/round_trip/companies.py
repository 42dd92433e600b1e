"""Journeys of companies and of who holds a link: they fill the forms of one story and read them wherever they are shown."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from knowledge.forms import menus as menu_forms
from knowledge.models import Menu
from knowledge.usecases.open_menu import open_menu
from nara_renkei.accounts.enums import MemberRole
from nara_renkei.accounts.forms import (
    NameForm,
    ProfileForm,
)
from nara_renkei.accounts.queries import organizations_of
from nara_renkei.accounts.usecases.invite_member import invite_member
from nara_renkei.accounts.usecases.update_profile import PROFILE_FIELDS
from nara_renkei.directory.models import OrganizationKind
from nara_renkei.notifications.models import OutgoingMail
from nara_renkei.portal.demo.pictures import leaflet
from nara_renkei.reports.papers.menus import build as build_menus
from nara_renkei.reports.papers.receipt import build_receipt
from proposals.forms import (
    consultation,
    contact,
    entrusted,
    joint,
    meeting,
    organization,
    pledges,
    roster,
    start,
    talk,
)
from proposals.forms.content import ContentForm, content_names
from proposals.models import Consultation, Proposal
from proposals.queries import items_to_ask
from proposals.rules.content import LATER_FIELDS, OPTIONAL_FIELDS, REQUIRED_FIELDS
from proposals.rules.meetings import Terms
from proposals.rules.papers import receipt_about
from proposals.usecases.ask_co_proposer import ask_co_proposer
from proposals.usecases.offer_meeting import offer_meeting
from proposals.usecases.request_correction import request_correction
from proposals.usecases.submit_proposal import submit_proposal
from screening.usecases.open_screening import open_screening
from screening.usecases.route_proposal import route_proposal
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory, UserFactory
from tests.factories.consultation import SlotFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.factories.screening import BackgroundCheckFactory, RosterReaderFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY
from tests.proposals.drafts import ready
from tests.round_trip.typist import QUEUE, Door, Words, page, shown
from tests.screening.city import checked, office, opened, routed


def version_of(proposal: Proposal) -> dict[str, Any]:
    return {"version": Proposal.objects.values_list("version", flat=True).get(pk=proposal.pk)}


def ticks_for(form: pledges.PledgeForm) -> dict[str, Any]:
    answers = {item.code: item.choices[0] if item.choices else "はい" for item in form.items if item.kind == "D"}
    return {**answers, **{item.code: "on" for item in form.items if item.kind in "PC"}, "understandings": "on"}


CONTENT = {"asks": ["PLACE"], "cost": "NONE", "publicity": "CLOSED"}


def a_proposal(words: Words, door: Door) -> None:
    """From the blank form to the receipt, read by the company, the desk and the 課."""
    company, desk_clerk = door(UserFactory()), door(StaffFactory(desk=True))
    challenge = ChallengeFactory()
    company.post(reverse("proposals:start"), {"kind": "CHALLENGE", "challenge": challenge.code})
    draft = Proposal.objects.get()

    def step(name: str) -> str:
        return reverse("proposals:step", args=[draft.uuid, name])

    content = content_of(content_names(draft))
    company.send(step("proposal"), content, rest=lambda: {**CONTENT, **version_of(draft)})
    body = organization.OrganizationForm(known=[], admitted=[])
    numbers = {"kind": OrganizationKind.GROUP, "contact_phone": "0742-00-0001"}
    company.send(step("organization"), body, rest=lambda: {**numbers, **version_of(draft)})
    draft.refresh_from_db()
    pledge_form = pledges.PledgeForm(items=items_to_ask(draft, TODAY), given={})
    company.send(step("pledges"), pledge_form, rest=lambda: {**ticks_for(pledge_form), **version_of(draft)})
    all_of_it = (ContentForm, organization.OrganizationForm, pledges.PledgeForm)
    for name in ("proposal", "organization", "pledges"):
        words.read(
            f"step {name}",
            page(company, step(name)),
            type({"proposal": content, "organization": body}.get(name, pledge_form)),
        )
    words.read("check", page(company, step("check")), *all_of_it)
    assert company.post(step("check"), {"action": "submit", **version_of(draft)}).status_code == 302

    draft.refresh_from_db()
    number = draft.number
    screening_row = checked(open_screening(proposal=draft, by=THE_DESK, at=NOON))
    hall = office()
    route_proposal(screening=screening_row, lead=hall.division, others=[], note="", letter=None, by=THE_DESK, at=NOON)
    officer = door(hall.officer)
    company_page = reverse("proposals:proposal", args=[number])
    words.read("the company's page", page(company, company_page), ContentForm, but=marks_of(content))
    words.read("version 1", page(company, f"{company_page}han/1/"), ContentForm)
    words.read("the company's evidence", page(company, f"{company_page}kakuninjiko/"), pledges.PledgeForm)
    words.read("the 課's page", page(officer, f"/ka/{number}/"), ContentForm, organization.OrganizationForm)
    words.read("the 課's evidence", page(officer, f"/ka/{number}/kakuninjiko/"), pledges.PledgeForm)
    words.read("the desk's page", page(desk_clerk, f"{QUEUE}{number}/"), *all_of_it)
    paper = build_receipt(receipt_about(number or "", 1, draft.organization_id or 0), at=NOON)
    words.read_on_paper(paper.content, *all_of_it)


def content_of(names: Iterable[str]) -> ContentForm:
    return ContentForm(names=tuple(names))


def marks_of(form: ContentForm) -> list[str]:
    return [name for name in form.fields if name.startswith(("part_", "reason_"))]


def a_correction(words: Words, door: Door) -> None:
    """The fields that are asked for only afterwards."""
    proposal = ProposalFactory(submitted=True)
    company = door(MemberFactory(organization=proposal.organization).user)
    reasons = dict.fromkeys(LATER_FIELDS, "書いてください。")
    request_correction(proposal=proposal, reasons=reasons, wanted_by=TODAY, by=THE_DESK, at=NOON)
    form = content_of((*content_names(proposal), *LATER_FIELDS))
    url = reverse("proposals:correct", args=[proposal.number])
    company.send(url, form, rest=lambda: {**CONTENT, **version_of(proposal)})
    company_page = reverse("proposals:proposal", args=[proposal.number])
    words.read("the company's page", page(company, company_page), ContentForm, but=marks_of(form))
    words.read("version 2", page(company, f"{company_page}han/2/"), ContentForm)
    words.read("the desk's page", page(door(StaffFactory(desk=True)), f"{QUEUE}{proposal.number}/"), ContentForm)


def a_sorter(words: Words, door: Door) -> None:
    company, url = door(), reverse("proposals:start")
    answers = {"existing": "no", "only": "no", "talking": "yes"}
    led = company.send(url, start.SorterForm(), rest=lambda: answers)
    words.read("the choice of a kind", page(company, led.url), start.SorterForm)


def a_talk(words: Words, door: Door) -> None:
    """After 提出: a message, another person to speak with, and the end."""
    screening_row, hall, _ = routed()
    proposal = screening_row.proposal
    company = door(proposal.organization.members.get().user)
    staff = {
        "desk": (door(StaffFactory(desk=True)), f"{QUEUE}{proposal.number}/"),
        "課": (door(hall.officer), f"/ka/{proposal.number}/"),
    }
    mine = reverse("proposals:proposal", args=[proposal.number])
    company.send(f"{mine}message/", talk.MessageForm())
    company.send(f"{mine}renraku/", contact.ContactForm(), rest=lambda: {"phone": "0742-00-0002"})
    company.send(f"{mine}torisage/", talk.WithdrawForm())
    words.read("the company's page", page(company, mine), talk.MessageForm, contact.ContactForm)
    for name, (client, url) in staff.items():
        words.read(f"the page of the {name}", page(client, url), talk.MessageForm, contact.ContactForm)
    words.read("the page of the desk", page(*staff["desk"]), talk.WithdrawForm)  # the desk alone reads why


def a_consultation(words: Words, door: Door) -> None:
    company, desk_clerk = door(CompanyUserFactory()), door(StaffFactory(desk=True))
    company.post(reverse("proposals:consult"), {"attachment": deck()})
    found = Consultation.objects.get()
    url = reverse("proposals:consultation_deck", args=[found.uuid])
    company.send(url, consultation.ConsultationForm(), rest=lambda: {"asks": ["PLACE"], "cost": "NONE"})
    slot = SlotFactory()
    company.post(reverse("proposals:consultation_slot", args=[found.uuid]), {"slot": str(slot.uuid)})
    url = reverse("proposals:consultation_contact", args=[found.uuid])
    company.send(url, consultation.ContactForm(known=[]), rest=lambda: {"contact_phone": "0742-00-0001"})
    own = reverse("proposals:consultation", args=[found.uuid])
    both = (consultation.ConsultationForm, consultation.ContactForm)
    words.read("the company's page", page(company, own), *both)
    words.read("the desk's page", page(desk_clerk, f"/admin/proposals/consultation/{found.uuid}/"), *both)


def deck() -> SimpleUploadedFile:
    return SimpleUploadedFile("企画書.pdf", leaflet(), content_type="application/pdf")


def an_organization(words: Words, door: Door) -> None:
    """Its own words about itself, and somebody who joins."""
    admin = MemberFactory()
    ours, url = door(admin.user), reverse("accounts:organization", args=[admin.organization.uuid])
    form = ProfileForm(kind=admin.organization.kind, is_confirmed=False)
    ours.send(f"{url}naosu/", form, rest=lambda: {"url": "https://mihon.example/"})
    invite_member(
        organization=admin.organization, email="kuru@mihon.example", role=MemberRole.CONTACT, by=THE_COMPANY, at=NOON
    )
    link = "/" + OutgoingMail.objects.latest("pk").secret.split("/", 3)[3]
    guest = door(CompanyUserFactory(email="kuru@mihon.example", name=""))
    guest.send(link, NameForm())
    words.read("the page of the 団体", page(ours, url), ProfileForm, NameForm)
    words.read("the form again", page(ours, f"{url}naosu/"), ProfileForm)
    in_admin = reverse("admin:directory_organization_change", args=[admin.organization.pk])
    words.read("the admin", page(door(StaffFactory(desk=True)), in_admin), ProfileForm)


def a_joint_proposal(words: Words, door: Door) -> None:
    """Asked, accepted by one, declined by the other."""
    draft = ready(TODAY)
    owner = door(draft.organization.members.get().user)
    url = reverse("proposals:co_proposers", args=[draft.uuid])
    asks = {"action": "ask"}
    owner.send(url, joint.CoProposerForm(), rest=lambda: {**asks, "email": "no@mihon.example"})
    door().send(asked_link(), joint.DeclineForm(), rest=lambda: {"action": "decline"}, then=200)
    words.read("the list of co-proposers", page(owner, url), joint.CoProposerForm, joint.DeclineForm)
    ask_co_proposer(proposal_id=draft.pk, name="見本の会", email="yes@mihon.example", by=THE_COMPANY, at=NOON)
    partner = door(CompanyUserFactory(email="yes@mihon.example", name=""))
    partner.post(asked_link())
    pending = reverse("proposals:pending_joint")
    partner.send(pending, joint.WhoAmIForm(known=[], admitted=[]), rest=lambda: {"kind": "GROUP", "which": "new"})
    accepted_page = partner.get(pending)
    form = pledges.PledgeForm(items=accepted_page.context["form"].items, given={})
    partner.send(
        pending,
        form,
        rest=lambda: {
            **ticks_for(form),
            "wording": form.wording,
            "sha256": accepted_page.context["proposal"].joint_sha256,
        },
    )
    number = submit_proposal(proposal_id=draft.pk, by=THE_COMPANY, at=NOON).number
    paper = build_receipt(receipt_about(number or "", 1, draft.organization_id or 0), at=NOON)
    words.read_on_paper(paper.content, joint.WhoAmIForm, but=["contact_name"])
    desk_page = page(door(StaffFactory(desk=True)), f"{QUEUE}{number}/")
    words.read("the desk's page", desk_page, joint.WhoAmIForm, but=[*PROFILE_FIELDS[1:]])
    words.read("the partner's evidence", page(partner, f"/teian/{number}/kakuninjiko/"), pledges.PledgeForm)


def asked_link() -> str:
    return (
        "/" + OutgoingMail.objects.filter(template="proposals/co_proposer_asked").latest("pk").secret.split("/", 3)[3]
    )


def an_entrusted_proposal(words: Words, door: Door) -> None:
    """What the desk types for a company, and what the company says to it."""
    desk_clerk, guest = door(StaffFactory(desk=True)), door()
    typed = {
        **CONTENT,
        "kind": "GROUP",
        "channel": "PHONE",
        "received_on": "2026-10-02",
        "email": "denwa@mihon.example",
    }
    parts = (
        entrusted.ReceivedForm(),
        entrusted.NewBodyForm(known=[], admitted=[]),
        content_of((*REQUIRED_FIELDS, *OPTIONAL_FIELDS)),
    )
    desk_clerk.send(reverse("admin:screening_deskproposal_enter"), *parts, rest=lambda: typed)
    number = Proposal.objects.get().number
    link = "/" + OutgoingMail.objects.get(template="proposals/pledges_asked").secret.split("/", 3)[3]
    guest.send(link, entrusted.ChangeForm(), rest=lambda: {"action": "change"})
    marks = marks_of(parts[2])
    words.read("the link", page(guest, link), ContentForm, but=marks)
    everything = (ContentForm, entrusted.ReceivedForm, entrusted.NewBodyForm, entrusted.ChangeForm)
    # the desk marks nothing for a company: it has no such fields on its page
    words.read("the desk's page", page(desk_clerk, f"{QUEUE}{number}/"), *everything, but=marks)


def a_meeting(words: Words, door: Door) -> None:
    """None of the dates fits, and why."""
    proposal = ProposalFactory(in_review=True)
    company = door(MemberFactory(organization=proposal.organization).user)
    day = NOON + timedelta(days=3)
    offer_meeting(proposal=proposal, dates=[day], terms=Terms(), by=THE_DESK, at=NOON)
    form = meeting.MeetingChoiceForm(dates=[day], minutes=60)
    url = reverse("proposals:proposal", args=[proposal.number])
    company.send(f"{url}taiwa/", form, rest=lambda: {"choice": "none"})
    words.read("the company's page", page(company, url), meeting.MeetingChoiceForm)


def a_roster(words: Words, door: Door) -> None:
    screening = opened(adopted=True)
    member = screening.proposal.organization.members.get().user
    reader = RosterReaderFactory().post.user
    BackgroundCheckFactory(screening=screening)
    rest = {"officer-1-born_on": "1970-04-01", "officer-1-gender": "FEMALE"}

    url = reverse("proposals:roster", args=[screening.proposal.number])
    door(member).send(url, roster.OfficerForm(prefix="officer-1"), rest=lambda: rest)

    opened_list = door(reader).post(f"{QUEUE}{screening.proposal.number}/meibo/")
    words.read("the page of the two readers", shown(opened_list.content.decode()), roster.OfficerForm)


def a_menu(words: Words, door: Door) -> None:
    """What a company offers, read by itself, by every 課, by the desk, and on paper."""
    member, clerk = MemberFactory().user, StaffFactory(desk=True)
    company, officer = door(member), door(StaffFactory(officer=True))
    form = menu_forms.OwnMenuForm(organizations=organizations_of(member))
    rest = {"cost": "NONE", "contact_email": "renkei@company.example"}
    company.send("/teian/menu/atarashii/", form, rest=lambda: rest)
    menu = Menu.objects.get()
    open_menu(menu=menu, version=1, by=THE_DESK, at=NOON)
    own, staff = f"/teian/menu/{menu.code}/", f"/ka/menu/{menu.code}/"
    words.read("the company's form", page(company, own), menu_forms.OwnMenuForm)
    words.read("the page of all staff", page(officer, staff), menu_forms.OwnMenuForm)
    in_admin = reverse("admin:knowledge_menu_change", args=[menu.pk])
    words.read("the admin", page(door(clerk), in_admin), menu_forms.OwnMenuForm)
    words.read_on_paper(build_menus("", at=NOON).content, menu_forms.OwnMenuForm)
    change = menu_forms.MenuForm(menu=menu)
    company.send(own, change, rest=lambda: {**rest, "version": Menu.objects.get().version})
    words.read("the company's form", page(company, own), menu_forms.MenuForm)
