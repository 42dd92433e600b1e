import pytest

from knowledge.rules.methods import GROUPS, OTHERS, FirstMethod, group_of, read_method

FILE = """code: trial
name: 実証実験
summary: 小さく試します。
decided_by: 部長が決めます。
days: おおよそ1か月：見本
chapter: owari
---
## 合うとき
- 分からないとき。
## 合わないとき
- 分かっているとき。
## 進め方
1. 相談します。
## 気をつけること
- 終わり方を決めます。
"""


def test_a_file_holds_a_method():
    assert read_method(FILE) == FirstMethod(
        code="trial",
        name="実証実験",
        summary="小さく試します。",
        decided_by="部長が決めます。",
        days="おおよそ1か月：見本",
        chapter="owari",
        fits="- 分からないとき。\n",
        fits_not="- 分かっているとき。\n",
        steps="1. 相談します。\n",
        cautions="- 終わり方を決めます。\n",
    )


def test_a_file_without_a_heading_is_no_method():
    with pytest.raises(KeyError):
        read_method(FILE.replace("## 進め方\n1. 相談します。\n", ""))


def test_a_method_stands_under_its_heading():
    assert [group_of(code) for code in ("trial", "place", "mihon")] == ["試す、聞く", list(GROUPS)[-1], OTHERS]
