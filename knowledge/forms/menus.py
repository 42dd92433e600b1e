"""企業メニュー as a company writes it, and the desk for a company."""

from collections.abc import Iterable, Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms

from knowledge.models import Menu
from knowledge.rules.menus import FIELD, NEEDS, OFFER, TITLE, MenuFacts
from knowledge.usecases.offer_menu import check_slide
from nara_renkei.core.form_fields import AttachmentField, CleanTextField, PhoneField
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.core.scanning import scanner_notice
from nara_renkei.directory.models import Organization
from nara_renkei.directory.queries import find_organizations
from proposals.enums import Cost

CHOOSE: Final = {"required": "どれか一つを選んでください。", "invalid_choice": "どれか一つを選んでください。"}
NO_WAY: Final = "窓口の方を書いたときは、メールか電話も書いてください。"
NO_BODY: Final = "この名称の団体は見つかりません。名称か法人番号を確かめてください。"
SEVERAL: Final = "当てはまる団体がいくつもあります。次から一つを書いてください：{names}"
NO_ADDRESS: Final = "メールアドレスの形で入力してください。例：renkei@company.example"


class FieldInput(forms.TextInput):
    """A line of text with words to choose from; any other may be typed."""

    template_name = "knowledge/field_input.html"
    suggestions: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        list_id = f"{(attrs or {}).get('id', name)}_list"
        context = super().get_context(name, value, {**(attrs or {}), "list": list_id})
        return {**context, "suggestions": self.suggestions, "list_id": list_id}


class SlideField(AttachmentField):
    """One PDF."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.FileInput(attrs={"accept": ".pdf"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        if data:
            try:
                check_slide(data)
            except UploadRefused as exc:
                raise forms.ValidationError(str(exc), code="refused") from exc
        return super().clean(data, initial)


class MenuForm(forms.Form):
    """What a 団体 offers. ``suggestions``: the 分野 that 課題 use."""

    title = CleanTextField(label="題", max_length=TITLE, help_text="60字まで。例：移動販売の車で、市の案内を配ります")
    field = CleanTextField(
        label="分野",
        max_length=FIELD,
        widget=FieldInput,
        help_text="40字まで。一覧にあるものから選ぶと、職員が見つけやすくなります。",
    )
    offer = CleanTextField(
        label="紹介する内容",
        max_length=OFFER,
        multiline=True,
        help_text="400字まで。どこで、だれに、何ができるかを書いてください。",
    )
    needs = CleanTextField(
        label="市に求めること",
        max_length=NEEDS,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="200字まで。例：配る案内の用意、集会所の紹介。なければ空でかまいません。",
    )
    cost = forms.ChoiceField(label="市の費用", choices=Cost.choices, widget=forms.RadioSelect, error_messages=CHOOSE)
    slide = SlideField(label="スライド（PDF）", required=False)
    drops_slide = forms.BooleanField(label="いまのスライドを外す", required=False)
    contact_name = CleanTextField(
        label="窓口の方",
        max_length=60,
        required=False,
        help_text="ここから下の3つは、話したい職員に見せてよいものだけを書いてください。空なら、職員はデスクに頼みます。",
    )
    contact_email = forms.EmailField(
        label="窓口のメール",
        max_length=254,
        required=False,
        error_messages={"invalid": NO_ADDRESS, "max_length": "メールアドレスは254文字までです。"},
    )
    contact_phone = PhoneField(label="窓口の電話", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, menu: Menu | None = None, suggestions: Iterable[str] = (), **kwargs: Any) -> None:
        shown = {**facts_of(menu).values(), "version": menu.version} if menu else {"key": uuid4()}
        kwargs["initial"] = {**shown, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["field"].widget.suggestions = list(suggestions)  # type: ignore[attr-defined]  # our own widget
        slide = self.fields["slide"]
        slide.help_text = f"1件20MBまで。{scanner_notice() or '安全の確認が済むと、職員が開けます。'}"
        if menu and menu.slide:
            slide.label = "スライド（PDF）を替える"
        else:
            del self.fields["drops_slide"]

    def clean(self) -> None:
        given = self.cleaned_data
        unreached = not (given.get("contact_email") or given.get("contact_phone"))
        if given.get("contact_name") and unreached and not {"contact_email", "contact_phone"} & set(self.errors):
            self.add_error("contact_email", NO_WAY)

    def facts(self) -> MenuFacts:
        """Return what was written."""
        return MenuFacts(**{name: self.cleaned_data[name] for name in MenuFacts.__dataclass_fields__})

    @property
    def made_once(self) -> UUID:
        """Return the key of the new menu; one that was tampered with makes a menu of its own."""
        return self.cleaned_data["key"] or uuid4()

    def change(self) -> dict[str, Any]:
        """Return what ``revise_menu`` takes: the version that was read (0 when tampered with), words, slide."""
        return {
            "version": self.cleaned_data["version"] or 0,
            "facts": self.facts(),
            "upload": self.cleaned_data["slide"],
            "drops_slide": self.cleaned_data.get("drops_slide", False),
        }

    def goes_on_from(self, menu: Menu) -> None:
        """Keep what was typed and let the next attempt stand on the menu as somebody else saved it."""
        self.data = {**self.data.dict(), "version": str(menu.version)}  # type: ignore[attr-defined]  # a QueryDict


class OwnMenuForm(MenuForm):
    """A new menu of a company; who belongs to several 団体 says for which."""

    organization = forms.ChoiceField(label="団体", error_messages=CHOOSE)
    field_order = ("organization",)

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = {str(one.uuid): one for one in organizations}
        self.fields["organization"].choices = [(uuid, one.name) for uuid, one in self.organizations.items()]  # type: ignore[attr-defined]  # a ChoiceField
        if len(organizations) == 1:
            del self.fields["organization"]

    @property
    def body(self) -> Organization:
        """Return the 団体 that offers."""
        chosen = self.cleaned_data.get("organization") or next(iter(self.organizations))
        return self.organizations[chosen]


class DeskMenuForm(MenuForm):
    """A new menu that the desk writes for a 団体."""

    organization = CleanTextField(label="団体", max_length=100, help_text="名称の一部か、法人番号。")
    field_order = ("organization",)

    def clean_organization(self) -> Organization:
        typed = self.cleaned_data["organization"]
        found = find_organizations(typed)
        exact = [one for one in found if one.name == typed]
        if not found:
            raise forms.ValidationError(NO_BODY)
        if len(found) > 1 and len(exact) != 1:
            raise forms.ValidationError(SEVERAL.format(names="、".join(one.name for one in found[:5])))
        return exact[0] if len(exact) == 1 else found[0]


class VersionForm(forms.Form):
    """A button that acts on what was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class ButtonForm(forms.Form):
    """A button and nothing else."""


def facts_of(menu: Menu) -> MenuFacts:
    """Return what a menu says."""
    return MenuFacts(**{name: getattr(menu, name) for name in MenuFacts.__dataclass_fields__})
