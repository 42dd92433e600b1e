from io import BytesIO

import pytest
from pypdf import PdfReader
from weasyprint import HTML

from nara_renkei.reports import rendering
from nara_renkei.reports.rendering import CannotRender, asset, asset_fetcher, render_pdf


def test_a_stylesheet_is_read_from_the_static_folder():
    assert b"BIZ UDPGothic" in asset("asset:css/report.css")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "http://127.0.0.1:1/x.css", "https://example.com/x", "data:text/plain,x", "ftp://127.0.0.1/x",
        "asset:", "asset:/etc/passwd", "asset://etc/passwd", "asset:../manage.py", "asset:css/../../manage.py", "asset:%2e%2e/manage.py", "asset:css", "asset:none.css",
    ],
)  # fmt: skip
def test_nothing_else_is_fetched(url):
    with pytest.raises(ValueError, match="asset"):
        asset(url)
    with pytest.raises(ValueError, match="asset"):
        asset_fetcher().fetch(url)


def test_a_hostile_picture_leaves_no_trace_in_the_paper(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密の文字")
    html = f'<html lang="ja"><title>紙</title><img src="file://{secret}" alt="絵"><link rel="attachment" href="file://{secret}"><p>本文'

    pdf = PdfReader(BytesIO(HTML(string=html, base_url="asset:", url_fetcher=asset_fetcher()).write_pdf()))

    assert (pdf.attachments, "本文" in pdf.pages[0].extract_text()) == ({}, True)


def test_a_paper_of_endless_words_is_refused(monkeypatch):
    monkeypatch.setattr(rendering, "LONGEST_HTML", 10)
    monkeypatch.setattr(rendering, "render_to_string", lambda *_: "あ" * 11)

    with pytest.raises(CannotRender, match="期間を短くしてください"):
        render_pdf("reports/monthly.html", {})
