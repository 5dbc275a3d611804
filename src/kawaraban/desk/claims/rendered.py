"""What was said, in the readers' language: the words of claims out of the renderings of their paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kawaraban.desk.claims.beside import beside
from kawaraban.desk.claims.storing import standing
from kawaraban.desk.models import Claim, Paragraph, Rendering

Place = tuple[int, str]  # an article, and one of its paragraphs


def rendered(claims: Sequence[Claim], language: str) -> dict[int, str]:
    """By claim, what its rendering says where it has been rendered and the cue is found there; three queries.

    `claims` have their article loaded.
    """
    wanted = {claim.pk: (claim.article_id, str(claim.cue[0][0])) for claim in claims if claim.cue}
    foreign = {claim.article_id for claim in claims if claim.article.language != language}
    places = {place for place in wanted.values() if place[0] in foreign}
    if not places:
        return {}
    pids = {pid for _, pid in places}
    texts = {
        (article, pid): text
        for article, pid, text in Rendering.objects.filter(article__in=foreign, pid__in=pids, language=language)
        .exclude(state=Rendering.State.STALE)
        .values_list("article_id", "pid", "text")
    }
    found: dict[int, str] = {}
    originals = _originals(claims, pids)
    for place, some in _by_place(foreign).items():
        if place in places and place in texts and place in originals:
            found |= _words(originals[place], texts[place], some, language)
    return {key: words for key, words in found.items() if key in wanted}


def _originals(claims: Sequence[Claim], pids: set[str]) -> dict[Place, str]:
    articles = {claim.version_id: claim.article_id for claim in claims}
    rows = Paragraph.objects.filter(version__in=articles, pid__in=pids).values_list("version_id", "pid", "text")
    return {(articles[version], pid): text for version, pid, text in rows}


def _by_place(articles: set[int]) -> Mapping[Place, list[Claim]]:
    """All claims of these articles: those of one paragraph take the cues of its rendering among themselves."""
    found: dict[Place, list[Claim]] = {}
    for claim in standing().filter(article__in=articles).select_related("article").order_by("position"):
        if claim.cue:
            found.setdefault((claim.article_id, str(claim.cue[0][0])), []).append(claim)
    return found


def _words(original: str, target: str, claims: Sequence[Claim], language: str) -> dict[int, str]:
    languages = (claims[0].article.language, language)
    wanted = tuple((int(claim.cue[0][1]), claim.stance) for claim in claims)
    found = beside(original, target, languages, wanted)
    return {claim.pk: one.said(target) for claim, one in zip(claims, found, strict=True) if one is not None}
