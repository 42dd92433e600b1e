"""The table of a load."""

from collections.abc import Mapping
from typing import Any

from nara_renkei.deploy.load.verdict import OTHERS, OURSELVES, cost, growth


def table(result: Mapping[str, Any]) -> str:
    given = result["given"]
    lines = [
        "",
        f"企業 {given['companies']} 社（{result['file_bytes'] / 1e6:.1f} MB のPDFを一つずつ、回線 {given['line']:g} Mbps）、"
        f"職員 {given['staff']} 人、提案 {given['proposals']:,} 件の市、"
        + ("nginx を通して" if result["nginx"] else "nginx なし（遅い送信がワーカーをふさぎます）"),
    ]
    for name, stage in result["stages"].items():
        lines += ["", f"■ {name}", *_stage(stage)]
    if result.get("rates"):
        lines += ["", "■ 毎秒の提出を増やす（考える間なし）", "  始めた毎秒  終えた毎秒  遅い段の95 %   誤り  CPU"]
        lines += [_rate(one) for one in result["rates"]]
        lines.append(f"  {result['rates'][-1]['saturated']}")
    if result.get("memory"):
        lines += ["", f"■ メモリー（{len(result['memory'])}回見ました）", *_memory(result["memory"])]
    lines += ["", *([f"× {one}" for one in result["broken"]] or ["○ 目標のとおりです。"])]
    return "\n".join(lines)


def _stage(stage: Mapping[str, Any]) -> list[str]:
    lines = ["     件   中央値s   95 %s   最大s"]
    for kind in ("submit", "page"):
        for name, one in stage["steps"].items():
            if one["kind"] == kind:
                lines.append(f"  {one['count']:>5} {one['p50']:>9.3f} {one['p95']:>7.3f} {one['max']:>7.3f}  {name}")
    return [
        *lines,
        f"  {stage['seconds']:.0f} 秒に提出 {stage['completed']} 件（毎秒 {stage['per_second']}）、"
        f"誤り {sum(stage['errors'].values())} 件",
        f"  CPU（{stage['cores']} コアのうち）: {_cpu(stage)}",
        f"  走りたい糸 平均 {stage['running']['mean']}（95 % {stage['running']['p95']:.0f}）、ワーカーを待つ接続 平均 {stage['backlog']}"
        f"（最大 {stage['backlog_max']}）、ディスクの待ち {stage['io_wait']:.0%}、PostgreSQLの接続 最大 {stage['connections']}",
        # people who think have begun more than they have submitted: their CPU belongs to no submission yet
        *(_cost(stage) if all(step["count"] <= stage["completed"] for step in _submitting(stage)) else []),
        f"  {stage['saturated']}",
    ]


def _submitting(stage: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [step for step in stage["steps"].values() if step["kind"] == "submit"]


def _cost(stage: Mapping[str, Any]) -> list[str]:
    each, most = cost(stage)
    said = "、".join(f"{name} {ms} ms" for name, ms in sorted(each.items(), key=lambda one: -one[1]))
    return [f"  提出1件の CPU（読む職員の分も入れて）: {said}。CPU だけなら毎秒 {most:.1f} 件まで"] if each else []


def _cpu(stage: Mapping[str, Any]) -> str:
    ranked = sorted(stage["cpu"].items(), key=lambda one: (one[0] in {OURSELVES, OTHERS}, -one[1]))
    return "、".join(f"{name} {used:.2f}" for name, used in ranked)


def _rate(one: Mapping[str, Any]) -> str:
    slowest = max((step["p95"] for step in one["steps"].values() if step["kind"] == "submit"), default=0.0)
    busy = sum(one["cpu"].values()) / one["cores"]
    errors = sum(one["errors"].values())
    return f"  {one['rate']:>10} {one['per_second']:>11} {slowest:>12.2f}秒 {errors:>6}  {busy:.0%}（ほか {one['cpu'][OTHERS] / one['cores']:.0%}）"


def _memory(samples: list[dict[str, float]]) -> list[str]:
    names = [name for name in samples[0] if name != "at"]
    lines = []
    for name in names:
        before, after = growth(samples, name)
        most = max(sample[name] for sample in samples)
        lines.append(f"  {name}: はじめの三分の一 {before:.0f} MB → 終わりの三分の一 {after:.0f} MB（最大 {most:.0f}）")
    return lines
