"""What strangers type and send, and the exact sentence they read. Run on every form by test_bad_input.py."""

from dataclasses import dataclass

KEPT = ""  # no sentence: the text is taken exactly as it was typed


@dataclass(frozen=True)
class BadText:
    name: str
    typed: str
    sentence: str


def texts(limit: int) -> list[BadText]:
    """Inputs for a text field of at most ``limit`` characters."""
    return [
        BadText("nothing", "", "required"),
        BadText("spaces of every width", " 　​\t", "required"),
        BadText(
            "10,000 characters",
            "あ" * 10_000,
            f"{limit}文字以内で入力してください。いまは10000文字です。{10_000 - limit}文字減らしてください。",
        ),
        BadText(
            "NUL",
            "奈良\x00市",
            "画面に表示できない文字（制御文字 U+0000）が含まれています。「奈良」の前後を消して、入力し直してください。",
        ),
        BadText(
            "a lone surrogate",
            "奈良\ud83d市",
            "壊れた文字（U+D83D）が含まれています。「奈良」の前後を消して、入力し直してください。",
        ),
        BadText("emoji", "鹿🦌と歩く", KEPT),
        BadText("IVS", "葛󠄀城", KEPT),
        BadText("a character outside the BMP", "𠮷田", KEPT),
        BadText("half-width kana", "ﾅﾗｼ", KEPT),
        BadText("markup", "<script>alert(1)</script>"[:limit], KEPT),
    ]


CORPORATE_NUMBERS = [
    BadText(
        "a wrong digit",
        "7999999000001",
        "法人番号の数字に誤りがあります。国税庁の法人番号公表サイトで確かめて、13桁を入力し直してください。",
    ),
    BadText(
        "12 digits",
        "123456789012",
        "12桁の番号は受け付けません。マイナンバー（個人番号）は入力しないでください。"
        "法人番号は13桁です。国税庁の法人番号公表サイトで確かめて、入力してください。",
    ),
    BadText(
        "12 digits, full-width with hyphens",
        "１２３４－５６７８－９０１２",
        "12桁の番号は受け付けません。マイナンバー（個人番号）は入力しないでください。"
        "法人番号は13桁です。国税庁の法人番号公表サイトで確かめて、入力してください。",
    ),
    BadText(
        "11 digits", "12345678901", "法人番号は13桁です。いまは11桁です。国税庁の法人番号公表サイトで確かめてください。"
    ),
    BadText("letters", "houjin", "法人番号は数字13桁で入力してください。ハイフンと空白は、あってもかまいません。"),
    BadText("full-width", "８９９９９９９０００００１", KEPT),
    BadText("hyphens", "8-9999-9900-0001", KEPT),
]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class BadFile:
    name: str
    filename: str
    content: bytes
    sentence: str


FILES = [
    BadFile("0 bytes", "空.pdf", b"", "ファイルの中身が空です。もう一度選び直してください。"),
    BadFile(
        "too large",
        "大.pdf",
        PDF + b"0" * (1024 * 1024 + 1),
        "ファイルが大きすぎます。1件1MBまでです。小さくするか、分けて選び直してください。",
    ),
    BadFile(
        "a wrong type",
        "動く.exe",
        b"MZ\x90\x00",
        "この種類のファイルは受け取れません。PDF、Word（docx）、Excel（xlsx）、PowerPoint（pptx）、JPG、PNG のどれかにしてください。",
    ),
    BadFile(
        "a name that lies",
        "企画.pdf",
        b"MZ\x90\x00" * 50,
        "ファイルの中身が、名前の末尾（.pdf）と合いません。元のソフトで保存し直してください。",
    ),
    BadFile("a name of 200 kanji", "奈" * 200 + ".pdf", PDF, KEPT),
]
