"""Tables of 事例, as the desk gets them."""

import csv
import io

from knowledge.queries.case_file import OPTIONAL, REQUIRED

HEAD = (*REQUIRED, *OPTIONAL)


def row(**changes):
    return {
        "コード": "a-1",
        "題": "見本の題",
        "概要": "見本の概要です。",
        "分野": "防災",
        "実施主体": "例の市",
        "担当課コード": "990101",
        "出典": "公表元：例の市",
        "連携手法": "mihon-kyotei",
        "年度": "2024",
        "背景と課題": "困りごと、\n二行目。",
        "取り組んだこと": "取組の文。",
        "効果": "効果の文。",
        "出典のアドレス": "https://example.com/a",
        **changes,
    }


def table(*rows):
    """Return the rows as the text of a CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEAD, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
