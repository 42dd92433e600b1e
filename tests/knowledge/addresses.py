"""What the addresses of knowledge name, and the rows of its tables."""

from knowledge.models import StandingConsultee
from knowledge.usecases.tell_watchers import stop_token
from tests.world import Addresses, Arguments, Rows, World


def _case(world: World) -> Arguments:
    return {"code": world.case.code}


def _public_case(world: World) -> Arguments:
    return {"code": world.public_case.code}


def _picture(world: World) -> Arguments:
    return {"code": world.public_case.code, "uuid": world.picture.file.uuid}


def _menu(world: World) -> Arguments:
    return {"code": world.menu.code}


def _chapter(world: World) -> Arguments:
    return {"anchor": world.chapter.anchor}


def _chapter_row(world: World) -> Arguments:
    return {"pk": world.chapter.pk}


ADDRESSES: Addresses = {
    "knowledge:case": _case,
    "knowledge:case_history": _case,
    "knowledge:revise_case": _case,
    "knowledge:hand_in_case": _case,
    "admin:knowledge_casestudy_act": lambda world: {"pk": world.case.pk, "verb": "kimeru"},
    "knowledge:menu": _menu,
    "knowledge:slide": _menu,
    "knowledge:pages": _menu,
    "knowledge:page": lambda world: {"code": world.menu.code, "page": 1},
    "knowledge:booklet": lambda world: {"paper": world.booklet.uuid},
    "knowledge:booklet_pdf": lambda world: {"paper": world.booklet.uuid},
    "knowledge:my_menu": _menu,
    "knowledge:keep": _menu,
    "knowledge:withdraw": _menu,
    "knowledge:my_slide": _menu,
    "admin:knowledge_menu_act": lambda world: {"pk": world.menu.pk, "verb": "tazuneru"},
    "admin:knowledge_menu_revise": lambda world: {"pk": world.menu.pk},
    "knowledge:public_case": _public_case,
    "knowledge:case_card": _public_case,
    "knowledge:case_picture": _picture,
    "knowledge:my_case": _public_case,
    "knowledge:agree": _public_case,
    "knowledge:refuse": _public_case,
    "knowledge:withdraw_consent": _public_case,
    "knowledge:my_case_picture": _picture,
    "knowledge:case_pictures": _public_case,
    "knowledge:staff_case_picture": _picture,
    "knowledge:show_picture": _picture,
    "knowledge:remove_picture": _picture,
    "knowledge:chapter": _chapter,
    "knowledge:chapter_history": _chapter,
    "knowledge:chapter_change": lambda world: {"anchor": world.chapter.anchor, "number": 2},
    "knowledge:staff_chapter": _chapter,
    "knowledge:staff_chapter_history": _chapter,
    "knowledge:staff_chapter_change": lambda world: {"anchor": world.chapter.anchor, "number": 2},
    "knowledge:acknowledge": _chapter,
    "knowledge:edition": lambda world: {"paper": world.edition.uuid},
    "knowledge:edition_pdf": lambda world: {"paper": world.edition.uuid},
    "knowledge:review": lambda world: {"kind": "jirei", "code": world.case.code},
    "knowledge:read_by_link": lambda _: {"token": "absent"},
    "knowledge:stop_by_link": lambda world: {"token": stop_token(world.people["officer"])},
    "admin:knowledge_chapter_act": lambda world: {"pk": world.chapter.pk, "verb": "kimeru"},
    "admin:knowledge_chapter_readings": _chapter_row,
    "admin:knowledge_chapter_remove": _chapter_row,
    "admin:knowledge_chapter_draft": _chapter_row,
    "knowledge:method": lambda world: {"code": world.method.code},
    "admin:knowledge_method_act": lambda world: {"pk": world.method.pk, "verb": "kimeru"},
    "admin:knowledge_method_words": lambda world: {"pk": world.method.pk},
    "admin:knowledge_method_rules": lambda world: {"pk": world.method.pk},
    "admin:knowledge_navigatorquestion_act": lambda world: {"pk": world.answer.question.pk, "verb": "nai"},
    "admin:knowledge_navigatorquestion_words": lambda world: {"pk": world.answer.question.pk},
    "knowledge:support": lambda world: {"uuid": world.support.uuid},
    "knowledge:faq": lambda world: {"code": world.faq.code},
    "admin:knowledge_supportrequest_act": lambda world: {"pk": world.support.pk, "verb": "kaku"},
    "admin:knowledge_supportrequest_answer": lambda world: {"pk": world.support.pk},
    "admin:knowledge_supportrequest_faq": lambda world: {"pk": world.support.pk},
    "admin:knowledge_faq_act": lambda world: {"pk": world.faq.pk, "verb": "torisage"},
    "admin:knowledge_faq_revise": lambda world: {"pk": world.faq.pk},
    "knowledge:challenge_cases": lambda world: {"code": world.challenge.code},
    "knowledge:staff_challenge_cases": lambda world: {"code": world.challenge.code},
    "admin:knowledge_vainsearch_act": lambda world: {"pk": world.vain_search.pk, "verb": "katazukeru"},
    "knowledge:template": lambda world: {"code": world.template.code},
    "knowledge:template_file": lambda world: {"code": world.template.code, "number": 1},
    "admin:knowledge_template_act": lambda world: {"pk": world.template.pk, "verb": "nai"},
    "admin:knowledge_template_version": lambda world: {"pk": world.template.pk},
    "admin:knowledge_template_revise": lambda world: {"pk": world.template.pk},
}

ROWS: Rows = {
    "knowledge_menu": lambda world: world.menu.pk,
    "knowledge_vainsearch": lambda world: world.vain_search.pk,
    "knowledge_casestudy": lambda world: world.case.pk,
    "knowledge_chapter": lambda world: world.chapter.pk,
    "knowledge_method": lambda world: world.method.pk,
    "knowledge_navigatorquestion": lambda world: world.answer.question.pk,
    "knowledge_supportrequest": lambda world: world.support.pk,
    "knowledge_template": lambda world: world.template.pk,
    "knowledge_faq": lambda world: world.faq.pk,
    "knowledge_standingconsultee": lambda world: (
        StandingConsultee.objects.get_or_create(topic="CONTRACT", division=world.division)[0].pk
    ),
}
