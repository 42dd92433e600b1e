from django import forms

from nara_renkei.core.form_fields import CleanTextField
from nara_renkei.core.form_frames import framed

NASTY = "<b>\"'&"


class Asked(forms.Form):
    number = CleanTextField(label=NASTY, required=False, help_text=f"{NASTY}\n次の行")
    cost = forms.ChoiceField(label=NASTY, choices=[("1", "い")], widget=forms.RadioSelect, required=False)
    agreed = forms.BooleanField(label=NASTY, help_text="読んでから", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial=NASTY)


def test_words_of_a_field_are_escaped_and_keep_their_lines():
    written = [framed(field) for field in Asked()]

    assert [NASTY in html for html in written] == [False] * 4
    assert '<div class="hint" id="id_number_helptext">&lt;b&gt;&quot;&#x27;&amp;<br>次の行</div>' in written[0]


def test_a_hidden_field_has_no_frame():
    form = Asked()

    assert framed(form["secret"]) == str(form["secret"])


def test_a_field_that_only_some_owe_says_who():
    form = Asked()
    form.fields["number"].required_for = "法人<"

    assert '<span class="required">※法人&lt;の場合は必須</span>' in framed(form["number"])


def test_a_tick_and_a_group_that_nobody_owes():
    form = Asked()

    assert [framed(form[name]).count('class="optional"') for name in ("cost", "agreed")] == [1, 0]
    assert [framed(form[name]).count("※必須") for name in ("cost", "agreed")] == [0, 0]


def test_what_is_wrong_stands_between_hint_and_control_and_is_told_to_the_reader_of_the_screen():
    form = Asked({"number": "一\n二"})

    html = framed(form["number"])

    assert html.startswith('<div class="field invalid"><label for="id_number">')
    assert html.index("_helptext") < html.index('<ul class="errorlist" id="id_number_error">') < html.index("<input")
    assert 'aria-describedby="id_number_helptext id_number_error"' in html
