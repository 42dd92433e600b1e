"""The desk's small forms about 課題, questions and 困りごとメモ, inside the admin."""

from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from proposals.models import Challenge, ChallengeQuestion

from .asking import NO_DATE, division_field


class ButtonForm(forms.Form):
    """A button and nothing else."""


class DeskReasonForm(forms.Form):
    reason = CleanTextField(label="理由", max_length=400, multiline=True, help_text="400字まで。担当課が読みます。")


class CloseTroubleForm(forms.Form):
    reason = CleanTextField(label="片づける理由", max_length=200, help_text="200字まで。庁内だけに残ります。")


class PublishForm(forms.Form):
    opens_on = forms.DateField(
        label="募集の始まり",
        help_text="今日より後なら、その日まで「予告」と出ます。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": NO_DATE, "invalid": NO_DATE},
    )
    closes_on = forms.DateField(
        label="募集の終わり",
        required=False,
        help_text="空なら随時です。過ぎた翌日から「終了」と出ます。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DATE},
    )
    notify = forms.BooleanField(label="課のメールに知らせる", required=False, initial=True)

    def clean(self) -> None:
        opens_on, closes_on = self.cleaned_data.get("opens_on"), self.cleaned_data.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", "募集の終わりは、始まりより後にしてください。")


class PromoteForm(forms.Form):
    division = division_field(label="課題の下書きを渡す課")
    notify = forms.BooleanField(label="課のメールに知らせる", required=False, initial=True)

    def __init__(self, *args: Any, divisions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["division"].queryset = divisions  # type: ignore[attr-defined]


class ChallengeAdminForm(forms.ModelForm):
    """The words of a 課題 as the desk edits them; what somebody saved meanwhile is not overwritten."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Challenge
        fields = (
            "code",
            "field",
            "title",
            "background",
            "figures",
            "future",
            "wanted",
            "solutions",
            "out_of_scope",
            "offered",
            "benefit",
            "expertise",
            "considered",
            "procedure",
            "procedure_note",
            "lead",
            "supporting",
            "opens_on",
            "closes_on",
            "outcome",
            "version",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stored = Challenge.objects.values_list("version", flat=True).filter(pk=self.instance.pk).first()
        if stored is not None and cleaned.get("version") != stored:
            raise forms.ValidationError(
                "この画面を開いたあとに、ほかの人が保存しました。別の画面で開いて、違いを確かめてから保存してください。"
            )
        return cleaned

    def clean_version(self) -> int:
        return int(self.cleaned_data["version"] or 0)


class QuestionAdminForm(forms.ModelForm):
    """A question with its answer, and whether everybody reads them."""

    question = CleanTextField(
        label="質問",
        max_length=400,
        multiline=True,
        help_text="公開する文です。会社の名前など、だれの質問か分かる言葉は消してください。",
    )
    answer = CleanTextField(
        label="回答", max_length=2000, multiline=True, required=False, help_text="担当課に確かめて書きます。"
    )
    is_public = forms.BooleanField(label="質問と回答を公開する", required=False)
    notify = forms.BooleanField(
        label="質問した方にメールで知らせる",
        required=False,
        initial=True,
        help_text="初めて公開したときに一度だけ送ります。ほかの方には何も送りません。",
    )

    class Meta:
        model = ChallengeQuestion
        fields = ("question", "answer")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_public"].initial = self.instance.published_on is not None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_public") and not cleaned.get("answer") and "answer" not in self.errors:
            self.add_error("answer", "公開するには、回答を書いてください。")
        return cleaned
