"""What the desk writes in a FAQ."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from knowledge.enums import SupportTopic
from knowledge.models import Faq
from knowledge.rules.support import QUESTION, TEXT
from knowledge.usecases.draft_faq import FaqWords
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division

from .guideline import MARKDOWN
from .support import CHOOSE, NOT_A_DAY


class FaqForm(forms.Form):
    """A question, its answer, who keeps it and until when."""

    topic = forms.ChoiceField(
        label="種類", choices=SupportTopic.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    question = CleanTextField(label="質問", max_length=QUESTION, help_text="120字まで。名前は書きません。")
    answer = CleanTextField(
        label="答え",
        max_length=TEXT,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 16, "class": "vLargeTextField"}),
        help_text=f"2,000字まで。名前は書きません。{MARKDOWN}",
    )
    owner = forms.ModelChoiceField(
        label="担当課", queryset=Division.objects.none(), empty_label="選んでください", error_messages=CHOOSE
    )
    review_by = forms.DateField(
        label="見直しの期限",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NOT_A_DAY,
        help_text="過ぎると、ページの初めにそう出ます。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, faq: Faq | None = None, **kwargs: Any) -> None:
        names = ("topic", "question", "answer", "owner", "review_by", "version")
        shown = {name: getattr(faq, name) for name in names} if faq else {}
        kwargs["initial"] = {**shown, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        standing = Q(valid_to=None) | Q(valid_to__gte=today) | Q(pk=faq.owner_id if faq else None)
        self.fields["owner"].queryset = Division.objects.filter(standing).order_by("code", "pk")  # type: ignore[attr-defined]  # a ModelChoiceField

    def words(self) -> FaqWords:
        data = self.cleaned_data
        return FaqWords(SupportTopic(data["topic"]), data["question"], data["answer"], data["owner"], data["review_by"])

    @property
    def read_version(self) -> int:
        """Return the version that was read; one that was tampered with is none."""
        return self.cleaned_data["version"] or 0

    def goes_on_from(self, faq: Faq) -> None:
        """Keep what was typed and let the next attempt stand on the FAQ as somebody else saved it."""
        self.data = {**self.data.dict(), "version": str(faq.version)}  # type: ignore[attr-defined]  # a QueryDict


class OpenFaqForm(forms.Form):
    """The desk has looked."""

    has_looked = forms.BooleanField(
        label="名前が残っていないことを確かめました",
        required=False,
        help_text="人、団体、電話、メール、提案番号のほか、その相談だけに当てはまることも読み返してください。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
