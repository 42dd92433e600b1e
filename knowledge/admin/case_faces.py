"""What the desk does about the public face of a 事例: ask the partner, let everybody read it, take it down."""

from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from knowledge.forms.faces import AskPartnerForm, SeenForm, TakeDownForm
from knowledge.models import CaseStudy, PublicFace
from knowledge.queries.faces import draw_up
from knowledge.queries.shown_face import shown_face
from knowledge.usecases.ask_partner import ask_partner, letter_of
from knowledge.usecases.freeze_face import CannotMakePublic
from knowledge.usecases.publish_case import publish_case
from knowledge.usecases.take_case_down import take_case_down
from nara_renkei.accounts.admin.acts import RowAct
from nara_renkei.core.calendar import local_day, wareki

ASKING: Final = "doui"
PUBLISHING: Final = "ippan-kokai"
FACE_REFUSED: Final = (CannotMakePublic,)


def _ask_form(row: CaseStudy, data: Any, today: date) -> AskPartnerForm:
    return AskPartnerForm(data, initial={"sha256": draw_up(row).sha256})


def _publish_form(row: CaseStudy, data: Any, today: date) -> SeenForm:
    return SeenForm(data, initial={"sha256": draw_up(row).sha256})


FACE_ACTS: Final = (
    RowAct(
        ASKING,
        "公開の同意を団体に尋ねる",
        "団体の担当者の画面に、下の「公開するページ」がそのまま出ます。団体が同意を押すと、すぐに公開されます。"
        "いま尋ねている内容があれば、これに替わります。",
        "団体に尋ねました。答えは、この事例の「公開の面」に出ます。",
        lambda row: row.is_open and row.needs_consent,
        _ask_form,
        lambda row, form, by: ask_partner(case=row, **form.cleaned_data, **by),
    ),
    RowAct(
        PUBLISHING,
        "公開する",
        "押すとすぐ、下の「公開するページ」をだれでも読めるようになります。相手の団体がないので、同意は尋ねません。メールは送りません。",
        "公開しました。",
        lambda row: row.is_open and not row.needs_consent,
        _publish_form,
        lambda row, form, by: publish_case(case=row, **form.cleaned_data, **by),
    ),
    RowAct(
        "kokai-yameru",
        "公開をやめる",
        "押すとすぐ、外から読めなくなります。職員は読み続けます。団体の画面に「公開をやめました」と出ます。メールは送りません。",
        "公開をやめました。",
        lambda row: row.is_public,
        lambda row, data, today: TakeDownForm(data),
        lambda row, form, by: take_case_down(case=row, **form.cleaned_data, **by),
        is_danger=True,
    ),
)


def with_face(response: HttpResponse, verb: str) -> HttpResponse:
    """Return the page of an act with exactly what will be public, and the letter word for word.

    ``response`` is that of ``ActingAdmin.act``; other acts and redirects are handed back as they are. After a change
    in between, what is shown and what the next press stands on is the case as it is now.
    """
    if verb not in {ASKING, PUBLISHING} or not isinstance(response, TemplateResponse) or not response.context_data:
        return response
    row: CaseStudy = response.context_data["row"]
    drawn = draw_up(row)
    form = response.context_data["form"]
    if form.is_bound:
        form.data = {**form.data.dict(), "sha256": drawn.sha256}
    address = reverse("knowledge:case_pictures", args=[row.code])
    response.context_data["shown"] = shown_face(drawn.words, drawn.pictures, lambda uuid: f"{address}{uuid}/")
    if verb == ASKING:
        to, subject, body = letter_of(row)
        response.context_data |= {"to": to, "subject": subject, "body": body}
    response.template_name = "admin/knowledge/face.html"
    return response


def faces_told(row: CaseStudy) -> SafeString:
    """Return every face of a case, the newest first: when it was asked, what the partner said, whether it stands."""
    told = [(one.made_at, _how_far(one), one.remark) for one in row.faces.newest_first()]
    lines = [(wareki(local_day(at)), how, f"「{remark}」" if remark else "") for at, how, remark in told]
    return format_html_join(SafeString("<br>"), "{}：{}{}", lines) or SafeString("まだ尋ねていません")


def _how_far(face: PublicFace) -> str:
    if face.taken_down_at:
        return f"公開をやめた（{face.taken_down_why}）" if face.published_at else face.taken_down_why
    if face.is_standing:
        return f"公開している（{face.answered_by or face.made_by}）"
    if face.is_waiting:
        return f"団体の答えを待っている（{face.made_by}が尋ねた）"
    return f"団体が同意しなかった（{face.answered_by}）"
