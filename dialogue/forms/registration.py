"""Small forms of acts on a registration that stands."""

from typing import Any

from django import forms
from django.utils.html import format_html

from dialogue.models import Event, Registration
from nara_renkei.core.form_fields import CleanTextField

from .entry import PersonForm


class ReplacementForm(PersonForm):
    """The one who comes instead."""

    code = None  # type: ignore[assignment]  # Django's way to leave an inherited field out


class CancelForm(forms.Form):
    reason = CleanTextField(
        label="取り消す理由",
        max_length=200,
        required=False,
        help_text="書かなくても構いません。公民連携デスクだけが読みます。",
    )


# --- the desk's, in the admin


class PromoteForm(forms.Form):
    tells = forms.BooleanField(label="知らせる", required=False)

    def __init__(self, *args: Any, letter: tuple[str, str], to: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject, body = letter
        self.fields["tells"].help_text = format_html(
            '印を付けると、{}へ次のメールを送ります。<span class="text">\n\n{}\n\n{}</span>', to, subject, body
        )


class TableForm(forms.Form):
    table = forms.IntegerField(
        label="決まった卓",
        required=False,
        min_value=1,
        error_messages={"invalid": "卓の番号を数字で入れてください。", "min_value": "卓は1からです。"},
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = self.fields["table"]
        table.initial = registration.fixed_table
        table.help_text = f"1から{registration.event.tables}まで。空にすると、ほかの組と同じに割り当てます。"


class AbsenceForm(forms.Form):
    rounds = forms.TypedMultipleChoiceField(
        label="出られない回",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="遅れて来る、先に帰るなど。印のない回に席をつくります。",
        error_messages={"invalid_choice": "この回はありません。画面を開き直して、選び直してください。"},
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        turns = range(1, registration.event.rounds + 1)
        self.fields["rounds"].choices = [(turn, f"第{turn}回") for turn in turns]  # type: ignore[attr-defined]  # a ChoiceField; Django's types say Field
        self.fields["rounds"].initial = registration.absent_rounds


class WhoForm(forms.Form):
    """For whom the desk enters: the event, and a part of the name."""

    event = forms.ModelChoiceField(
        label="どの回",
        queryset=Event.objects.none(),
        empty_label=None,
        error_messages={"required": "回を選んでください。", "invalid_choice": "回を選び直してください。"},
    )
    q = CleanTextField(
        label="団体・課の名前",
        max_length=60,
        help_text="名前の一部か、法人番号。",
        error_messages={"required": "団体か課の名前を入れてください。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event"].queryset = Event.objects.taking_changes().newest_first()  # type: ignore[attr-defined]  # a ModelChoiceField
