"""開示請求: receipt, days, documents, marks, 意見照会, decision. The desk alone writes them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Organization
from proposals.models import Proposal
from screening.enums import DisclosureDecision, DisclosureNotice, Requester, ThirdPartyView
from screening.models import DisclosureGround
from screening.queries.contacts import find_by_number
from screening.queries.disclosures import ReadPiece
from screening.usecases.mark_document import Change

from .choices import choice_field, chosen, day_field

NUMBERS_HELP = "1行に1つ。例：R8-J-0001"
NO_SUCH = "次の番号の提案は見つかりません：{numbers}。番号を確かめてください。"
NO_GROUND = "不開示にする根拠の号を選んでください。"


class ProposalNumbersField(CleanTextField):
    """Numbers, one a line; cleaned to the proposals, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="提案番号", max_length=2000, multiline=True, help_text=NUMBERS_HELP, **kwargs)
        self.widget.attrs["rows"] = 4

    def clean(self, value: Any) -> list[Proposal]:  # type: ignore[override]  # rows instead of the text
        typed = [line.strip() for line in super().clean(value).replace("、", "\n").splitlines() if line.strip()]
        found = {number: find_by_number(number) for number in typed}
        missing = [number[:30] for number, proposal in found.items() if proposal is None]
        if missing:
            raise forms.ValidationError(NO_SUCH.format(numbers="、".join(missing[:5])))
        return list({proposal.pk: proposal for proposal in found.values() if proposal}.values())


class ReceiveForm(forms.Form):
    received_on = day_field("受け付けた日")
    requester = choice_field("請求者の種別", Requester.choices)
    reception_number = CleanTextField(
        label="情報公開窓口の受付番号",
        max_length=40,
        required=False,
        help_text="請求者の氏名や住所は、ここに書きません。情報公開の窓口の台帳にあります。",
    )
    asked = CleanTextField(label="請求の内容", max_length=2000, multiline=True)
    proposals = ProposalNumbersField(required=False)


class FindForm(forms.Form):
    proposals = ProposalNumbersField()


class ExtendForm(forms.Form):
    until = day_field("延ばした期限")
    reason = CleanTextField(label="延ばす理由", max_length=300, multiline=True, help_text="請求者への通知に書く理由。")


class AskForm(forms.Form):
    organization = forms.ModelChoiceField(
        label="団体", queryset=Organization.objects.none(), empty_label="選んでください", error_messages=chosen()
    )
    asked_on = day_field("照会した日")

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organization.objects.filter(pk__in=[one.pk for one in organizations])
        self.fields["organization"].queryset = rows.order_by("name", "pk")  # type: ignore[attr-defined]  # a choice field has it


class OpinionForm(forms.Form):
    view = choice_field("意見", ThirdPartyView.choices)
    text = CleanTextField(
        label="意見の内容",
        max_length=2000,
        multiline=True,
        required=False,
        help_text="反対のときは、部分と理由を書きます。",
    )
    answered_on = day_field("回答の日")


class ToldForm(forms.Form):
    told_on = day_field("決定を知らせた日")


class DecideForm(forms.Form):
    decision = choice_field("決定", DisclosureDecision.choices)
    decided_on = day_field("決定した日")
    approval_number = CleanTextField(label="決裁の文書番号", max_length=40)
    reasons = CleanTextField(
        label="決定の理由", max_length=2000, multiline=True, required=False, help_text="全部開示のほかは必ず書きます。"
    )
    leftovers_meant = forms.BooleanField(label="下の箇所に残る言葉は、残してよいことを確かめました", required=False)

    def __init__(self, *args: Any, has_leftovers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_leftovers:
            del self.fields["leftovers_meant"]

    def clean(self) -> dict[str, Any]:
        return {"leftovers_meant": False, **(super().clean() or self.cleaned_data)}


class NoticeForm(forms.Form):
    told_on = day_field("請求者に知らせた日")
    told_how = choice_field("知らせ方", DisclosureNotice.choices)
    told_evidence = CleanTextField(
        label="届いたことの控え",
        max_length=120,
        required=False,
        help_text="配達証明の引受番号、受領書の綴り、返信のメールの日時など。請求者の氏名は書きません。",
    )


class OpenForm(forms.Form):
    opened_on = day_field("開示した日")


class WithdrawForm(forms.Form):
    withdrawn_on = day_field("取り下げられた日")


class MarkForm(forms.Form):
    """A document: for each piece a ground, all of it, words, what is taken away; and what becomes of the document."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    closed = forms.BooleanField(label="この文書の全部を開示しない", required=False)
    closed_by = forms.ChoiceField(label="根拠の号", required=False)
    closed_note = CleanTextField(label="全部を開示しない理由", max_length=200, required=False)

    def __init__(
        self, *args: Any, pieces: Sequence[ReadPiece], grounds: Sequence[DisclosureGround], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.pieces, self.grounds = pieces, {str(one.pk): one for one in grounds}
        self.wish_ground = next((one for one in grounds if one.is_for_wishes), None)
        choices = [("", "選んでください"), *((key, str(one)) for key, one in self.grounds.items())]
        self.fields["closed_by"].choices = choices  # type: ignore[attr-defined]  # a choice field has it
        for n, piece in enumerate(pieces):
            self.fields[f"ground_{n}"] = forms.ChoiceField(label="根拠の号", choices=choices, required=False)
            self.fields[f"whole_{n}"] = forms.BooleanField(
                label="この項目の全部を隠す", required=False, initial=piece.whole is not None
            )
            self.fields[f"words_{n}"] = CleanTextField(
                label="隠す言葉（1行に1つ）",
                max_length=2000,
                multiline=True,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            self.fields[f"note_{n}"] = CleanTextField(label="理由", max_length=200, required=False)
            self.fields[f"undo_{n}"] = forms.TypedMultipleChoiceField(
                label="外す",
                choices=[(str(mark.pk), mark.words) for mark in piece.words],
                coerce=int,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("closed") and not data.get("closed_by"):
            self.add_error("closed_by", NO_GROUND)
        return data

    @property
    def closing(self) -> DisclosureGround | None:
        return self.grounds[self.cleaned_data["closed_by"]] if self.cleaned_data["closed"] else None

    def changes(self, *, wish: str = "") -> dict[str, Change]:
        """Return what was asked of each piece; ``wish``: the key of the piece whose mark is taken over."""
        return {piece.key: self._change(n, piece, wish=piece.key == wish) for n, piece in enumerate(self.pieces)}

    def rows(self) -> list[tuple[ReadPiece, list[Any]]]:
        """Return each piece with its fields, for the template."""
        names = ("ground", "whole", "words", "note", "undo")
        return [(piece, [self[f"{name}_{n}"] for name in names]) for n, piece in enumerate(self.pieces)]

    def _change(self, n: int, piece: ReadPiece, *, wish: bool) -> Change:
        data = self.cleaned_data
        ground = self.grounds.get(data[f"ground_{n}"]) or (self.wish_ground if wish else None)
        return Change(
            whole=data[f"whole_{n}"],
            words=tuple(line.strip() for line in data[f"words_{n}"].splitlines() if line.strip()),
            undo=frozenset(data[f"undo_{n}"]),
            wish=wish,
            ground=ground,
            note=data[f"note_{n}"],
        )
