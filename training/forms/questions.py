"""確かめの問い as the desk writes them."""

from django import forms

from nara_renkei.core.form_fields import CleanTextField
from training.models import CheckQuestion


class CheckQuestionForm(forms.ModelForm):
    text = CleanTextField(label="問い", max_length=200)
    choice_1 = CleanTextField(label="選択肢1", max_length=120)
    choice_2 = CleanTextField(label="選択肢2", max_length=120)
    choice_3 = CleanTextField(label="選択肢3", max_length=120)
    choice_4 = CleanTextField(label="選択肢4", max_length=120, required=False, help_text="なければ空のままにします。")
    explanation = CleanTextField(
        label="解説",
        max_length=400,
        multiline=True,
        help_text="答えたあとに、正しい選択肢と一緒に出ます。",
    )

    class Meta:
        model = CheckQuestion
        fields = ("position", "text", "choice_1", "choice_2", "choice_3", "choice_4", "right", "explanation")
