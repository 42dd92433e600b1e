import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.core.form_fields import (
    AttachmentField,
    AttachmentsField,
    CleanTextField,
    CorporateNumberField,
    PhoneField,
    PostalCodeField,
)
from nara_renkei.core.private_files import EMPTY, WRONG_KIND

from .office import PDF


def refusal(field, value):
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages


KEPT = [
    "葛\U000e0100城市",
    "𠮷野家",
    "髙島屋",
    "ﾅﾗｼ ﾆｼﾀﾞｲｼﾞ",
    "か\u3099",
    "が",
    "👨‍👩‍👧 と 🏯",
    "㈱例",
    "①",
    "〜～",
    "מזל",
    "a\tb",
]


@pytest.mark.parametrize("text", KEPT)
def test_a_text_comes_back_code_point_by_code_point(text):
    assert CleanTextField().clean(text) == text
    assert CleanTextField(multiline=True).clean(text) == text


def test_the_indent_and_the_end_of_a_long_text_are_kept():
    assert CleanTextField(multiline=True).clean("　はじめに\r\n　次に\r\n") == "　はじめに\n　次に\n"


def test_the_spaces_around_one_line_go():
    assert CleanTextField().clean("　株式会社例 ") == "株式会社例"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "奈良\x00市",
            "画面に表示できない文字（制御文字 U+0000）が含まれています。「奈良」の前後を消して、入力し直してください。",
        ),
        (
            "\x1b[31m",
            "画面に表示できない文字（制御文字 U+001B）が含まれています。先頭の前後を消して、入力し直してください。",
        ),
        (
            "\x0b",
            "画面に表示できない文字（制御文字 U+000B）が含まれています。先頭の前後を消して、入力し直してください。",
        ),
        ("あ\ud842い", "壊れた文字（U+D842）が含まれています。「あ」の前後を消して、入力し直してください。"),
    ],
)
@pytest.mark.parametrize("multiline", [False, True])
def test_a_hostile_character_is_a_sentence(text, sentence, multiline):
    assert refusal(CleanTextField(multiline=multiline), text) == [sentence]


@pytest.mark.parametrize("text", ["", "   ", "　　", "\u200b\u200b", "\r\n \r\n", None])
def test_a_text_that_nobody_would_see_is_missing(text):
    assert refusal(CleanTextField(), text) == ["入力してください。"]
    assert CleanTextField(required=False, multiline=True).clean(text) == ""


def test_a_line_break_in_a_one_line_field_is_refused():
    assert refusal(CleanTextField(), "例\r\nBcc: x") == ["改行は使えません。1行で入力してください。"]


def test_the_limit_counts_what_a_person_counts():
    assert CleanTextField(max_length=5, multiline=True).clean("𠮷\r\n𠮷\r\n𠮷") == "𠮷\n𠮷\n𠮷"


def test_too_long_says_how_many_characters_to_take_away():
    text = "あ" * 10_000

    assert refusal(CleanTextField(max_length=2_000, multiline=True), text) == [
        "2000文字以内で入力してください。いまは10000文字です。8000文字減らしてください。"
    ]


def test_too_short_says_how_many_are_wanted():
    assert refusal(CleanTextField(min_length=10), "短い") == ["10文字以上で入力してください。いまは2文字です。"]


def test_the_browser_is_not_asked_to_cut_the_text():
    class Form(forms.Form):
        summary = CleanTextField(max_length=200, multiline=True)

    html = str(Form()["summary"])

    assert "maxlength" not in html
    assert 'data-max-length="200"' in html


def test_a_stored_text_has_not_changed_because_the_browser_sends_two_characters_per_line_break():
    field = CleanTextField(multiline=True)

    assert not field.has_changed("一\n二", "一\r\n二")
    assert field.has_changed("一\n二", "一\r\n三")


@pytest.mark.parametrize(
    "text",
    [
        "5835678256246",
        " 5835678256246 ",
        "5-8356-7825-6246",
        "５８３５６７８２５６２４６",
        "５－８３５６－７８２５－６２４６",
        "5 8356 7825 6246",
        "5ー8356ー7825ー6246",
        "5‐8356‐7825‐6246",
        "５　８３５６　７８２５　６２４６",
    ],
)
def test_a_corporate_number_is_understood_however_it_is_written(text):
    assert CorporateNumberField().clean(text) == "5835678256246"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "5835678256247",
            "法人番号の数字に誤りがあります。国税庁の法人番号公表サイトで確かめて、13桁を入力し直してください。",
        ),
        (
            "0835678256246",
            "法人番号の数字に誤りがあります。国税庁の法人番号公表サイトで確かめて、13桁を入力し直してください。",
        ),
        (
            "583567825624",
            "12桁の番号は受け付けません。マイナンバー（個人番号）は入力しないでください。法人番号は13桁です。国税庁の法人番号公表サイトで確かめて、入力してください。",
        ),
        (
            "５８３５－６７８２－５６２４",
            "12桁の番号は受け付けません。マイナンバー（個人番号）は入力しないでください。法人番号は13桁です。国税庁の法人番号公表サイトで確かめて、入力してください。",
        ),
        ("58356782562", "法人番号は13桁です。いまは11桁です。国税庁の法人番号公表サイトで確かめてください。"),
        ("583567825624600", "法人番号は13桁です。いまは15桁です。国税庁の法人番号公表サイトで確かめてください。"),
        ("T5835678256246", "法人番号は数字13桁で入力してください。ハイフンと空白は、あってもかまいません。"),
        ("五八三五", "法人番号は数字13桁で入力してください。ハイフンと空白は、あってもかまいません。"),
        ("583567825\x006246", "法人番号は数字13桁で入力してください。ハイフンと空白は、あってもかまいません。"),
        ("", "入力してください。"),
    ],
)
def test_a_wrong_corporate_number_is_a_sentence(text, sentence):
    assert refusal(CorporateNumberField(), text) == [sentence]


def test_twelve_digits_are_not_shown_again():
    class Form(forms.Form):
        number = CorporateNumberField()

    form = Form({"number": "1234-5678-9012"})

    assert not form.is_valid()
    assert "9012" not in form.as_p()
    assert "マイナンバー（個人番号）は入力しないでください" in form.as_p()


def test_a_wrong_digit_is_shown_again_to_be_corrected():
    class Form(forms.Form):
        number = CorporateNumberField()

    assert "5835678256247" in Form({"number": "5835678256247"}).as_p()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0742-34-1111", "0742-34-1111"),
        ("０７４２－３４－１１１１", "0742-34-1111"),
        ("０７４２ー３４ー１１１１", "0742-34-1111"),
        ("0742(34)1111", "0742-34-1111"),
        ("(0742)34-1111", "0742-34-1111"),
        ("0742 34 1111", "0742-34-1111"),
        ("09012345678", "09012345678"),
        ("+81-742-34-1111", "+81-742-34-1111"),
    ],
)
def test_a_telephone_number_is_understood(text, number):
    assert PhoneField().clean(text) == number


@pytest.mark.parametrize("text", ["34-1111", "電話なし", "0742-34-1111 内線22", "00000", "1-2-3", "0742\x0034-1111"])
def test_a_wrong_telephone_number_is_a_sentence(text):
    assert refusal(PhoneField(), text) == ["電話番号は市外局番から数字で入力してください。例：0742-34-1111"]


@pytest.mark.parametrize("text", ["630-8580", "6308580", "〒630-8580", "６３０－８５８０", "６３０ー８５８０"])
def test_a_postal_code_is_understood(text):
    assert PostalCodeField().clean(text) == "630-8580"


@pytest.mark.parametrize("text", ["630-858", "奈良市", "63085800", "630\x008580"])
def test_a_wrong_postal_code_is_a_sentence(text):
    assert refusal(PostalCodeField(), text) == ["郵便番号は7桁の数字で入力してください。例：630-8580"]


@pytest.mark.parametrize("field", [CorporateNumberField, PhoneField, PostalCodeField])
def test_an_optional_number_may_be_left_out(field):
    assert field(required=False).clean("") == ""


def test_a_missing_attachment_is_asked_for():
    assert refusal(AttachmentField(), None) == ["ファイルを選んでください。"]


def test_an_empty_attachment_is_a_field_error():
    assert refusal(AttachmentField(), SimpleUploadedFile("a.pdf", b"")) == [
        "ファイルの中身が空です。もう一度選び直してください。"
    ]


def pdf(name="a.pdf"):
    return SimpleUploadedFile(name, PDF)


def test_several_attachments_come_as_a_list_and_none_as_an_empty_one():
    files = [pdf(), pdf("b.pdf")]

    assert AttachmentsField().clean(files) == files
    assert AttachmentsField(required=False).clean([]) == []
    assert refusal(AttachmentsField(), []) == ["ファイルを選んでください。"]


def test_every_refused_attachment_is_named_and_all_must_be_chosen_again():
    assert refusal(AttachmentsField(), [pdf("実行.exe"), pdf(), SimpleUploadedFile("空.pdf", b"")]) == [
        f"「実行.exe」は送れません。{WRONG_KIND}",
        f"「空.pdf」は送れません。{EMPTY}",
        "ファイルは、どれもまだ送っていません。もう一度選び直してください。",
    ]


@pytest.mark.parametrize(
    ("socket", "words"),
    [("/run/clamd.sock", "安全の確認が済むと、相手が開けます。"), ("", "ウイルスの検査をせずに保管しています。")],
)
def test_the_field_says_whether_files_are_scanned(settings, socket, words):
    settings.CLAMD_SOCKET = socket

    assert str(AttachmentsField().help_text).endswith(words)
