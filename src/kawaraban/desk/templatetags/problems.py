"""Why a page or a source gave nothing, in plain words: what is known, what the desk will do, what you can do."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.translation import gettext_lazy as _

from kawaraban.desk.models import NO_CLAIMS
from kawaraban.read.reading import EMBEDDED, LOCKED, VERY_SHORT

register = template.Library()


@dataclass(frozen=True, slots=True)
class Explanation:
    """`of_sources`: what you can do is said of a source, and helps nobody who wants to read one article."""

    title: object
    known: object
    desk: object
    you: object
    of_sources: bool = False


_AGAIN = _("The desk keeps trying, at longer and longer intervals. It never gives up for good.")
_OPEN = _("Open the address in a browser. If it works there, try again.")

_EXPLANATIONS = {
    "not-an-address": Explanation(
        _("Not an address"),
        _("What was given is not the address of a page."),
        _("The desk waits for another address."),
        _("Give an address that begins with http:// or https://."),
    ),
    "refused-address": Explanation(
        _("Address refused"),
        _("The address leads into a private network, and the desk does not fetch from those."),
        _("The desk asks again later, in case the name points somewhere else by then."),
        _("If the network is yours and meant to be read, name it in KAWARABAN_ALLOW_NETS."),
    ),
    "no-such-host": Explanation(
        _("No such host"),
        _("There is no server of that name just now."),
        _AGAIN,
        _("Check the spelling, or look whether the outlet has moved."),
    ),
    "no-answer": Explanation(
        _("No answer"),
        _("The server gave nothing back in time."),
        _AGAIN,
        _OPEN,
        of_sources=True,
    ),
    "bad-certificate": Explanation(
        _("Certificate not valid"),
        _("The server's certificate is not valid, so nobody can tell whether the answer is the outlet's."),
        _AGAIN,
        _("Look at the address in a browser. The outlet may have to renew its certificate."),
    ),
    "not-found": Explanation(
        _("Not found"),
        _("The server answers, but has no page at this address."),
        _AGAIN,
        _("Look for the outlet's feed under another address."),
        of_sources=True,
    ),
    "gone": Explanation(
        _("Taken down"),
        _("The server says that the page was taken down for good."),
        _("What was captured before stays. The desk asks again now and then."),
        _("Look for another address, or pause the source."),
        of_sources=True,
    ),
    "forbidden": Explanation(
        _("Not allowed in"),
        _("The server does not let the desk in. It may want an account or a subscription."),
        _AGAIN,
        _("Read it in your own browser, save the page, and take it in with “kawaraban keep”."),
    ),
    "robots": Explanation(
        _("Asked not to read"),
        _("The site's robots.txt asks programs not to read this part, and the desk keeps to it."),
        _("The desk asks again later, in case the rule changes."),
        _("Read it in your own browser, save the page, and take it in with “kawaraban keep”."),
    ),
    "wait": Explanation(
        _("Told to wait"),
        _("The server asks the desk to come less often."),
        _("The desk waits as long as it was told, then goes on."),
        _("There is nothing to do."),
    ),
    "server-error": Explanation(
        _("The server is in trouble"),
        _("The server answers that something is wrong at its end."),
        _AGAIN,
        _("There is nothing to do but wait."),
    ),
    "too-big": Explanation(
        _("Too big"),
        _("The answer is larger than the desk takes in."),
        _AGAIN,
        _("Look for a smaller feed, or for the feed of one section."),
        of_sources=True,
    ),
    "too-many-redirects": Explanation(
        _("Sent in circles"),
        _("The server sends the desk from one address to the next without an end."),
        _AGAIN,
        _OPEN,
        of_sources=True,
    ),
    "not-a-feed": Explanation(
        _("No feed there"),
        _("Something came, but it is neither a feed nor a sitemap nor a list of articles."),
        _AGAIN,
        _("Paste the outlet's address into the box above: the desk looks for other ways in."),
        of_sources=True,
    ),
    "not-an-article": Explanation(
        _("No text found"),
        _("The page came and is kept, but there is no article's text in it."),
        _("The capture stays; the headline is shown as the feed gave it."),
        _("Open the original. Text behind a subscription does not reach the desk."),
    ),
}
_OTHER = Explanation(
    _("Something went wrong"),
    _("The last try failed, and the desk has no better word for the reason."),
    _AGAIN,
    _OPEN,
    of_sources=True,
)


@register.filter
def explained(problem: str) -> Explanation:
    """The explanation of a problem's code (`follow.Problem` or "not-an-article"), in the interface's language."""
    return _EXPLANATIONS.get(problem, _OTHER)


@register.filter
def problem_title(problem: str) -> str:
    return str(explained(problem).title)


_WARNINGS = {
    LOCKED: _("The page says that the rest is for subscribers."),
    EMBEDDED: _("The text was taken out of the page's scripts: its headings and quotations may be missing."),
    NO_CLAIMS: _("This text was too much for the rules that find who said what."),
    VERY_SHORT: _("Very little text was found: check the page itself."),
}


@register.filter
def reading_warning(warning: str) -> str:
    """What `read` warns of, in the interface's language."""
    return str(_WARNINGS.get(warning, warning))
