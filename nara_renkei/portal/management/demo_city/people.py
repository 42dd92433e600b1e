"""Names of the demo city's staff: made up, repeated nowhere within a 課."""

SURNAMES = tuple(
    "佐紀 生駒 春日 高円 若草 飛火 西大 菅原 押熊 鹿野 水門 手向 雑司 法蓮 般若 芝辻 油阪 椿井 元林 鵲町 瓦堂 餅飯 勝南 脇戸 鳴川 十輪 川之 京終 肘塚 紀寺".split()
)
GIVEN = tuple("一郎 花子 誠 直子 健 香織 隆 由美 学 恵 亮 真理 拓 千夏 望 綾 大地 美咲 修 和子".split())


def name_of(sequence: int) -> str:
    """Return the n-th name; 600 before one repeats."""
    return f"{SURNAMES[sequence % len(SURNAMES)]} {GIVEN[(sequence // len(SURNAMES) + sequence) % len(GIVEN)]}"
