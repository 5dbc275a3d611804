"""What tests of claims share: articles whose claims were really found, and later versions of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from django.db import transaction

from kawaraban import attribute
from kawaraban.desk import claims
from kawaraban.desk.claims.texts import KINDS, TextMap
from kawaraban.desk.models import Article, Capture, Claim, Paragraph, Version
from tests.desk_cast import DAY, an_article

BLAST = (
    "Interior Minister Ilse Torvald claimed that the blast in Port Maren was sabotage.",
    "Vardonia's foreign ministry denied any involvement.",
    "Port director Anders Lohm said the eastern quay would stay closed until Wednesday.",
)


def a_read_article(paragraphs: Sequence[str] = BLAST, title: str = "Blast in Port Maren") -> Article:
    """An article whose claims are stored."""
    article = an_article(title, paragraphs)
    read_claims(article)
    return article


def read_claims(article: Article) -> list[Claim]:
    """Finds the claims of the current version and stores them, as the pipeline does."""
    version = Version.objects.select_related("article").get(pk=article.version_id)
    paragraphs = version.paragraphs.filter(kind__in=KINDS).order_by("position")
    text = TextMap(paragraphs.values_list("pid", "text"))
    (found,) = attribute.attribute([text.text], article.language, [claims.published_on(version, article)])
    with transaction.atomic():
        claims.store([claims.Read(version, text, found)])
    return list(article.claims.select_related("speaker"))


def edit(article: Article, paragraphs: Sequence[tuple[str, str]]) -> Version:
    """A new version of an article, of paragraphs `(pid, text)`; its claims are not found yet."""
    number = article.versions.count() + 1
    capture = Capture.objects.create(
        article=article,
        address=article.address,
        final_address=article.address,
        captured_at=DAY + timedelta(days=number),
        status=200,
        digest=f"sha256:{article.pk:032x}{number:032x}",
        size=1,
        file=f"{article.pk}-{number}.warc.gz",
    )
    version = Version.objects.create(
        article=article, capture=capture, number=number, digest=f"{article.pk}.{number}", title=article.title
    )
    Paragraph.objects.bulk_create(
        Paragraph(
            version=version, position=place, pid=pid, kind="p", text=text, digest=sha256(text.encode()).hexdigest()
        )
        for place, (pid, text) in enumerate(paragraphs)
    )
    article.version = version
    article.save(update_fields=["version"])
    return version
