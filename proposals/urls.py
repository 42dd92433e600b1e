from django.urls import path, register_converter

from .rules.numbering import NUMBER
from .views import consultation, files, mine, public, start, versions, wizard


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
    path("kadai/<slug:code>/", public.challenge, name="challenge"),
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
    # a draft, by its uuid
    path("teian/<uuid:draft>/kesu/", wizard.discard, name="discard"),
    path("teian/<uuid:draft>/atode/", wizard.put_aside, name="put_aside"),
    path("teian/<uuid:draft>/tenpu/<uuid:file>/", files.draft_file, name="draft_file"),
    path("teian/<uuid:draft>/<slug:step>/", wizard.step, name="step"),
    # a proposal, by its number
    path("teian/<number:number>/", mine.proposal, name="proposal"),
    path("teian/<number:number>/uketsuke/", mine.receipt, name="receipt"),
    path("teian/<number:number>/naosu/", mine.correct, name="correct"),
    path("teian/<number:number>/message/", mine.message, name="message"),
    path("teian/<number:number>/kakunin/", mine.confirm, name="confirm"),
    path("teian/<number:number>/torisage/", mine.withdraw, name="withdraw"),
    path("teian/<number:number>/han/<int:version>/", versions.version, name="version"),
    path("teian/<number:number>/han/<int:older>/<int:version>/", versions.compare, name="compare"),
    path("teian/<number:number>/kakuninjiko/", versions.evidence, name="evidence"),
    path("teian/<number:number>/tenpu/<uuid:file>/", files.proposal_file, name="proposal_file"),
]
