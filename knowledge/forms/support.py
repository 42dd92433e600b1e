"""What a 課 and the desk write in a 相談."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms

from knowledge.enums import SupportTopic
from knowledge.models import SupportRequest
from knowledge.queries.support import proposal_of
from knowledge.rules.support import REASON, TEXT, TITLE, WITHIN
from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import WEEKDAYS
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division
from proposals.models import Proposal

CHOOSE: Final = {"required": "どれか一つを選んでください。", "invalid_choice": "どれか一つを選んでください。"}
NOT_A_DAY: Final = {"required": "日を選んでください。", "invalid": "日付の形で入力してください。例：2027-04-01"}
NOT_SEEN: Final = (
    "この提案番号の提案は、ないか、あなたの課には見えません。番号を確かめるか、空にしてください。例：R8-J-0012"
)


class SupportForm(forms.Form):
    """相談する. Of each topic the form says by when the desk answers."""

    division = forms.ChoiceField(label="相談する課", error_messages=CHOOSE)
    topic = forms.ChoiceField(label="相談の種類", widget=forms.RadioSelect, error_messages=CHOOSE)
    title = CleanTextField(label="題", max_length=TITLE, help_text="60字まで。例：随意契約にしてよいか")
    body = CleanTextField(
        label="相談したいこと",
        max_length=TEXT,
        multiline=True,
        help_text="2,000字まで。いまの状況、迷っていること、いつまでに決めたいかを書いてください。",
    )
    number = CleanTextField(
        label="関係する提案",
        max_length=20,
        required=False,
        help_text="あれば、提案番号を書いてください。例：R8-J-0012",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, user: User, divisions: Sequence[Division], days: Mapping[SupportTopic, date], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"key": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self._user, self._divisions = user, {str(one.pk): one for one in divisions}
        self.fields["division"].choices = [(key, one.name) for key, one in self._divisions.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["topic"].choices = [  # type: ignore[attr-defined]  # the same
            (
                topic.value,
                f"{topic.label}：{days[topic].month}月{days[topic].day}日（{WEEKDAYS[days[topic].weekday()]}）"
                f"までにお返事します（{WITHIN[topic]}開庁日）",
            )
            for topic in SupportTopic
        ]
        if len(divisions) == 1:
            del self.fields["division"]

    def clean_number(self) -> str:
        return unicodedata.normalize("NFKC", self.cleaned_data["number"]).upper().replace(" ", "")

    def look_up(self, on: date) -> bool:
        """Find the proposal by its number; without one that this person sees the field says so."""
        number = self.cleaned_data["number"]
        self.proposal: Proposal | None = proposal_of(self._user, number, on) if number else None
        if number and self.proposal is None:
            self.add_error("number", NOT_SEEN)
        return not self.errors

    @property
    def made_once(self) -> UUID:
        """Return the key of the new 相談; one that was tampered with makes a 相談 of its own."""
        return self.cleaned_data["key"] or uuid4()

    def words(self) -> dict[str, Any]:
        """Return what ``begin_support`` takes, but for who asks."""
        data = self.cleaned_data
        return {
            "key": self.made_once,
            "division": self._divisions[data.get("division") or next(iter(self._divisions))],
            "topic": SupportTopic(data["topic"]),
            "title": data["title"],
            "body": data["body"],
            "proposal": self.proposal,
        }


class SupportWordForm(forms.Form):
    """One word in the thread of a 相談."""

    text = CleanTextField(
        label="書き足す", max_length=TEXT, multiline=True, help_text="2,000字まで。書いたあとは直せません。"
    )
    asks_again = forms.BooleanField(
        label="もう一度、デスクの回答を求める", required=False, help_text="回答の期日が、今日から数え直されます。"
    )

    def __init__(self, *args: Any, may_ask_again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_ask_again:
            del self.fields["asks_again"]


class SupportAnswerForm(forms.Form):
    """The desk's answer, on what was read."""

    text = CleanTextField(label="回答", max_length=TEXT, multiline=True, help_text="2,000字まで。あとから直せません。")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def words(self) -> dict[str, Any]:
        """Return what ``answer_support`` takes; a version that was tampered with is none that was read."""
        return {"text": self.cleaned_data["text"], "version": self.cleaned_data["version"] or 0}

    def goes_on_from(self, version: int) -> None:
        """Keep what was typed and let the next attempt stand on what was written meanwhile."""
        self.data = {**self.data.dict(), "version": str(version)}  # type: ignore[attr-defined]  # a QueryDict


class SupportNoteForm(forms.Form):
    """What the desk writes that is no answer."""

    text = CleanTextField(
        label="書くこと", max_length=TEXT, multiline=True, help_text="2,000字まで。あとから直せません。"
    )
    tells = forms.BooleanField(label="相談した課に、メールで知らせる", required=False)


class ConsulteeForm(forms.Form):
    """Which other 課 is asked."""

    division = forms.ModelChoiceField(
        label="意見を聞く課", queryset=Division.objects.none(), empty_label="選んでください", error_messages=CHOOSE
    )

    def __init__(self, *args: Any, request: SupportRequest, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Division.objects.valid_on(today).exclude(pk=request.division_id).in_order()
        self.fields["division"].queryset = others  # type: ignore[attr-defined]  # a ModelChoiceField


class ExtendSupportForm(forms.Form):
    """A later day, and why."""

    due_on = forms.DateField(
        label="新しい期日", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages=NOT_A_DAY
    )
    reason = CleanTextField(label="延ばす理由", max_length=REASON, help_text="200字まで。相談した課が読みます。")
    tells = forms.BooleanField(label="相談した課に、メールで知らせる", required=False, initial=True)


class CloseSupportForm(forms.Form):
    """The last words."""

    words = CleanTextField(
        label="終わりのひとこと",
        max_length=TEXT,
        multiline=True,
        required=False,
        help_text="まだ回答していない相談では、終える理由を必ず書きます。",
    )
