"""The paste box: an original on the left, its translation on the right, links mended by hand, taken into the memory."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from kawaraban.desk.aligning import MAX_CHARACTERS, Sheet, TextsError, aligned, by_language, segments, take
from kawaraban.desk.models import Article
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.rendering import RenderingError, parts
from kawaraban.desk.search import search
from kawaraban.read.language import identify

#: Languages that a person may say a text is in.
LANGUAGES = ("en", "ja", "ru", "zh", "uk", "ko", "fr", "de", "es", "it", "pt", "ar", "pl", "tr")
_REMEMBERED = 120  # seconds after which the progress of an alignment is forgotten
_FOUND = 8  # articles offered for a search


def _languages() -> list[tuple[str, str]]:
    """The languages with their names in the reader's own, as Django knows them."""
    return [(code, get_language_info("zh-hans" if code == "zh" else code)["name_translated"]) for code in LANGUAGES]


def _or_none() -> list[tuple[str, str]]:
    return [("", gettext("As the text says")), *_languages()]


class PasteForm(forms.Form):
    """What was pasted, and what is said of it."""

    left = forms.CharField(required=False, strip=False, widget=forms.Textarea)
    right = forms.CharField(required=False, strip=False, widget=forms.Textarea)
    source_language = forms.ChoiceField(required=False, choices=_or_none)
    target_language = forms.ChoiceField(choices=_languages)
    by = forms.ChoiceField(choices=[("paragraph", _("Paragraphs")), ("sentence", _("Sentences"))])
    title = forms.CharField(required=False, max_length=160)
    day = forms.DateField(required=False)
    article = forms.ModelChoiceField(Article.objects.exclude(version=None), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        left, right = values.get("left", ""), values.get("right", "")
        if max(len(left), len(right)) > MAX_CHARACTERS:
            raise forms.ValidationError(gettext("A text is over 200,000 characters: paste it in parts."))
        if values.get("target_language") and right.strip():
            source = values.get("source_language") or _source_language(values, left or right)
            if source == values["target_language"]:
                raise forms.ValidationError(
                    gettext("Both texts are in one language: paste the original on the left, and say its language.")
                )
            values["source_language"] = source
            if not left.strip():
                values["left"], values["right"] = by_language(right, source, values["target_language"])
        return values


@login_required
@require_http_methods(["GET", "POST"])
def align(request: DeskRequest) -> HttpResponse:
    """GET shows the boxes (`?article=` fills the left one, `?find=` looks for one); POST aligns, mends, takes in."""
    if request.method == "GET":
        return _boxes(request, _first(request.GET, request.preferences.language), request.GET.get("find", ""))
    form = PasteForm(request.POST)
    sheet = Sheet.parse(*(request.POST.get(name, "") for name in ("source", "target", "links", "moved")))
    do = request.POST.get("do", "align")
    if do == "back" or not form.is_valid():
        return _boxes(request, form, status=200 if do == "back" else 422)
    if do == "take":
        return _take(request, form, sheet)
    if do == "align":
        values = form.cleaned_data
        sides = (segments(values[side], values["by"]) for side in ("left", "right"))
        try:
            sheet = aligned(*sides, values["source_language"], values["target_language"], _teller(request))
        except TextsError as error:
            form.add_error(None, str(error))
            return _boxes(request, form, status=422)
    return _mending(request, form, _done(sheet, do))


@login_required
@require_GET
def progress(request: DeskRequest) -> JsonResponse:
    """`{"done": 0 to 1}` for the alignment that was begun under `?token=`; null where none is known."""
    return JsonResponse({"done": cache.get(_key(request.GET.get("token", "")))})


def _teller(request: DeskRequest) -> Callable[[float], None] | None:
    """Writes down how far the alignment has come, for `progress`; None where the page did not ask."""
    token = request.POST.get("token", "")
    return partial(cache.set, _key(token), timeout=_REMEMBERED) if token else None


def _key(token: str) -> str:
    return "align-" + hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _first(query: QueryDict, language: str) -> PasteForm:
    """The form as it is before anything was pasted; an article's text in it where one was chosen."""
    values: dict[str, Any] = {"target_language": language, "by": "paragraph"}
    key = query.get("article", "")
    if key.isascii() and key.isdigit() and len(key) < 19:
        article = Article.objects.exclude(version=None).select_related("version").filter(pk=key).first()
        if article is not None:
            values |= {
                "article": article.pk,
                "left": "\n".join(part.text for part in parts(article)),
                "source_language": article.language if article.language in LANGUAGES else "",
                "title": article.title[:160],
                "day": (article.published_at or article.listed_at).date(),
            }
    return PasteForm(initial=values)


def _boxes(request: DeskRequest, form: PasteForm, find: str = "", status: int = 200) -> HttpResponse:
    key = form["article"].value()
    find = find.strip()[:200]
    hits = search(find, limit=_FOUND, kinds=("article",)).hits if find else []
    if find.startswith(("http://", "https://")):
        hits = list(Article.objects.exclude(version=None).filter(address=find))
    context = _context(form) | {
        "find": find,
        "hits": [(getattr(hit, "article_id", None) or getattr(hit, "pk", None), str(hit.title)) for hit in hits],
        "article": Article.objects.filter(pk=key).first() if re.fullmatch("[0-9]{1,18}", str(key or "")) else None,
        "limit": MAX_CHARACTERS,
    }
    return render(request, "desk/align.html", context, status=status)


def _mending(request: DeskRequest, form: PasteForm, sheet: Sheet, **more: Any) -> HttpResponse:
    values = form.cleaned_data
    context = _context(form) | {
        "sheet": sheet,
        "rows": sheet.rows(),
        "wanted": len(sheet.taken),
        "doubtful": sum(pair.doubtful for pair in sheet.pairs),
        "alone": sum(not pair.linked for pair in sheet.pairs),
        "source_language": values["source_language"],
        "target_language": values["target_language"],
        "article": values["article"],
    }
    return render(request, "desk/align_links.html", context | more)


def _take(request: DeskRequest, form: PasteForm, sheet: Sheet) -> HttpResponse:
    values = form.cleaned_data
    if not sheet.taken:
        return _mending(request, form, sheet, trouble=gettext("No pair is chosen: link some segments, then take them."))
    day: date | None = values["day"]
    origin = " ".join(filter(None, (values["title"].strip(), day.isoformat() if day else "")))
    languages = values["source_language"], values["target_language"]
    try:
        taken = take(sheet, *languages, origin or gettext("pasted"), request.user, values["article"])
    except RenderingError as error:
        return _mending(request, form, sheet, trouble=str(error))
    return _mending(request, form, sheet, report=taken)


def _context(form: PasteForm) -> dict[str, Any]:
    return {"section": "memory", "tab": "align", "form": form}


def _source_language(values: dict[str, Any], text: str) -> str:
    """What the article or the text says it is in; English where nothing tells."""
    article: Article | None = values.get("article")
    if article is not None and article.language in LANGUAGES:
        return article.language
    others = [line for line in segments(text, "paragraph") if identify(line) != values["target_language"]]
    found = identify("\n".join(others))
    return found if found in LANGUAGES else "en"


def _done(sheet: Sheet, do: str) -> Sheet:
    """The sheet after what a button says: "join 3", "move s 4 -1"; what says nothing changes nothing."""
    act, *words = do.split() or [""]
    sides = {"s": "source", "t": "target"}
    side: Any = sides.get(words[0]) if words else None
    numbers = [
        int(word) for word in words if word.lstrip("-").isascii() and word.lstrip("-").isdigit() and len(word) < 7
    ]
    acts = {
        ("join", 1): sheet.join,
        ("split", 1): sheet.split,
        ("unlink", 1): sheet.unlink,
        ("toggle", 1): sheet.toggle,
        ("link", 2): sheet.link,
        ("step", 1): sheet.put_in_step,
        ("step", 0): sheet.put_in_step,
    }
    if side and act == "move" and len(numbers) == 2:
        return sheet.move(side, numbers[0], 1 if numbers[1] > 0 else -1)
    if side and act == "cut" and len(numbers) == 1:
        return sheet.cut(side, numbers[0])
    done = acts.get((act, len(numbers)))
    return done(*numbers) if done else sheet
