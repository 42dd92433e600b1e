"""What the load must keep to, what filled up first, and whether memory stayed flat. Plain figures in, sentences out."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any, Final

SUBMIT_S: Final = 1.5
PAGE_S: Final = 0.4
# what memory may grow between the first and the last third of a soak: both must be passed to count as growth
GROWS_BY: Final = 0.05
GROWS_MB: Final = 8.0
OURSELVES: Final = "負荷をかける側"
OTHERS: Final = "ほか"
# shares from which something counts as full
CPU_FULL: Final = 0.9
DISK_FULL: Final = 0.3
OTHERS_MATTER: Final = 0.1


def percentile(values: Iterable[float], share: float) -> float:
    """Return the value that ``share`` of all do not pass (nearest rank); 0 of none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * share) - 1)] if ordered else 0.0


def summary(values: Sequence[float]) -> dict[str, float]:
    """Return count, p50, p95 and max of seconds."""
    return {
        "count": len(values),
        "p50": round(percentile(values, 0.5), 3),
        "p95": round(percentile(values, 0.95), 3),
        "max": round(max(values, default=0.0), 3),
    }


def broken(stage: Mapping[str, Any]) -> list[str]:
    """Return a sentence for each goal that a stage misses.

    ``steps``: name → {"kind": "submit" or "page", "count", "p95" in seconds}; ``errors``: words → how often.
    """
    said = []
    for name, step in stage["steps"].items():
        most = SUBMIT_S if step["kind"] == "submit" else PAGE_S
        if step["p95"] > most:
            said.append(f"「{name}」の95 %が {step['p95']:.2f} 秒かかりました（目標 {most} 秒）。")
    if not any(step["kind"] == "submit" and step["count"] for step in stage["steps"].values()):
        said.append("提出が一件もありませんでした。")
    said += [f"誤りが {count} 件ありました: {words}" for words, count in stage["errors"].items()]
    return said


def saturated(stage: Mapping[str, Any]) -> str:
    """Return one sentence on what filled up first.

    ``cores``; ``cpu``: who → cores used, ``OTHERS`` being other work of the machine; ``io_wait``: share of the time in
    which somebody waited for the disk; ``backlog``: mean requests that no web worker had taken.
    """
    cpu, cores = stage["cpu"], stage["cores"]
    busy = sum(cpu.values()) / cores
    ranked = sorted(cpu.items(), key=lambda one: -one[1])
    shares = "、".join(f"{name} {used / cores:.0%}" for name, used in ranked[:3])
    others = cpu.get(OTHERS, 0.0) / cores
    but = f" このうち {others:.0%} は、この計測ではない仕事です。" if others >= OTHERS_MATTER else ""
    if busy >= CPU_FULL:
        largest = next(name for name, _ in ranked if name != OTHERS)
        return f"先にいっぱいになるのは CPU（{busy:.0%}）で、いちばん使うのは{largest}です（{shares}）。{but}"
    if stage["io_wait"] >= DISK_FULL:
        return f"先にいっぱいになるのはディスクです（待ち {stage['io_wait']:.0%}、CPU {busy:.0%}）。{but}"
    if stage["backlog"] >= 1:
        return (
            f"先に足りなくなるのはウェブのワーカーの数です（CPU は {busy:.0%} なのに、平均 {stage['backlog']:.1f} 件の"
            f"リクエストがワーカーを待っています）。{but}"
        )
    return f"いっぱいになったものはありません（CPU {busy:.0%}: {shares}、ディスクの待ち {stage['io_wait']:.0%}）。{but}"


def cost(stage: Mapping[str, Any]) -> tuple[dict[str, int], float]:
    """Return CPU milliseconds a submission by process, and how many a second fill all cores; ({}, 0) without any.

    What the clerks read meanwhile is in it; the load's own work and other work of the machine are not.
    """
    if not stage["completed"]:
        return {}, 0.0
    ours = {name: used for name, used in stage["cpu"].items() if name not in {OTHERS, OURSELVES}}
    each = {name: round(used * stage["seconds"] / stage["completed"] * 1000) for name, used in ours.items()}
    return {name: ms for name, ms in each.items() if ms}, stage["cores"] * 1000 / max(1, sum(each.values()))


def growth(samples: Sequence[Mapping[str, float]], who: str) -> tuple[float, float]:
    """Return the mean MB of the first and of the last third of the samples (taken after the warm-up)."""
    values = [sample[who] for sample in samples]
    third = max(1, len(values) // 3)
    return sum(values[:third]) / third, sum(values[-third:]) / third


def grown(samples: Sequence[Mapping[str, float]]) -> list[str]:
    """Return a sentence for each process whose memory did not stay flat; ``samples``: who → MB."""
    if len(samples) < 3:
        return ["メモリーの記録が3回に足りません。--soak を長くしてください。"]
    said = []
    for who in samples[0]:
        before, after = growth(samples, who)
        if after - before > max(GROWS_MB, before * GROWS_BY):
            said.append(
                f"{who}のメモリーが増え続けました（はじめの三分の一 {before:.0f} MB → 終わりの三分の一 {after:.0f} MB）。"
            )
    return said
