"""newsstand: a small made-up press on the loopback interface, for the demo and the tests.

Invented outlets in invented places play a day of news, one port an outlet. The articles are in `press/`, one file an
event; their ids are OUTLET-EVENT-SLUG. `memory.tmx` has the headlines of the foreign articles and ten whole English ones
in Japanese. What it holds, and where:

    specimen                            where
    wire story                          northwire-depot-blast
    full copy with credit               radio-depot-blast
    full copy without credit            casmere-depot-blast
    trimmed copy without credit         today-depot-blast
    copy with another headline          radio-depot-blast
    copy in another language            dongyu-depot-blast
    independent report                  courier-depot-night
    denial                              varda-depot-otvet
    single origin                       ilmar-draft-plan
    repeats the single origin           today-draft-plan, brenn-draft-plan, touno-draft-soan
    social post                         social-draft-plan, on a fediverse account: repeats the single origin
    silent edit                         northwire-depot-blast: from its second request on, 2 dead are 12
    disappears                          today-draft-plan: 410 from its second request on
    moves                               casmere-ice-logs: 301
    RSS 2.0                             northwire, radio, observer, varda, dongyu, kaikyo, lantern
    RSS 1.0, Shift_JIS, full text       koto, /index.rdf; its character set stands in the HTTP header alone
    Atom                                courier, ilmar, touno
    JSON Feed                           casmere
    sitemap only                        brenn
    page of links only                  today
    ETag, Last-Modified                 every feed and page
    slow                                radio: 1.5 s an answer
    429 with Retry-After                ilmar: the first two requests of its feed
    robots.txt forbids a part           touno: /member/
    broken mark-up                      observer
    windows-1251, GB18030, EUC-JP       varda, dongyu, kaikyo
    hostile                             lantern: see `hostile.ROOMS` (scripts, endless page, gzip bomb, redirect loop,
                                        private addresses, a page without an article)
"""

from kawaraban.newsstand.memory import MEMORY
from kawaraban.newsstand.model import House, Outlet, Piece
from kawaraban.newsstand.server import Newsstand

__all__ = ["MEMORY", "House", "Newsstand", "Outlet", "Piece"]
