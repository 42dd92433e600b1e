"""What people and the desk type about who has come."""

from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.rules.tables import TableRefused, decode
from training.enums import Mark

from .trainees import PersonForm

# some 5,000 people; the field holds as many characters
MOST_BYTES = 500 * 1024


class CodeForm(forms.Form):
    """The digits on the screen, for who has no camera."""

    code = CleanTextField(
        label="画面の6桁の番号",
        max_length=20,
        error_messages={"required": "会場の画面に出ている6桁の番号を打ってください。"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class MarksForm(forms.Form):
    """The list with its buttons: one row's own, or one for all that are ticked."""

    one = forms.ChoiceField(required=False)
    all = forms.ChoiceField(choices=Mark, required=False)
    pick = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args: Any, people: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pick"].choices = [(pk, pk) for pk in people]  # type: ignore[attr-defined]  # a choice field; Django's types say Field
        self.fields["one"].choices = [(f"{pk}:{mark}", mark) for pk in people for mark in Mark]  # type: ignore[attr-defined]  # as above

    def marks(self) -> dict[int, Mark]:
        """Return whom the pressed button marks, and how."""
        one, mark = self.cleaned_data["one"], self.cleaned_data["all"]
        if one:
            pk, _, mark = one.partition(":")
            return {int(pk): Mark(mark)}
        return dict.fromkeys(self.cleaned_data["pick"], Mark(mark)) if mark else {}


class CorrectionForm(forms.Form):
    mark = forms.ChoiceField(label="正しい出欠", choices=Mark, widget=forms.RadioSelect)
    reason = CleanTextField(
        label="直す理由", max_length=200, help_text="例：紙の署名があったため。名簿に、直した人の名前と一緒に残ります。"
    )


class AdmitForm(PersonForm):
    """Somebody at the door who is not on the list."""

    mark = forms.ChoiceField(
        label="出欠",
        choices=[(Mark.PRESENT, "出席"), (Mark.LATE, "遅れて出席"), ("", "まだ付けない")],
        widget=forms.RadioSelect,
        required=False,
        initial=Mark.PRESENT,
    )

    def clean_mark(self) -> Mark | None:
        return Mark(self.cleaned_data["mark"]) if self.cleaned_data["mark"] else None


class AttendanceFileForm(forms.Form):
    """A CSV: chosen once, then in the field, where a wrong row can be mended."""

    file = forms.FileField(
        label="CSVファイル",
        required=False,
        help_text="見出しは「職員番号」「氏名」「出欠」。「時刻」「回」「研修」の列は、なくてもかまいません。UTF-8かShift_JIS。",
        widget=forms.FileInput(attrs={"accept": ".csv"}),
    )
    text = CleanTextField(
        label="表の中身",
        max_length=MOST_BYTES,
        required=False,
        multiline=True,
        help_text="ファイルを選ぶと、ここに入ります。行を直して、もう一度確かめられます。",
    )
    reason = CleanTextField(
        label="直す理由",
        max_length=200,
        required=False,
        help_text="もう付いている出欠を、この表で直すときだけ。直す人の全員に残ります。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload:
            self._read(upload)
        elif not cleaned.get("text") and not self.errors:
            self.add_error("file", "ファイルを選ぶか、表の中身を貼り付けてください。")
        return cleaned

    def _read(self, upload: Any) -> None:
        """Put the file into the field of its text."""
        refusal = getattr(upload, "refusal", "")
        if refusal or upload.size > MOST_BYTES:
            self.add_error("file", refusal or "ファイルが大きすぎます（500KBまで）。回ごとに分けてください。")
            return
        try:
            text = decode(upload.read()).replace("\r\n", "\n")
        except TableRefused as exc:
            self.add_error("file", str(exc))
            return
        self.cleaned_data["text"] = text
        # shown in the field, as if it had been typed there
        self.data = {"text": text, "reason": self.data.get("reason", "")}
