"""引継ぎ: the words to the next, and the one step. 企業カルテ: what it is opened for."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from nara_renkei.accounts.models import Post
from nara_renkei.core.calendar import wareki
from nara_renkei.core.form_fields import CleanTextField
from screening.enums import OpeningReason
from screening.models import Handover
from screening.queries.handovers import Burden
from screening.rules.handover import Likeness

GONE = "選べないものがあります。画面を開き直して、選び直してください。"


class WordsForm(forms.Form):
    words = CleanTextField(
        label="引き継ぐ人へ",
        max_length=4000,
        multiline=True,
        required=False,
        help_text="4000字まで。企業との約束の背景、会うときに気を付けること、次の山場など。"
        "何度でも直せます。このメモも行政文書です。",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"words": handover.words, "version": handover.version}


class HandOverForm(forms.Form):
    """To whom, and what. What carries the person's whole name is ticked."""

    successor = forms.ChoiceField(
        label="引き継ぐ人", error_messages={"required": "引き継ぐ人を選んでください。", "invalid_choice": GONE}
    )
    keys = forms.MultipleChoiceField(
        label="移すもの",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
        help_text="印の付いていないものは、名字だけが同じです。ご本人のものなら印を付けてください。",
    )

    def __init__(self, *args: Any, successors: Sequence[Post], burdens: Collection[Burden], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._successors, self._burdens = {str(post.pk): post for post in successors}, burdens
        self.fields["successor"].choices = [(key, _seat(post)) for key, post in self._successors.items()]  # type: ignore[attr-defined]  # a choice field has it
        self.fields["keys"].choices = [(one.key, _line(one)) for one in burdens]  # type: ignore[attr-defined]  # a choice field has it
        self.initial = {"keys": [one.key for one in burdens if one.likeness == Likeness.SAME]}
        if not burdens:
            del self.fields["keys"]

    @property
    def to(self) -> Post:
        return self._successors[self.cleaned_data["successor"]]

    @property
    def chosen(self) -> list[Burden]:
        return [one for one in self._burdens if one.key in self.cleaned_data.get("keys", [])]


class OpeningForm(forms.Form):
    """What a 課 opens a 企業カルテ for."""

    reason = forms.ChoiceField(
        label="何のために開きますか",
        choices=OpeningReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "理由を選んでください。", "invalid_choice": "理由を選び直してください。"},
    )
    words = CleanTextField(
        label="ひとこと",
        max_length=120,
        required=False,
        help_text="120字まで。「その他」のときは必ず書いてください。例：10月の対話の前に、これまでの話を確かめる。",
    )


def _seat(post: Post) -> str:
    return f"{post.user}（{post}、{wareki(post.starts_on)}から）"


def _line(burden: Burden) -> str:
    until = f"　{wareki(burden.due_on)}まで" if burden.due_on else ""
    return f"{burden.kind}：{burden.what}（{burden.number}）{until}"
