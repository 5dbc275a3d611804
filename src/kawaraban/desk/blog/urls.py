"""The blog's addresses, at the root of the site."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from kawaraban.desk import pictures
from kawaraban.desk.blog import about, archives, cards, changed, feeds, kept, sitemaps, views
from kawaraban.desk.blog.comments import deciding, writing


class _Number:
    """A number of a date with its leading zeros, so that every page has one address."""

    width = 2
    regex = "[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:0{self.width}d}"


class _Year(_Number):
    width = 4
    regex = "[0-9]{4}"


class _Slug(StringConverter):
    """Letters of any script, digits, hyphens: what `slugify(allow_unicode=True)` leaves."""

    regex = r"[-\w]{1,100}"


register_converter(_Year, "year")
register_converter(_Number, "number")


class _Digest(StringConverter):
    """SHA-256 in hexadecimal."""

    regex = "[0-9a-f]{64}"


register_converter(_Slug, "words")
register_converter(_Digest, "digest")

_POST = "<year:year>/<number:month>/<number:day>/<words:slug>/"

app_name = "blog"
urlpatterns = [
    path("", views.front, name="front"),
    path("<year:year>/<number:month>/<number:day>/", views.day, name="day"),
    path("<year:year>/<number:month>/", views.month, name="month"),
    path("<year:year>/", archives.year, name="year"),
    path("author/<path:name>/", archives.author, name="author"),
    path("tag/", archives.tags, name="tags"),
    path("tag/<words:slug>/", archives.tag, name="tag"),
    path("about/", about.about, name="about"),
    path("how-we-check/", about.how_we_check, name="how-we-check"),
    path("quoted/<int:post>/<int:number>/", kept.kept, name="kept"),
    path("changed/<int:note>/", changed.changed, name="changed"),
    path("archive/", views.archive, name="archive"),
    path("category/", views.categories, name="categories"),
    path("category/<words:slug>/", views.category, name="category"),
    *feeds.addresses("category/<words:slug>/", feeds.category, "category-"),
    *feeds.addresses("author/<path:name>/", feeds.author, "author-"),
    *feeds.addresses("tag/<words:slug>/", feeds.tag, "tag-"),
    path("search/", views.search, name="search"),
    path("pictures/<digest:digest>.<words:extension>", pictures.picture, name="picture"),
    *feeds.addresses("", feeds.everything),
    *feeds.addresses("comments/", feeds.comments, "comments-"),
    *feeds.addresses(f"{_POST}comments/", feeds.post_comments, "post-comments-"),
    path("card/<int:number>.png", cards.card, name="card"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-pages.xml", sitemaps.pages, name="sitemap-pages"),
    path("sitemap-<int:number>.xml", sitemaps.part, name="sitemap-part"),
    path("news-sitemap.xml", sitemaps.news, name="news-sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(_POST, views.post, name="post"),
    path(f"{_POST}comments/", writing.write, name="comment"),
    path("comments/<int:number>/", deciding.decide, name="decide"),
    path("comments/<int:number>/change/", writing.change, name="change-comment"),
    path("comments/of/<int:number>/", deciding.switch, name="switch-comments"),
]
