from dialogue.rules.event_papers import EVENT_PAPERS, REPORT, event_paper


def test_a_paper_is_found_by_its_kind():
    assert event_paper("event_report") == REPORT
    assert event_paper("monthly") is None
    assert len({one.kind for one in EVENT_PAPERS}) == len(EVENT_PAPERS)
