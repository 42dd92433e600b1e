"""Who may open a page sends to it what nobody should: never an error of ours, never a row about somebody else's thing."""

import random

import pytest

from screening.models import Screening
from tests.factories.screening import NoteFactory
from tests.matrix.asking import one_question
from tests.matrix.forms import all_foreign, all_hostile, forms_of
from tests.permission_matrix import PARTS, ROLES, expected

pytestmark = pytest.mark.django_db

WHOLE = pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.full)])
# what may be written about somebody else's thing all the same
MAY = {
    # when two 団体 become one, the drafts go along
    "admin:directory_organization_merge": {"proposals_proposal"},
    # whoever holds the mailed link answers for the 団体 that was asked
    "proposals:joint": {"proposals_coproposer"},
    "proposals:pledges_by_link": {
        "accounts_member",  # of a 団体 that nobody belonged to
        "proposals_message",
        "proposals_pledgeanswer",
        "proposals_pledgerequest",
        "proposals_proposal",
    },
}
A_FEW = 3
OPEN = {200, 302, 405}
DOOR = 302


def may_open(urls, part):
    """Yield (name, roles that may open it) of everything that is not refused by GET."""
    for name in list(urls)[part::PARTS]:
        by_get = expected(name)
        roles = [role for role in ROLES if by_get[role] in OPEN and not (role == "anonymous" and by_get[role] == DOOR)]
        if roles:
            yield name, roles


@pytest.fixture(scope="module")
def outside(world, rows):
    return {role: rows.outside(world.people.get(role)) for role in ROLES}


def shortened(data):
    return {name: value if len(value) < 40 else f"{value[:10]}…" for name, value in data.items()}


def faults(browser, url, data, rows, outside, may=None):
    """Return what is wrong with the answer to one form, in words; nothing if all is well."""
    browser.raise_request_exception = False
    try:
        with one_question(browser) as tables:
            answer = browser.post(url, data)
            about = rows.about(outside) if tables else []
            found = [one for one in about if one.partition(":")[0] not in (may or ())]
    finally:
        browser.raise_request_exception = True
    if answer.status_code == 500:
        found.append(repr(answer.exc_info[1])[:200])
    return found


@WHOLE
@pytest.mark.parametrize("part", range(PARTS))
def test_an_empty_form_breaks_nothing(part, whole, urls, browsers, rows, outside):
    """Every page by a few of those who may open it, in the full suite by all of them."""
    broken = []
    for name, roles in may_open(urls, part):
        for role in roles if whole else random.Random(name).sample(roles, min(A_FEW, len(roles))):
            if found := faults(browsers[role], urls[name], {}, rows, outside[role], may=MAY.get(name)):
                broken.append(f"{found} from {name} by {role}")

    assert not broken, "\n".join(broken)


@WHOLE
@pytest.mark.parametrize("part", range(PARTS))
def test_a_hostile_form_breaks_nothing(part, whole, urls, browsers, rows, outside, foreign):
    """Each form by one of those who read it and by one of its buttons, in the full suite by three and by four."""
    broken, sent, keys = [], set(), foreign.keys()
    for name, roles in may_open(urls, part):
        dice = random.Random(name)
        readers = [role for role in roles if expected(name)[role] == 200]
        for role in dice.sample(readers, min(3 if whole else 1, len(readers))):
            with one_question(browsers[role]):
                page = browsers[role].get(urls[name])
                html = page.text if "html" in page.headers.get("Content-Type", "") else ""
            for form in forms_of(urls[name], html):
                if form.key in sent and not whole:
                    continue
                sent.add(form.key)
                for fill in (all_hostile, all_foreign):
                    filled = list(fill(form, dice, keys))
                    for data in dice.sample(filled, min(4 if whole else 1, len(filled))):
                        may = MAY.get(name)
                        if found := faults(browsers[role], form.action, data, rows, outside[role], may):
                            broken.append(f"{found} from {form.action} by {role} with {shortened(data)}")

    assert not broken, "\n".join(broken)
    assert sent


def test_the_notebook_knows_about_whom_a_row_was_written(browsers, world, foreign, rows, outside):
    def about(role, write):
        with one_question(browsers[role]):
            write()
            return rows.about(outside[role])

    def note(screening):
        return lambda: NoteFactory(screening=screening)

    def rename(proposal):
        return lambda: type(proposal).objects.filter(pk=proposal.pk).update(title="x")

    theirs, ours = foreign.routing.screening, Screening.objects.get(proposal=world.proposal)
    named = f"screening_screening {theirs.pk}"

    assert about("officer", note(theirs)) == [f"screening_note: {named}"]
    assert about("desk", note(theirs)) == about("officer", note(ours)) == []
    assert about("desk", rename(foreign.draft)) == [f"proposals_proposal: proposals_proposal {foreign.draft.pk}"]
    assert about("company", rename(world.draft)) == about("officer", rename(world.proposal)) == []
    assert about("company", lambda: foreign.message.delete()) != []
