from django.urls import path, register_converter

from .rules.numbering import NUMBER
from .views import (
    asking,
    consultation,
    contact,
    copies,
    corrections,
    dates,
    entrusted,
    files,
    joint,
    meeting,
    mine,
    papers,
    procedure,
    public,
    roster,
    self_check,
    start,
    versions,
    wizard,
)


class ProposalNumber:
    """R8-J-0001 in a URL."""

    regex = NUMBER.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(ProposalNumber, "number")

app_name = "proposals"
urlpatterns = [
    path("kadai/", public.challenges, name="challenges"),
    path("kadai/atom.xml", public.challenges_feed, name="challenges_feed"),
    path("kadai/<slug:code>/", public.challenge, name="challenge"),
    path("kadai/<slug:code>/shitsumon/", public.ask, name="ask"),
    # what the city asks: before screening's /ka/<number>/
    path("ka/kadai/", asking.sheets, name="sheets"),
    path("ka/kadai/tsuzukeru/<str:token>/", asking.reconfirm_by_link, name="reconfirm_by_link"),
    path("ka/kadai/<slug:code>/", asking.sheet, name="sheet"),
    path("ka/kadai/<slug:code>/kaku/<slug:step>/", asking.sheet_step, name="sheet_step"),
    path("ka/kadai/<slug:code>/dasu/", asking.hand_in, name="hand_in"),
    path("ka/kadai/<slug:code>/tsuzukeru/", asking.reconfirm, name="reconfirm"),
    path("ka/kadai/<slug:code>/torisage/", asking.retire, name="retire"),
    path("ka/kadai/<slug:code>/modosu/", asking.revive, name="revive"),
    path("ka/komarigoto/", asking.trouble, name="trouble"),
    path("ka/komarigoto/<str:token>/", asking.trouble_by_link, name="trouble_by_link"),
    # a 事前相談, by its uuid
    path("soudan/", consultation.start, name="consult"),
    path("soudan/<uuid:consultation>/", consultation.consultation, name="consultation"),
    path("soudan/<uuid:consultation>/shiryo/", consultation.deck, name="consultation_deck"),
    path("soudan/<uuid:consultation>/jikan/", consultation.slot, name="consultation_slot"),
    path("soudan/<uuid:consultation>/mail/", consultation.email, name="consultation_email"),
    path("soudan/<uuid:consultation>/yoyaku/", consultation.contact, name="consultation_contact"),
    path("soudan/<uuid:consultation>/yotei/", consultation.ics, name="consultation_ics"),
    path("soudan/<uuid:consultation>/torikeshi/", consultation.cancel, name="consultation_cancel"),
    path("soudan/<uuid:consultation>/shitagaki/", consultation.draft, name="consultation_draft"),
    path("soudan/<uuid:consultation>/tenpu/<uuid:file>/", consultation.file, name="consultation_file"),
    path("teian/", mine.mine, name="mine"),
    path("teian/hajimeru/", start.start, name="start"),
    path("teian/utsusu/", copies.copy, name="copy"),
    path("teian/jiko-check/", self_check.self_check, name="self_check"),
    # a draft, by its uuid
    path("teian/<uuid:draft>/kesu/", wizard.discard, name="discard"),
    path("teian/<uuid:draft>/atode/", wizard.put_aside, name="put_aside"),
    path("teian/<uuid:draft>/tenpu/", files.draft_files, name="draft_files"),
    path("teian/<uuid:draft>/tenpu/<uuid:file>/", files.draft_file, name="draft_file"),
    path("teian/<uuid:draft>/kyodo/", joint.co_proposers, name="co_proposers"),
    path("teian/<uuid:draft>/kami/", papers.order_draft, name="order_draft_paper"),
    path("teian/<uuid:draft>/kami/<uuid:paper>/", papers.draft_paper, name="draft_paper"),
    path("teian/<uuid:draft>/kami/<uuid:paper>/pdf/", papers.draft_pdf, name="draft_pdf"),
    path("teian/<uuid:draft>/<slug:step>/", wizard.step, name="step"),
    # mailed links: to a company the desk wrote for, and to a co-proposer
    path("teian/kakunin/<str:token>/", entrusted.pledges_by_link, name="pledges_by_link"),
    path("teian/kyodo/", joint.pending_joint, name="pending_joint"),
    path("teian/kyodo/<str:token>/", joint.joint, name="joint"),
    # a proposal, by its number
    path("teian/<number:number>/", mine.proposal, name="proposal"),
    path("teian/<number:number>/uketsuke/", mine.receipt, name="receipt"),
    path("teian/<number:number>/kami/", papers.order_receipt, name="order_receipt"),
    path("teian/<number:number>/kami/<uuid:paper>/", papers.receipt_paper, name="receipt_paper"),
    path("teian/<number:number>/kami/<uuid:paper>/pdf/", papers.receipt_pdf, name="receipt_pdf"),
    path("teian/<number:number>/kijitsu/", dates.dates, name="dates"),
    path("teian/<number:number>/susumekata/", procedure.procedure, name="procedure"),
    path("teian/<number:number>/taiwa/", meeting.meeting, name="meeting"),
    path("teian/<number:number>/taiwa/yotei/", meeting.ics, name="meeting_ics"),
    path("teian/<number:number>/naosu/", corrections.correct, name="correct"),
    path("teian/<number:number>/message/", mine.message, name="message"),
    path("teian/<number:number>/kakunin/", mine.confirm, name="confirm"),
    path("teian/<number:number>/meibo/", roster.roster, name="roster"),
    path("teian/<number:number>/renraku/", contact.contact, name="contact"),
    path("teian/<number:number>/torisage/", mine.withdraw, name="withdraw"),
    path("teian/<number:number>/han/<int:version>/", versions.version, name="version"),
    path("teian/<number:number>/han/<int:older>/<int:version>/", versions.compare, name="compare"),
    path("teian/<number:number>/kakuninjiko/", versions.evidence, name="evidence"),
    path("teian/<number:number>/tenpu/<uuid:file>/", files.proposal_file, name="proposal_file"),
]
