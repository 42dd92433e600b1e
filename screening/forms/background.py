"""警察への照会: dates, and 該当の有無."""

from django import forms

from nara_renkei.core.form_fields import AttachmentField

from .choices import choice_field, day_field


class AskRosterForm(forms.Form):
    wanted_by = day_field("出していただく期限")
    delete_on = day_field("名簿を消す日", help_text="この日に、名簿の行とファイルを自動で消します。日付は残ります。")


class PaperRosterForm(forms.Form):
    upload = AttachmentField(
        label="名簿のファイル", help_text="紙や窓口で受け取ったもの。読めるのは、名簿を読む二つの席だけです。"
    )


class SentForm(forms.Form):
    sent_on = day_field("照会した日")


class PoliceAnswerForm(forms.Form):
    answered_on = day_field("回答の日")
    is_listed = choice_field("該当の有無", [("no", "該当なし"), ("yes", "該当あり")], widget=forms.RadioSelect)
