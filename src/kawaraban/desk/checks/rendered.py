"""A found sentence in the readers' language: out of the rendering of its paragraph, where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from kawaraban.desk.checks.finding import Found
from kawaraban.desk.models import Article, Paragraph, Rendering
from kawaraban.desk.models.renderings import TITLE
from kawaraban.translate.align import AlignError, align
from kawaraban.translate.sentences import sentences


def of_sentences(found: Sequence[Found], language: str) -> dict[int, str]:
    """By article, what its rendering says where the sentence stands; two queries. Others are left out."""
    foreign = {one.article: one for one in found if one.language != language}
    rows = Rendering.objects.filter(
        article__in=foreign, pid__in={one.pid for one in foreign.values()}, language=language
    ).exclude(state=Rendering.State.STALE)
    texts = {(article, pid): text for article, pid, text in rows.values_list("article_id", "pid", "text")}
    originals = _originals([one for one in foreign.values() if (one.article, one.pid) in texts])
    return {
        article: _words(one, originals.get((one.article, one.pid), one.text), texts[article, one.pid], language)
        for article, one in foreign.items()
        if (article, one.pid) in texts
    }


def _originals(found: Sequence[Found]) -> dict[tuple[int, str], str]:
    versions = {one.version: one.article for one in found}
    rows = Paragraph.objects.filter(version__in=versions, pid__in={one.pid for one in found})
    texts = {(versions[version], pid): text for version, pid, text in rows.values_list("version_id", "pid", "text")}
    titles = Article.objects.filter(pk__in=[one.article for one in found if one.pid == TITLE])
    return texts | {(pk, TITLE): title for pk, title in titles.values_list("pk", "title")}


def _words(one: Found, original: str, target: str, language: str) -> str:
    """What belongs to the sentence; all of the rendering where that can't be told."""
    ours, theirs = sentences(original), sentences(target)
    if one.text not in ours or len(theirs) < 2:
        return target
    place = ours.index(one.text)
    try:
        links = align(ours, theirs, one.language, language)
    except AlignError:
        return target
    said = [theirs[number] for link in links if place in link.source for number in link.target]
    return ("" if language in {"ja", "zh"} else " ").join(said) or target
