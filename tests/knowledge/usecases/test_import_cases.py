"""事例 from a table: judged row by row, taken whole or not at all."""

import pytest

from knowledge.models import CaseStudy
from knowledge.queries.case_file import plan_cases
from knowledge.usecases.import_cases import CannotImport, import_cases
from nara_renkei.core.models import AuditEvent
from nara_renkei.directory.rules.tables import TableRefused
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory, MethodFactory
from tests.harness import NOON, THE_DESK, TODAY
from tests.knowledge.case_files import row, table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def division():
    MethodFactory(code="mihon-kyotei", name="見本の協定")
    return DivisionFactory(code="990101")


def planned(*rows):
    return plan_cases(table(*rows), TODAY)


def test_each_row_becomes_a_draft_with_its_source(division):
    done = import_cases(text=table(row(), row(コード="b-2", 連携手法="見本の協定", 年度="")), by=THE_DESK, at=NOON)

    first, second = done.made
    version = first.current()
    assert (first.code, first.state, first.origin, first.owner) == ("a-1", "DRAFT", "IMPORT", division)
    assert (first.source_name, first.source_url) == ("公表元：例の市", "https://example.com/a")
    assert (first.method.code, first.year, first.field, first.implementer) == ("mihon-kyotei", 2024, "防災", "例の市")
    assert (version.title, version.background, version.effect) == ("見本の題", "困りごと、\n二行目。", "効果の文。")
    assert (second.method, second.year) == (first.method, None)
    assert AuditEvent.objects.get(verb="case.import").keys == {"count": 2}


def test_a_known_code_is_left_as_it_is():
    import_cases(text=table(row()), by=THE_DESK, at=NOON)

    done = import_cases(text=table(row(題="べつの題"), row(コード="b-2")), by=THE_DESK, at=NOON)

    assert [one.code for one in done.made] == ["b-2"]
    assert CaseStudy.objects.get(code="a-1").current().title == "見本の題"
    assert done.rows[0].words == "もうあります（変えません）"
    with pytest.raises(CannotImport, match="新しく取り込む行がありません。"):
        import_cases(text=table(row()), by=THE_DESK, at=NOON)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"題": ""}, "「題」が空です。"),
        ({"出典": ""}, "「出典」が空です。"),
        ({"題": "あ" * 61}, "「題」は60字までです。いまは61字です。"),
        ({"効果": "あ" * 2001}, "「効果」は2000字までです。いまは2001字です。"),
        ({"コード": "日本語"}, "コードは、半角の小文字・数字・ハイフンの20字まで"),
        ({"コード": "a" * 21}, "コードは、半角の小文字・数字・ハイフンの20字まで"),
        ({"担当課コード": "000000"}, "担当課コード「000000」の課は、いまありません。"),
        ({"連携手法": "ない手法"}, "連携手法「ない手法」はありません。"),
        ({"年度": "令和6"}, "年度「令和6」が読めません。"),
        ({"年度": "1999"}, "年度「1999」が読めません。"),
        ({"年度": "2028"}, "年度「2028」が読めません。"),
        ({"出典のアドレス": "javascript:alert(1)"}, "「出典のアドレス」は、https:// から始めてください。"),
    ],
)
def test_a_wrong_row_says_what_is_wrong_and_nothing_is_taken(changes, sentence):
    good, wrong = planned(row(), row(**{"コード": "b-2", **changes}))

    assert good.is_new
    assert sentence in wrong.error
    assert not wrong.is_new
    with pytest.raises(CannotImport, match="直すところのある行が1行あります。"):
        import_cases(text=table(row(), row(**{"コード": "b-2", **changes})), by=THE_DESK, at=NOON)
    assert not CaseStudy.objects.exists()


def test_a_code_twice_in_the_table_is_wrong():
    assert planned(row(), row())[1].error == "2行目と同じコードです。"


def test_what_is_no_table_is_refused():
    with pytest.raises(TableRefused, match="見出しに「題」"):
        plan_cases("コード,概要\n1,2\n", TODAY)
    with pytest.raises(TableRefused, match="2行目: 目に見えない制御文字"):
        plan_cases(table(row(効果="奈良\x00市")), TODAY)


@pytest.mark.parametrize("count", [1, 3])
def test_a_table_costs_the_same_however_long_it_is(count, django_assert_num_queries):
    text = table(*(row(コード=f"c-{n}") for n in range(count)))

    with django_assert_num_queries(3):
        assert len(plan_cases(text, TODAY)) == count


def test_a_code_of_another_case_is_known():
    CaseFactory(code="a-1")

    assert not planned(row())[0].is_new
