"""newsstand: a small made-up press on the loopback interface, for the demo and the tests.

Invented outlets in invented places play a day of news, one port an outlet. What they print is in `press/`, one file an
event; an article's id begins with its outlet's key. A blogger reviews them, on the port behind the last outlet's.
`memory.tmx` has the headlines of all foreign articles and ten whole English articles in a person's Japanese; it is
written from the same files by `tools/press_memory.py`. `glossary.csv` has the names of this world in both scripts. What there is, and where (an article by its id, an outlet by its key):

    specimen                       where
    -----------------------------  -------------------------------------------------------------------------------------
    wire story                     northwire-depot-blast, northwire-ship, vta-kvota-pshenica
    full copy with credit          radio-port-blast, northwire-night-train
    full copy without credit       today-sabotage-in-port, brenn-ship
    trimmed copy                   brenn-depot-fire, ledger-linnet (credit in the dateline), brenn-rate, ledger-wheat (at
                                   the end), northwire-power (in the text), ilmar-vardonia-otricaet (Russian),
                                   shiomi-gyogyo-kyotei (Japanese)
    headline-changed copy          today-sabotage-in-port, brenn-rate, ledger-wheat, northwire-power, brenn-institute
    translated copy                dongyu-kelmar-depot, shiomi-kelmar-bakuhatsu, touno-zasho, ilmar-stavka-sorenii
    independent report             courier-duty-doctor, observer-skarne-evacuees and ledger-depot-insurers beside
                                   northwire-depot-blast; ledger-rate-freight beside radio-rate-held
    denial                         vta-mid-otverg (of the blast), northwire-draft-denied (of the draft),
                                   ilmar-institut-ministr, northwire-ferry-mayor
    single-origin claim            ilmar-proekt-plana, repeated by today, courier, brenn, dongyu, touno, shiomi and
                                   quayside-1002, denied by northwire and vta; casmere-glacier-spell with two repeaters
    speaker lost                   brenn-plan-confirmed, today-glacier: a claim told as a fact
    chained hearsay                courier-secret-plan: what defence sources say, in reports, in another paper
    silent edit                    northwire-depot-blast: from its second request on two dead are 12, with a new paragraph
    disappears (410)               courier-ferry-audit: from its second request on
    moves (301)                    radio-night-train: from /news/ to /archive/
    late article                   northwire-ship-oil: listed from the fourth request of its feed on
    RSS 2.0                        northwire, radio, observer, brenn, vta, dongyu, touno, lantern
    RSS 1.0, Shift_JIS, full text  shiomi, /index.rdf; the character set stands in the HTTP header alone
    Atom                           courier, grain, ilmar, koto
    JSON Feed                      today, with full text
    sitemap only                   casmere, named in its robots.txt
    page of links only             ledger
    ETag, Last-Modified            every page and feed
    slow                           brenn: 1.5 s before each answer
    429 with Retry-After           grain: the first two requests of its feed
    robots.txt forbids a part      touno, /member/: touno-sake-kaisetsu
    broken mark-up                 observer; windows-1252, declared nowhere
    paragraphs as line breaks      ledger, shiomi: <br><br> in a table
    windows-1251                   vta, declared by <meta> alone
    GB18030 called gb2312          dongyu
    EUC-JP                         koto, declared by <meta> alone
    fediverse account              quayside: @observer@127.0.0.1:PORT, by WebFinger, ActivityPub, Mastodon's API and RSS
    scripts                        lantern-bridge: scripts, handlers, frames and forms between the paragraphs
    hosted blog                    hatoba, see `blogger`: /archives/20261118-1.html to 20261121-1.html, /archives/202611-1.html
                                   and /article/487120311.html with its comments; the same as files, and days as bare text,
                                   in blog/
    post without a title           hatoba, 21 November, 19:05
    post whose embed is gone       hatoba, 21 November, 08:12
    quoted paragraph by paragraph  hatoba, 20 November, 21:30; in blocks: 23:47; the translation first: 19 November, 21:15;
                                   out of step: 18 November, 22:33; with the blogger's own remarks between: all of these
    hostile addresses              lantern, see `hostile.ROOMS`: a huge page, a gzip bomb, a page that drips, one broken off,
                                   a redirect loop, redirects to private addresses and to a file, a page with no article,
                                   a feed whose entities explode
"""

from __future__ import annotations

from pathlib import Path

from kawaraban.newsstand.model import Edition, House, Outlet, Piece
from kawaraban.newsstand.server import Newsstand, NewsstandError

#: A person's Japanese of ten of the English articles, and of the headlines of the others: TMX 1.4.
MEMORY = Path(__file__).with_name("memory.tmx")
#: How the press review renders the names of this world, and some of its terms.
GLOSSARY = Path(__file__).with_name("glossary.csv")

__all__ = ["GLOSSARY", "MEMORY", "Edition", "House", "Newsstand", "NewsstandError", "Outlet", "Piece"]
