"""Who goes through a page by the keyboard alone."""

from tests.journeys.conftest import Person

MANY = 120  # more stops than any page of the steps has


FOCUS = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    return {
        name: one.name || "", value: one.value || "", words: one.textContent.trim(), link: one.getAttribute("href") || "",
        ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inSight: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


class Keyboard:
    """Somebody who has no mouse, and sees where the focus is at every stop."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

    def to(self, **wanted: str) -> None:
        """Press Tab until the focus is on it."""
        for _ in range(MANY):
            self.page.keyboard.press("Tab")
            here = self.page.evaluate(FOCUS)
            assert (here["ring"], here["inSight"]) == (True, True), f"no focus to be seen: {here}"
            if all(here[key] == value for key, value in wanted.items()):
                return
        raise AssertionError(f"Tab never comes to {wanted}")

    def enter(self) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def type(self, name: str, words: str) -> None:
        self.to(name=name)
        self.page.keyboard.insert_text(words)
