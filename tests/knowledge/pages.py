"""A page of every kind, to be searched for."""

from tests.factories.knowledge import (
    CaseFactory,
    ChapterVersionFactory,
    FaqFactory,
    MenuFactory,
    MethodFactory,
    TemplateVersionFactory,
)
from tests.factories.proposals import ChallengeFactory

WORD = "鵺退治"


def indexed(version):
    version.template.index(version.template.name, version.template.purpose)
    version.template.save()
    return version.template


def one_of_each(word=WORD, n=0):
    """Write one page of every kind that holds a word; staff read all, the public three."""
    CaseFactory(published=True, words={"title": f"事例で{word}{n}"})
    ChapterVersionFactory(chapter__public=True, number=1, title=f"章で{word}{n}")
    MethodFactory(name=f"手法で{word}{n}")
    FaqFactory(opened=True, question=f"相談で{word}{n}")
    indexed(TemplateVersionFactory(template__name=f"様式で{word}{n}"))
    MenuFactory(opened=True, title=f"紹介で{word}{n}")
    ChallengeFactory(title=f"課題で{word}{n}")
