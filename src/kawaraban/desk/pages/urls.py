"""The desk's addresses."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from kawaraban.desk.pages import (
    align,
    article,
    captures,
    compose,
    editing,
    glossary,
    memory,
    model_lines,
    river,
    search,
    settings,
    sign_in,
    sources,
    welcome,
)

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("", river.river, name="river"),
    path("articles/<int:pk>/", article.article, name="article"),
    path("articles/<int:pk>/versions/<int:number>/", article.article, name="version"),
    path("articles/<int:pk>/changes/<int:number>/", article.differences, name="differences"),
    path("articles/<int:pk>/text/<str:pid>/", editing.unit, name="unit"),
    path("articles/<int:pk>/text/<str:pid>/proof/", editing.proof_typed, name="proof"),
    path("articles/<int:pk>/text/<str:pid>/draft/", editing.draft, name="draft"),
    path("articles/<int:pk>/text/<str:pid>/lock/", editing.lock, name="lock"),
    path("articles/<int:pk>/text/<str:pid>/machine/", editing.from_machine, name="from-machine"),
    path("captures/<int:pk>.warc.gz", captures.capture, name="capture"),
    path("articles/<int:pk>/mark/", river.mark, name="mark"),
    path("articles/<int:pk>/unread/", river.unread, name="unread"),
    path("sources/", sources.sources, name="sources"),
    path("sources/find/", sources.find, name="find-source"),
    path("sources/follow/", sources.follow, name="follow"),
    path("sources/<int:pk>/", sources.change, name="source"),
    path("memory/", memory.memory, name="memory"),
    path("glossary/", glossary.glossary, name="glossary"),
    path("glossary/suggestions/<int:pk>/", glossary.suggestion, name="term-suggestion"),
    path("glossary/term/", glossary.add, name="term"),
    path("glossary/term/<int:pk>/", glossary.term, name="term-row"),
    path("memory/align/", align.align, name="align"),
    path("search/", search.results, name="search"),
    path("settings/", settings.settings, name="settings"),
    path("settings/models/", model_lines.models, name="models"),
    path("settings/usage/", settings.usage, name="engine-usage"),
    path("welcome/", welcome.welcome, name="welcome"),
    path("language/", set_language, name="language"),
    path("quote/", compose.quote, name="quote"),
    path("quote/choices/", compose.choices, name="quote-choices"),
    path("posts/", compose.posts, name="posts"),
    path("posts/new/", compose.new, name="new-post"),
    path("posts/<int:number>/", compose.compose, name="compose"),
    path("posts/<int:number>/save/", compose.save, name="save-post"),
    path("posts/<int:number>/publish/", compose.publish_post, name="publish-post"),
    path("posts/<int:number>/withdraw/", compose.withdraw, name="withdraw-post"),
    path("posts/<int:number>/delete/", compose.delete, name="delete-post"),
    path("posts/<int:number>/undelete/", compose.undelete, name="undelete-post"),
    path("posts/<int:number>/history/", compose.history, name="post-history"),
    path("posts/<int:number>/restore/", compose.restore, name="restore-post"),
]
