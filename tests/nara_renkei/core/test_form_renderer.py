import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from nara_renkei.core.form_renderer import FormRenderer

NASTY = "<b>\"'&{{ x }}\n"


class EveryControl(forms.Form):
    words = forms.CharField(max_length=9, help_text="例", initial=NASTY)
    number = forms.IntegerField(initial=3, min_value=0, required=False)
    mail = forms.EmailField(widget=forms.EmailInput(attrs={"class": NASTY, "autofocus": True, "spellcheck": False}))
    secret = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="1")
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), initial=f"\n{NASTY}")
    one = forms.ChoiceField(choices=[("1", NASTY), ("", "なし")], widget=forms.RadioSelect, initial="1")
    many = forms.MultipleChoiceField(
        choices=[(1, "い"), (NASTY, "ろ")], widget=forms.CheckboxSelectMultiple, initial=[1]
    )
    without_id = forms.ChoiceField(choices=[("1", "い")], widget=forms.RadioSelect(attrs={"id": "", "class": "a"}))
    tick = forms.BooleanField(initial=True)
    picked = forms.ChoiceField(choices=[("1", "い"), ("2", "ろ")])


LISTS = ("one", "many", "without_id")  # Django's own have line breaks between the tags


@pytest.mark.parametrize("name", EveryControl.base_fields)
@pytest.mark.parametrize("data", [None, {}, {"words": NASTY, "text": NASTY, "one": "", "many": [NASTY], "tick": ""}])
def test_a_control_is_written_as_by_django(name, data):
    theirs, ours = (EveryControl(data, renderer=renderer()) for renderer in (DjangoTemplates, FormRenderer))

    if name in LISTS:
        assert parse_html(str(ours[name])) == parse_html(str(theirs[name]))
    else:
        assert str(ours[name]) == str(theirs[name])


def test_a_group_of_choices_has_its_name_before_it():
    field = forms.ChoiceField(choices=[("組<", [("1", "い")])], widget=forms.RadioSelect)
    form = type("Grouped", (forms.Form,), {"one": field})(renderer=FormRenderer())

    assert str(form["one"]) == (
        '<div id="id_one"><p>組&lt;</p><div><label for="id_one_0_0"><input type="radio" name="one" value="1" '
        'required id="id_one_0_0"> い</label></div></div>'
    )
