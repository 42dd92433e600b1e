from training.rules.related import Related, related_of

SITE = "https://portal.example"


def test_a_line_is_a_name_and_an_address():
    text = "連携の 手法　https://guide.example/1\n\n庁内のメニュー /ka/menu/\nガイドライン　/guideline/\nhttp://only.example/"

    assert related_of(text, SITE) == [
        Related("連携の 手法", "https://guide.example/1"),
        Related("庁内のメニュー", "/ka/menu/"),
        Related("ガイドライン", "https://portal.example/guideline/"),
        Related("http://only.example/", "http://only.example/"),
    ]


def test_what_is_no_address_is_only_read():
    assert related_of("手引き 第3章\n悪い javascript:alert(1)\nよそ //elsewhere.example/\n/guideline/", SITE) == [
        Related("手引き 第3章", ""),
        Related("悪い javascript:alert(1)", ""),
        Related("よそ //elsewhere.example/", ""),
        Related("/guideline/", "https://portal.example/guideline/"),
    ]
