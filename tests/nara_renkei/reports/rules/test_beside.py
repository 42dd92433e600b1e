from nara_renkei.reports.rules.beside import beside, by_code, series_of
from nara_renkei.reports.rules.figures import DECLINE_REASONS, DEFINITIONS, RECEIVED, Figure, Part


def column(**values):
    known = {"received": 3, **values}
    return by_code([Figure(one, known.get(one.code), cases=0) for one in DEFINITIONS])


def test_every_figure_stands_there_once_with_its_parts_below_it():
    now = {
        **column(),
        "decline_reasons": Figure(DECLINE_REASONS, 1200, parts=[Part("抽象的", 1200), Part("営業", None)]),
    }
    before = {**column(), "decline_reasons": Figure(DECLINE_REASONS, 1, parts=[Part("寄附のみ", 1)])}

    rows = beside([None, before, now])

    assert [row.definition for row in rows if not row.part] == list(DEFINITIONS)
    assert {row.part: row.cells for row in rows if row.definition is DECLINE_REASONS} == {
        "": ["―", "1件", "1,200件"],
        "寄附のみ": ["―", "1件", "―"],
        "抽象的": ["―", "―", "1,200件"],
        "営業": ["―", "―", "5件未満など"],
    }


def test_a_line_has_gaps():
    assert series_of(RECEIVED, [None, column(), column(received=8)]) == ("受け付けた提案", [None, 3, 8])
