"""What the desk tells the company: every form that ends in a letter, under the tick 「知らせる」."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from nara_renkei.core.calendar import wareki_with_year
from nara_renkei.core.form_fields import REQUIRED, CleanTextField
from nara_renkei.directory.models import Division
from proposals.models import CorrectionReason, Proposal
from proposals.rules.content import CHALLENGE_FIELDS, CONTENT_FIELDS
from screening.models import StandingConsultee
from screening.queries import label_of
from screening.rendering import LetterText

from .choices import DivisionChoice, DivisionChoices, day_field, routable
from .inquiry import offer_standing, standing_field
from .interest import interested_field, offer_interested

# drawn up anew by 「文面を作り直す」, which therefore asks for none of them
REDRAWN = ("letter_title", "letter_body", "sender", "dated_on")


class LetterForm(forms.Form):
    """The words that will be told, under the tick 「知らせる」. Empty tick: nothing is told."""

    MUST_TELL = False

    notify = forms.BooleanField(
        label="知らせる",
        required=False,
        help_text="印を付けると、下の文が通知文として提案者の画面に残り、メールで案内します。",
    )
    letter_title = CleanTextField(label="題", max_length=120, required=False)
    letter_body = CleanTextField(label="本文", max_length=4000, multiline=True, required=False)
    sender = CleanTextField(label="発信者名", max_length=60, required=False)
    document_number = CleanTextField(label="文書番号", max_length=40, required=False)
    dated_on = day_field("日付", required=False)

    def __init__(self, *args: Any, draft: LetterText | None = None, **kwargs: Any) -> None:
        if draft:
            initial = {
                "letter_title": draft.title,
                "letter_body": draft.body,
                "sender": draft.sender,
                "document_number": draft.document_number,
                "dated_on": draft.dated_on,
            }
            kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for name in REDRAWN:
            self.fields[name].required = self.MUST_TELL
        # the letter stands last, whatever the form asks before
        letter = list(LetterForm.base_fields)
        self.order_fields([name for name in self.fields if name not in letter] + letter)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if "preview" in self.data:
            for name in set(self.errors) & set(REDRAWN):
                del self.errors[name]
        elif data.get("notify"):
            for name in REDRAWN:
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, REQUIRED)
        return data

    def letter(self) -> LetterText | None:
        """Return what is told, or None when nobody is."""
        data = self.cleaned_data
        if not data.get("notify") and not self.MUST_TELL:
            return None
        return LetterText(
            title=data["letter_title"],
            body=data["letter_body"],
            sender=data["sender"],
            dated_on=data["dated_on"],
            document_number=data["document_number"],
        )


class OnlyLetterForm(LetterForm):
    """Telling itself is the act; there is no tick."""

    MUST_TELL = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["notify"]


class DelayForm(OnlyLetterForm):
    """The date in the letter and the one that is kept as told are one and the same."""

    DAY = "〔新しい期日〕"

    day = day_field("新しい期日", help_text=f"本文の{DAY}に入り、提案者の画面の期日になります。")
    why = CleanTextField(label="遅れる理由", max_length=120, help_text="提案者の画面の、期日の下に出ます。")

    def letter(self) -> LetterText | None:
        letter = super().letter()
        return letter and replace(
            letter, body=letter.body.replace(self.DAY, wareki_with_year(self.cleaned_data["day"]))
        )


class TellForm(LetterForm):
    """告知: the letter always stays on the company's page, the mail is the tick."""

    MUST_TELL = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notify"].label = "メールで知らせる"
        self.fields[
            "notify"
        ].help_text = "結果は提案者の画面に出ます。印を付けると、団体の担当者にメールでも案内します。"


STANDARD_REASONS = "standard_reasons"  # the id of the list that the browser offers beside each reason


class ReturnForm(LetterForm):
    """A reason for each field that should be corrected, typed or picked from the desk's own list."""

    wanted_by = day_field("お願いする期日")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standard_reasons = list(CorrectionReason.objects.in_use().values_list("text", flat=True))
        self.asked = [name for name in CONTENT_FIELDS if proposal.challenge_id or name not in CHALLENGE_FIELDS]
        for name in self.asked:
            label = label_of(name)
            self.fields[f"reason_{name}"] = CleanTextField(
                label=f"「{label}」の直してほしい理由",
                max_length=300,
                required=False,
                widget=forms.TextInput(attrs={"list": STANDARD_REASONS}),
            )
        letter = list(LetterForm.base_fields)
        self.order_fields(["wanted_by", *(f"reason_{name}" for name in self.asked), *letter])

    def reasons(self) -> dict[str, str]:
        return {name: self.cleaned_data[f"reason_{name}"] for name in self.asked if self.cleaned_data[f"reason_{name}"]}

    def items(self) -> list[dict[str, str]]:
        """Return what was asked as the letter words it."""
        return [{"label": label_of(name), "reason": reason} for name, reason in self.reasons().items()]


class RouteForm(LetterForm):
    lead = DivisionChoice(label="主担当課", empty_label="選んでください")
    others = DivisionChoices(label="協力課", required=False, widget=forms.CheckboxSelectMultiple())
    note = CleanTextField(
        label="課へのひとこと", max_length=300, multiline=True, required=False, help_text="課だけが読みます。"
    )

    interested = interested_field()
    standing = standing_field("あわせて意見を聞く課")

    def __init__(
        self,
        *args: Any,
        day: date,
        consultees: Sequence[StandingConsultee] = (),
        interested: Sequence[dict[str, Any]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "others"):
            self.fields[name].queryset = routable(day)  # type: ignore[attr-defined]  # a choice field has it
        self._consultees = offer_standing(self, consultees)
        offer_interested(self, interested)

    def supporting(self) -> list[Division]:
        """Return the supporting 課, each once: those that were chosen, then those that raised a hand."""
        chosen_ones = list(self.cleaned_data["others"])
        hands = self.fields["others"].queryset.filter(pk__in=self.cleaned_data.get("interested", ()))  # type: ignore[attr-defined]  # a choice field has it
        return [*chosen_ones, *(one for one in hands if one not in chosen_ones)]

    def consultees(self) -> list[StandingConsultee]:
        return [self._consultees[key] for key in self.cleaned_data.get("standing", ())]


class HoldForm(LetterForm):
    until = day_field("保留の期限")
    reason = CleanTextField(label="理由", max_length=300, multiline=True)


class ReopenForm(LetterForm):
    reason = CleanTextField(
        label="再開の理由", max_length=300, multiline=True, help_text="履歴に残り、通知文の理由になります。"
    )
