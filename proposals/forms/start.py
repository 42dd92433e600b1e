"""The sorter: three questions, then 課題か自由か."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from proposals.enums import Kind
from proposals.models import Challenge

NO: Final = "no"
PICK: Final = {"required": "どれか一つを選んでください。", "invalid_choice": "どれか一つを選んでください。"}


class SorterForm(forms.Form):
    existing = forms.ChoiceField(
        label="いまある市のサービスについての、ご意見・ご要望・苦情ですか",
        choices=[(NO, "いいえ"), ("voice", "はい")],
        widget=forms.RadioSelect,
        error_messages=PICK,
    )
    only = forms.ChoiceField(
        label="次のどれか「だけ」のお話ですか",
        choices=[
            (NO, "いいえ。市と一緒に取り組む提案です"),
            ("sales", "商品やサービスの販売、入札に参加したい"),
            ("donation", "寄附や物品の提供だけ"),
            ("advertising", "広告を出したい"),
        ],
        widget=forms.RadioSelect,
        error_messages=PICK,
    )
    talking = forms.ChoiceField(
        label="この提案について、もう市の課と話していますか",
        choices=[(NO, "いいえ"), ("yes", "はい")],
        widget=forms.RadioSelect,
        error_messages=PICK,
    )
    division = CleanTextField(
        label="話している課",
        max_length=100,
        required=False,
        help_text="「はい」のときだけ。分かる範囲で。例：観光戦略課",
    )
    kadai = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    jiko = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    @property
    def destination(self) -> str:
        """Return where the matter belongs: "voice", "sales", "donation", "advertising", or "" to go on."""
        for name in ("existing", "only"):
            if self.cleaned_data[name] != NO:
                return str(self.cleaned_data[name])
        return ""

    @property
    def talking_with(self) -> str:
        return str(self.cleaned_data["division"]) if self.cleaned_data["talking"] == "yes" else ""


class KindForm(forms.Form):
    kind = forms.ChoiceField(
        label="どちらの提案ですか",
        choices=[
            (Kind.CHALLENGE, "市が示した課題への提案（課題提示型）"),
            (Kind.OPEN, "自由な発想の提案（自由提案型）"),
        ],
        widget=forms.RadioSelect,
        error_messages=PICK,
    )
    challenge = forms.ModelChoiceField(
        label="対象の課題",
        queryset=Challenge.objects.none(),
        to_field_name="code",
        required=False,
        empty_label="選んでください",
        help_text="課題への提案のときだけ選んでください。",
        error_messages={"invalid_choice": "いま募集している課題から選んでください。"},
    )
    talking = forms.BooleanField(required=False, widget=forms.HiddenInput)
    division = CleanTextField(max_length=100, required=False, widget=forms.HiddenInput)
    jiko = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, challenges: Sequence[Challenge], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["challenge"]
        field.queryset = Challenge.objects.filter(pk__in=[challenge.pk for challenge in challenges])
        field.choices = [("", field.empty_label), *((challenge.code, str(challenge)) for challenge in challenges)]
        if not challenges:
            self.fields["kind"].choices = [(Kind.OPEN, "自由な発想の提案（自由提案型）")]  # type: ignore[attr-defined]

    def clean(self) -> None:
        if (
            self.cleaned_data.get("kind") == Kind.CHALLENGE
            and not self.cleaned_data.get("challenge")
            and "challenge" not in self.errors
        ):
            self.add_error("challenge", "対象の課題を選んでください。")
        if self.cleaned_data.get("kind") == Kind.OPEN:
            self.cleaned_data["challenge"] = None
