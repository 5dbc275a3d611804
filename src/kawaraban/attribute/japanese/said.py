"""Verbs of saying with what was said: 「…」と述べた, 関与を否定した, 撤退するよう求めた, とされる."""

from __future__ import annotations

from itertools import pairwise

from kawaraban.attribute.cues import Cue
from kawaraban.attribute.japanese import nominal, nouns, sources
from kawaraban.attribute.japanese.lexicon import lexicon
from kawaraban.attribute.japanese.phrases import Through, throughs
from kawaraban.attribute.japanese.sentence import Draft, Sentence
from kawaraban.attribute.japanese.sites import Site, sites
from kawaraban.attribute.japanese.words import Word
from kawaraban.attribute.model import Span

_TURNS = frozenset(
    {
        "が",
        "けれど",
        "けれども",
        "もの",
        "一方",
        "上",
        "うえ",
        "際",
        "為",
        "ため",
        "後",
        "ほか",
        "他",
        "し",
        "ので",
        "とともに",
        "と",
        "中",
        "時",
    }
)


def find(sentence: Sentence) -> list[Draft]:
    """The drafts of a sentence, in its order; what stands inside of another's words has that one in `via`."""
    words = sentence.words
    found = _all(words)
    drafts: list[Draft] = []
    low = _after_opening(words)
    outer: dict[int, int] = {}
    for number, site in enumerate(found):
        inside = _embedding(words, found, number)
        if not site.tail.said:
            continue
        inner = inside >= 0 and found[inside].rule != "hearsay"
        draft = _draft(sentence, site, low, inner, _before(drafts, low))
        if draft is not None:
            if inside >= 0:
                outer[len(drafts)] = inside
            drafts.append(draft)
        if inside < 0:
            low = max(low, _next_clause(words, site))
    _link(found, drafts, outer)
    return _merged(words, drafts)


def _all(words: list[Word]) -> list[Site]:
    """The sites of verbs and nouns in order; a noun's takes its verb with it."""
    by_noun = nominal.sites(words)
    taken = {site.at for site in by_noun}
    by_verb = [site for site in sites(words) if site.at not in taken]
    marked = {site.marker for site in by_noun}
    by_verb = [site for site in by_verb if site.rule != "toshite" or site.marker not in marked]  # とする声明
    last = max((site.at for site in by_verb), default=-1)
    by_noun = [site for site in by_noun if site.rule != "bare noun" or site.at > last]
    return sorted([*by_noun, *by_verb], key=lambda site: site.at)


def _link(found: list[Site], drafts: list[Draft], outer: dict[int, int]) -> None:
    for number, inside in outer.items():
        at = found[inside].at
        holder = next((draft for draft in drafts if draft.at == at), None)
        if number < len(drafts) and holder is not None and holder.source and drafts[number] is not holder:
            drafts[number].via += holder.source


def _merged(words: list[Word], drafts: list[Draft]) -> list[Draft]:
    """One claim where the outer words only pass the inner on: と語ったとノースワイヤが伝えた, と供述しているという."""
    kept = list(drafts)
    for inner, outer in pairwise(drafts):
        if not inner.source or not (inner.stop <= outer.at <= inner.stop + 12) or outer.kind.stance != "reported":
            continue
        if not any(end == words[inner.stop - 1].end for _, end in outer.content):
            continue
        inner.cue = [*inner.cue, *outer.cue]
        if outer.source or words[outer.at].lemma != "言う":
            inner.kind = Cue("reported", inner.kind.act)
        if outer.source and not inner.via:
            inner.via = list(outer.source)
        kept.remove(outer)
    return kept


def _before(drafts: list[Draft], low: int) -> Draft | None:
    """The draft of the clause before, whose subject goes on."""
    return next((draft for draft in reversed(drafts) if draft.stop <= low and draft.rule != "hearsay"), None)


def _embedding(words: list[Word], found: list[Site], number: int) -> int:
    """The site in whose words a site stands: と述べたと報じた; -1 where it stands in none."""
    site = found[number]
    stop = site.tail.stop
    if stop + 1 < len(words) and words[stop].text == "、" and words[stop + 1].text == "と":
        stop += 1
    elif stop >= len(words) or site.tail.chains or words[stop].text in {"。", "、", "が"}:
        return -1
    for later in range(number + 1, min(number + 9, len(found))):
        if stop <= found[later].ends <= stop + 4:
            return later
    return -1


def _after_opening(words: list[Word]) -> int:
    """The place after a dateline and after 一方、 and the like."""
    low = 0
    if words[0].text == "【":
        low = next((place + 1 for place in range(min(40, len(words))) if words[place].text == "】"), 0)
    if low < len(words) and (words[low].pos == "接続詞" or words[low].text in lexicon().openings):
        low += 1
    for place in range(low, min(low + 6, len(words))):
        if words[place].text == "、":
            text = "".join(word.text for word in words[low:place])
            return place + 1 if text in lexicon().openings else low
    return low


def _next_clause(words: list[Word], site: Site) -> int:
    """Where the next clause begins after a site's; 0 where its clause only describes a noun."""
    stop = site.tail.stop
    for place in range(stop, min(stop + 6, len(words))):
        if words[place].text == "、":
            return place + 1
        if words[place].lemma not in _TURNS and words[place].text not in {"で", "の", "に", "は", "た"}:
            break
    return 0


def _draft(sentence: Sentence, site: Site, low: int, inner: bool, before: Draft | None) -> Draft | None:
    words = sentence.words
    if site.kind.stance != "denies" and site.tail.negated and words[site.at].lemma not in lexicon().negated:
        return None
    draft = Draft(
        sentence, site.at, site.tail.stop, site.rule, [_cue(words, site)], site.kind, negated=site.tail.negated
    )
    begins = low
    named = None if _is_nobodys(words, site) else sources.find(words, site, low, inner, before is not None)
    if named is not None:
        draft.source = [nouns.of(words, named.start, named.stop)]
        begins = named.begins
    elif site.rule == "gesture" or (site.rule in {"object", "request"} and _describes(words, site)):
        return None  # 存続を求める署名
    elif site.rule in {"noun", "bare noun"} and (giver := sources.giver(words, low, site.ends)):
        draft.source = [nouns.of(words, giver.start, giver.stop)]
        begins = giver.begins
    elif _is_nobodys(words, site):
        draft.inherits = site.rule == "hearsay" and words[site.at].text in {"いう", "いい"}
    elif before is not None and not inner:
        draft.source, draft.via, draft.inherits = list(before.source), list(before.via), before.inherits
    else:
        draft.inherits = True
    if words[site.at].lemma == "公表" and words[site.marker - 1].text == "こと":
        draft.kind = Cue("reveals", "speech")
    begins = _through(words, site, begins, draft)
    _set_stance(sentence, draft)
    draft.content = _content(words, site, begins, draft)
    return draft if draft.content else None


def _is_nobodys(words: list[Word], site: Site) -> bool:
    """Whether the words name nobody who says it: hearsay, what came to light, what was said of them."""
    if site.rule in {"hearsay", "emerging", "bare noun"} or site.tail.passive:
        return True
    return site.rule == "noun" and words[site.at].lemma in lexicon().arising


def _describes(words: list[Word], site: Site) -> bool:
    """Whether the clause describes a noun, or stands inside of another's."""
    stop = site.tail.stop
    return stop < len(words) and (words[stop].is_noun or words[stop].text == "と")


def _set_stance(sentence: Sentence, draft: Draft) -> None:
    """A minister who "conveys" says; a paper that does reports."""
    word = sentence.words[draft.at]
    if word.lemma != "伝える" or draft.kind.stance != "reported" or not draft.source or draft.via:
        return
    last = "".join(w.text for w in sentence.words if draft.source[0][0] <= w.start < draft.source[-1][1])
    if last.endswith(lexicon().persons) and not last.endswith(lexicon().outlets):
        draft.kind = Cue("says", draft.kind.act)


def _through(words: list[Word], site: Site, begins: int, draft: Draft) -> int:
    """ "通信は関係者の話として…と伝えた": those spoke, and the agency stands between."""
    found = [through for through in throughs(words, begins, site.ends) if through.stop <= site.ends]
    if not found or site.rule in {"hearsay", "emerging"}:
        return begins
    last: Through = found[-1]
    draft.via = [*draft.source, *draft.via] if draft.source else []
    draft.source = [nouns.of(words, last.start, last.at)]
    draft.inherits = False
    if draft.via:
        draft.kind = Cue("reported", draft.kind.act)
    return last.stop


def _cue(words: list[Word], site: Site) -> Span:
    start = {"toshite": site.marker, "hearsay": site.marker, "noun": site.start, "gesture": site.start}.get(
        site.rule, site.at
    )
    return words[start].start, words[site.tail.stop - 1].end


def _content(words: list[Word], site: Site, begins: int, draft: Draft) -> list[Span]:
    start, stop = begins, site.ends
    if start >= stop:
        return []
    if words[stop - 1].quotation >= 0 and site.rule not in {"object", "request"}:
        run = sources.first_of_run(words, stop, start)
        before = words[run - 1] if run > start else None
        named = draft.source[0][1] if draft.source else -1
        plain = before is None or before.pos != "助詞" or before.start == named or before.text == "て"
        if plain or sources.after_venues(words, start, run) >= run or _is_to_somebody(words, run, start):
            start = run
        else:
            start = max(start, _after_comma(words, start, run))
            start = sources.after_venues(words, start, run)
    elif words[start].quotation < 0:
        start = sources.after_venues(words, start, stop)
    return [(words[start].start, words[stop - 1].end)]


def _after_comma(words: list[Word], start: int, stop: int) -> int:
    return next((place + 1 for place in range(stop - 1, start, -1) if words[place].text == "、"), start)


def _is_to_somebody(words: list[Word], run: int, low: int) -> bool:
    """ "妻に「…」": those spoken to."""
    if words[run - 1].text != "に":
        return False
    if sources.is_place(words, run - 2):
        return True
    start = nouns.phrase(words, run - 1, low)
    return start < run - 1 and nouns.speaks(words, start, run - 1)
