"""What the desk types about the ガイドライン."""

from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Q

from knowledge.enums import Audience
from knowledge.models import Chapter, ChapterVersion
from knowledge.rules.guideline import TEXT, TITLE, WHY
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division

MARKDOWN: Final = (
    "見出しは「## 」、箇条書きは「- 」、順番は「1. 」、太字は「**」で囲みます。表は「|」で区切ります。"
    "ほかの章へは [第9章](#kohei) のように書きます。HTMLと画像は使えません。"
)
NOT_A_DAY: Final = {"required": "日を選んでください。", "invalid": "日付の形で入力してください。例：2027-04-01"}
DAY: Final = {"type": "date"}


class ChapterDraftForm(forms.Form):
    """What a chapter shall say."""

    title = CleanTextField(label="題", max_length=TITLE)
    text = CleanTextField(
        label="本文",
        max_length=TEXT,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"}),
        help_text=f"{TEXT:,}字まで。{MARKDOWN}",
    )
    why = CleanTextField(
        label="変える理由", max_length=WHY, help_text="200字まで。読む人の「改訂の記録」に、このまま出ます。"
    )
    asks_again = forms.BooleanField(
        label="必読の章なら、もう一度読むようにお願いする",
        required=False,
        help_text="字句を直しただけのときは、印を外します。前の版を読んだ人は、読み終えたままになります。",
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, draft: ChapterVersion | None, base: ChapterVersion | None, **kwargs: Any) -> None:
        """``draft``: what is kept so far; without one the form begins with the words of ``base``."""
        shown = draft or base
        kwargs["initial"] = {
            "title": shown.title if shown else "",
            "text": shown.text if shown else "",
            "why": draft.why if draft else "",
            "asks_again": draft.asks_again if draft else True,
            "revision": draft.revision if draft else 0,
        }
        super().__init__(*args, **kwargs)

    def words(self) -> dict[str, Any]:
        """Return what ``draft_chapter`` takes; a revision that was tampered with is none that was read."""
        revision = self.cleaned_data["revision"]
        return {**self.cleaned_data, "revision": -1 if revision is None else revision}

    def goes_on_from(self, draft: ChapterVersion | None) -> None:
        """Keep what was typed and let the next attempt stand on the draft as somebody else saved it."""
        self.data = {**self.data.dict(), "revision": str(draft.revision if draft else 0)}  # type: ignore[attr-defined]  # a QueryDict


class EffectiveForm(forms.Form):
    """From which day on the draft holds."""

    effective_from = forms.DateField(
        label="この日から有効にする", widget=forms.DateInput(attrs=DAY), error_messages=NOT_A_DAY
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ChapterForm(forms.Form):
    """Who reads a chapter, who must, who keeps it and until when."""

    audience = forms.ChoiceField(label="読む人", choices=Audience.choices, widget=forms.RadioSelect)
    must_read = forms.BooleanField(
        label="必読にする", required=False, help_text="すべての職員に、読んで「読みました」を押すようにお願いします。"
    )
    owner = forms.ModelChoiceField(
        label="担当課", queryset=Division.objects.none(), required=False, empty_label="第1版の担当課のまま"
    )
    review_by = forms.DateField(
        label="見直しの期限", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), error_messages=NOT_A_DAY
    )

    def __init__(self, *args: Any, chapter: Chapter, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {name: getattr(chapter, name) for name in ("audience", "must_read", "owner", "review_by")}
        super().__init__(*args, **kwargs)
        standing = Q(valid_to=None) | Q(valid_to__gte=today) | Q(pk=chapter.owner_id)
        self.fields["owner"].queryset = Division.objects.filter(standing).order_by("code")  # type: ignore[attr-defined]  # a ModelChoiceField


class NewChapterForm(forms.Form):
    """Where a new chapter stands in the book, and who keeps it."""

    label = CleanTextField(
        label="章の番号", max_length=8, help_text="8字まで。例：第22章、付D。あとから変えられません。"
    )
    anchor = CleanTextField(
        label="アンカー",
        max_length=40,
        help_text="アドレスに入る言葉です。英小文字で始め、英小文字と数字だけ。例：anzen。あとから変えられません。",
    )
    after = forms.ModelChoiceField(
        label="この章のあとに置く", queryset=Chapter.objects.none(), required=False, empty_label="いちばん後ろ"
    )
    owner = forms.ModelChoiceField(
        label="担当課", queryset=Division.objects.none(), error_messages={"required": "担当課を選んでください。"}
    )
    review_by = forms.DateField(
        label="見直しの期限", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), error_messages=NOT_A_DAY
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["after"].queryset = Chapter.objects.in_order()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["owner"].queryset = Division.objects.valid_on(today).in_order()  # type: ignore[attr-defined]  # a ModelChoiceField


class DraftReadForm(forms.Form):
    """A button that acts on the draft as it was read."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
