"""What the desk writes of a 様式, and the file that becomes its version; which proposal fills it."""

import re
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Q

from knowledge.models import Method, Template
from knowledge.queries.templates import proposals_in_full
from knowledge.rules.templates import NAME, PURPOSE, WHY
from knowledge.usecases.add_template_version import CannotAdd, try_template
from knowledge.usecases.keep_template import TemplateWords
from nara_renkei.accounts.models import User
from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.directory.models import Division
from proposals.models import Proposal

from .support import CHOOSE, NOT_A_DAY, NOT_SEEN

NO_FILE: Final = {"required": "Word（.docx）のファイルを選んでください。"}
CODE: Final = re.compile("[a-z0-9-]+")
NO_CODE: Final = "コードは、半角の英小文字・数字・ハイフンだけで書いてください。例：jigyo-kyotei"
AGAIN: Final = "ファイルをもう一度選んでください。"
KEPT: Final = "mihon.docx"  # the name of a file that was looked at before


class TrialForm(forms.Form):
    """A file that is looked at first: what passed is sent along, and counts when it is sent a second time."""

    file = forms.FileField(
        label="Wordのファイル（.docx）",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        help_text="1MBまで。差し込む所は {{ 団体名 }} のように書きます。",
    )
    kept = forms.CharField(widget=forms.HiddenInput, required=False)

    file_name = ""
    content = b""
    trial: Sequence[str] = ()  # what the file says, filled with samples

    @property
    def is_confirmed(self) -> bool:
        """Whether what was shown is sent to count, without another file."""
        return bool(self.cleaned_data.get("kept")) and not self.cleaned_data.get("file")

    def clean(self) -> None:
        upload, kept = self.cleaned_data.get("file"), self.cleaned_data.get("kept", "")
        if "file" in self.errors:
            return
        if upload:
            refusal = getattr(upload, "refusal", "")
            if refusal:
                self.add_error("file", refusal)
                return
            self.file_name, self.content = upload.name or "", upload.read()
        elif kept:
            try:
                self.file_name, self.content = KEPT, b64decode(kept, validate=True)
            except (NotBase64, ValueError):
                self.add_error("file", AGAIN)
                return
        else:
            self.add_error("file", NO_FILE["required"])
            return
        try:
            _, self.trial = try_template(self.file_name, self.content)
        except CannotAdd as exc:
            self.add_error("file", exc.faults)

    def show_trial(self) -> None:
        """Let the page that shows the trial send the file along."""
        self.data = {**self.data.dict(), "kept": b64encode(self.content).decode()}  # type: ignore[attr-defined]  # a QueryDict


class TemplateVersionForm(TrialForm):
    """A new version."""

    why = CleanTextField(label="変えた理由", max_length=WHY, help_text="200字まで。版の一覧に、このまま出ます。")
    field_order = ("why", "file")


class TemplateForm(forms.Form):
    """What is said of a 様式."""

    name = CleanTextField(label="名称", max_length=NAME, help_text="80字まで。例：事業連携協定書（案）")
    purpose = CleanTextField(label="何に使うか", max_length=PURPOSE, help_text="200字まで。")
    methods = forms.ModelMultipleChoiceField(
        label="連携手法", queryset=Method.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = forms.ModelChoiceField(
        label="担当課", queryset=Division.objects.none(), empty_label="選んでください", error_messages=CHOOSE
    )
    review_by = forms.DateField(
        label="見直しの期限",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=NOT_A_DAY,
    )
    is_active = forms.BooleanField(
        label="使う", required=False, initial=True, help_text="印を外すと、職員の一覧から消えます。版は残ります。"
    )

    def __init__(self, *args: Any, today: date, template: Template | None = None, **kwargs: Any) -> None:
        names = ("name", "purpose", "owner", "review_by", "is_active")
        shown = {name: getattr(template, name) for name in names} if template else {}
        if template:
            shown["methods"] = template.methods.all()
        kwargs["initial"] = {**shown, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        standing = Q(valid_to=None) | Q(valid_to__gte=today) | Q(pk=template.owner_id if template else None)
        self.fields["owner"].queryset = Division.objects.filter(standing).order_by("code", "pk")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["methods"].queryset = Method.objects.order_by("position", "pk")  # type: ignore[attr-defined]  # the same

    def words(self) -> TemplateWords:
        data = self.cleaned_data
        return TemplateWords(
            name=data["name"],
            purpose=data["purpose"],
            methods=list(data["methods"]),
            owner=data["owner"],
            review_by=data["review_by"],
            is_active=data["is_active"],
        )


class NewTemplateForm(TrialForm, TemplateForm):
    """A 様式 with its first version."""

    code = CleanTextField(
        label="コード", max_length=40, help_text="住所になります。半角の英小文字と数字とハイフン。例：jigyo-kyotei"
    )
    field_order = ("code", "name", "purpose", "methods", "owner", "review_by", "is_active", "file")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if not CODE.fullmatch(code):
            raise forms.ValidationError(NO_CODE)
        return code


class FillForm(forms.Form):
    """Which proposal fills a 様式."""

    number = CleanTextField(label="提案番号", max_length=20, help_text="全部を読める提案だけです。例：R8-J-0012")

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user, self._on = user, on

    def clean_number(self) -> str:
        number = unicodedata.normalize("NFKC", self.cleaned_data["number"]).upper().replace(" ", "")
        found = proposals_in_full(self._user, self._on).select_related("organization__merged_into", "lead_division")
        self.proposal: Proposal | None = found.filter(number=number).first()
        if self.proposal is None:
            raise forms.ValidationError(NOT_SEEN)
        return number
