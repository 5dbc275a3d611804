"""What can be searched: one row a text. Its words lie beside it in `desk_search_words`, made for each database."""

from __future__ import annotations

from django.db import models

from kawaraban.desk.models.articles import Article
from kawaraban.desk.models.blog import Post


class SearchDocument(models.Model):
    class Kind(models.TextChoices):
        ARTICLE = "article"  # the original of its current version
        RENDERING = "rendering"  # its renderings into one language
        POST = "post"  # published
        DRAFT = "draft"  # a post that visitors must not find

    key = models.CharField(max_length=40, unique=True)  # "article-31", "rendering-31-ja", "post-5"
    kind = models.CharField(max_length=10, choices=Kind.choices)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=8, blank=True)
    sort_at = models.DateTimeField()  # published; of two equal hits the newer comes first

    class Meta:
        indexes = (models.Index(fields=("-sort_at", "-id")),)

    def __str__(self) -> str:
        return self.key
