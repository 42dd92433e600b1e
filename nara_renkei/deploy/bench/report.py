"""What the bench prints: the figures, how many rows each page showed, and how its time grows with the city."""

import re
from typing import Any, Final

# What repeats on a page: a row of a table, an entry of a list, a choice, a part that opens.
ROW: Final = re.compile(rb"<(?:tr|li|option|details|article)[ >]")
# Two pages are alike when one shows as many rows as the other, a tenth more or less.
ALIKE: Final = 0.1


def rows_of(html: bytes) -> int:
    """Return how many rows, entries and choices a page shows."""
    return len(ROW.findall(html))


def growth(cities: dict[int, Any]) -> dict[str, dict[str, float] | None]:
    """Return for each page of the largest city how many times longer it takes than the like page of a smaller one.

    ``city`` is the smallest city in which the page shows as many rows, ``times`` the median over the median; None
    where no smaller city fills the page as much. A filter that finds one row among 100 proposals and fifty among
    100,000 is not the same page: its time would say how long fifty rows take, not how it grows.
    """
    *smaller, largest = sorted(cities)
    pages = cities[largest]["pages"] if smaller else {}
    return {name: _of_like(name, page, {count: cities[count] for count in smaller}) for name, page in pages.items()}


def _of_like(name: str, page: dict[str, Any], smaller: dict[int, Any]) -> dict[str, float] | None:
    for count, city in smaller.items():
        like = city["pages"].get(name)
        if like and abs(like["rows"] - page["rows"]) <= ALIKE * page["rows"]:
            return {"city": count, "times": round(page["median_ms"] / like["median_ms"], 2)}
    return None


def table(result: dict[str, Any]) -> str:
    lines = ["", "素のDjango                         中央値ms   p95ms  CPU ms    毎秒"]
    for name, one in result["bare"].items():
        lines.append(f"  {name:<30} {one['median_ms']:>9} {one['p95_ms']:>8} {one['cpu_ms']:>7} {one['per_second']:>7}")
    unit = max(result["bare"]["list"]["cpu_ms"], 0.01)
    for count, one in result["cities"].items():
        lines += [
            "",
            f"{int(count):,}件（{one['fill_s']}秒で作成、ワーカー {one['rss_mb']} MB）",
            "  中央値ms   p95ms  CPU ms  素の一覧比   SQL    kB    行  ページ",
        ]
        for name, page in one["pages"].items():
            lines.append(
                f"  {page['median_ms']:>8} {page['p95_ms']:>7} {page['cpu_ms']:>7} {page['cpu_ms'] / unit:>10.1f} {page['sql']!s:>5} {page['bytes'] / 1000:>5.0f} {page['rows']:>5}  {name}"
            )
        lines.append(
            "  送付先の提案 ms: {median_ms}（p95 {p95_ms}、課{divisions}、過去の回答{answers}、索引は{first_s}秒）".format(
                **one["suggest"]
            )
        )
        insert = max(result["bare"]["insert"]["cpu_ms"], 0.01)
        submit = one["submit"]
        lines.append(
            f"  提出: {submit}"
            + (f"（素のINSERTの {submit['cpu_ms'] / insert:.0f} 倍のCPU）" if "cpu_ms" in submit else "")
        )
        lines.append(f"  5 MB のファイル5件を一度に: {one['upload']}")
    lines += growth_lines(result["growth"])
    lines += ["", "PDF"] + [f"  {paper}" for paper in result["papers"]]
    return "\n".join(lines)


def growth_lines(growth: dict[str, dict[str, float] | None]) -> list[str]:
    """Say the worst growth among like pages, and which page had no like."""
    alike = {name: one for name, one in growth.items() if one}
    alone = [name for name, one in growth.items() if one is None]
    lines = []
    if alike:
        worst = max(alike, key=lambda name: alike[name]["times"])
        city, times = int(alike[worst]["city"]), alike[worst]["times"]
        lines += [
            "",
            f"件数による伸び（同じ行数のページ {len(alike)} 枚）: 最大 {times} 倍（{worst}、{city:,}件と比べて）",
        ]
    if alone:
        lines.append(f"  同じ行数のページが小さな市にない: {'、'.join(alone)}")
    return lines
