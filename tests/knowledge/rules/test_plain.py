from knowledge.rules.plain import plain


def test_signs_go_and_words_stay():
    text = "## 一 **太字**\n\n- 点\n1. 番号\n> 引用\n\n| 列 | 値 |\n|---|:-:|\n| あ | い |\n\n---\n[章](#shisei)と`a_b` C-D"

    assert plain(text) == "一 太字 点 番号 引用 列 値 あ い 章と a_b C-D"


def test_a_word_with_a_sign_inside_stays_whole_where_it_is_bold():
    assert plain("![図](x.png)") == "図"
