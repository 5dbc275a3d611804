"""A request about one part of an article: what it names, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from kawaraban.desk.models import Article, Version
from kawaraban.desk.pages.preferences import DeskRequest
from kawaraban.desk.pages.units import Text, Unit, text_of
from kawaraban.desk.rendering.proofs import Proofer
from kawaraban.translate.proof import Issue, proof


@dataclass
class Asked:
    """What a request is about: one part of an article, for one person at one window."""

    request: DeskRequest
    article: Article
    version: Version
    pid: str

    @classmethod
    def of(cls, request: DeskRequest, pk: int, pid: str) -> Asked:
        """Raises Http404 for an article that was not read yet."""
        article = get_object_or_404(Article.objects.select_related("version"), pk=pk)
        if article.version is None:
            raise Http404
        return cls(request, article, article.version, pid)

    @property
    def language(self) -> str:
        return self.request.preferences.language

    @property
    def person(self) -> User:
        return self.request.user  # type: ignore[return-value]

    @property
    def window(self) -> str:
        return self.field("window")[:40]

    @property
    def typed(self) -> str:
        """The text as typed: forms send their line ends as CR LF."""
        return self.field("text").replace("\r\n", "\n")

    @property
    def base(self) -> str | None:
        return self.field("base").replace("\r\n", "\n") if "base" in self.request.POST else None

    def field(self, name: str) -> str:
        return self.request.POST.get(name, self.request.GET.get(name, "")).replace("\0", "")

    @cached_property
    def text(self) -> Text:
        """The article's text as it is now."""
        paragraphs = list(self.version.paragraphs.order_by("position"))
        return text_of(self.article, self.version, paragraphs, self.language, self.person)

    def unit(self) -> Unit:
        found = self.text.unit(self.pid)
        if found is None:
            raise Http404
        return found

    @cached_property
    def proofer(self) -> Proofer:
        return Proofer.of([self.article], self.language, self.request.preferences)

    def issue(self, source: str, target: str) -> Issue | None:
        """The finding that the request names by its fingerprint."""
        wanted = self.field("fingerprint")
        found = proof(self.proofer.segment(self.article, source, target))
        return next((issue for issue in found if issue.fingerprint == wanted), None)
