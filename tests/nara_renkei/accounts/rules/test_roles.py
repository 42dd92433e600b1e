from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.rules.roles import ROLES, Permission, permissions_of


def test_every_kind_of_post_has_a_role_with_a_name():
    assert set(ROLES) == set(PostKind)
    assert [kind for kind, role in ROLES.items() if not role.name] == []


def test_every_permission_is_given_to_somebody():
    given = frozenset().union(*(role.permissions for role in ROLES.values()))

    assert set(Permission) - given == set()


def test_who_holds_no_post_may_do_nothing():
    assert permissions_of([]) == frozenset()


def test_posts_add_up():
    together = {Permission.ANSWER, Permission.OPEN_RECORDS, Permission.READ_AUDIT, Permission.ENTER_ADMIN}

    assert permissions_of(["OFFICER", "AUDITOR"]) == together


def test_who_enters_the_admin():
    assert {kind for kind, role in ROLES.items() if Permission.ENTER_ADMIN in role.permissions} == {
        PostKind.DESK,
        PostKind.SYSTEM,
        PostKind.AUDITOR,
    }


def test_those_who_keep_the_system_or_the_books_read_no_proposal():
    closed = {Permission.READ_ALL_PROPOSALS, Permission.ANSWER, Permission.TRIAGE, Permission.OPEN_RECORDS}

    for kind in (PostKind.SYSTEM, PostKind.AUDITOR):
        assert ROLES[kind].permissions & closed == set()
