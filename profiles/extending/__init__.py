"""One profile laid over others: what ``extends`` means.

Tables are laid over the base's key by key; plain values and lists replace, failure rules come
before the base's. What the base is known by (``detect``) is not inherited. What is inherited
otherwise stays the base's own: its sources are called ``wx/WXD``,
its facts keep them, and an API that the file never names is one that nobody has looked for on
this vendor: whether it is there is unknown. The operations of a family may have a base of their
own; what they need of it beside themselves (sources, scopes, failure rules) comes with them.

Data here is TOML that nobody has checked yet: nothing may raise for what it holds, and no data that
is given is changed.
"""

from ..files import VENDOR
from .alike import ALIKE, alike, other
from .bases import BASES, bases, family_of
from .laid import Inherited, extended, inherited, laid
from .sources import unsourced

__all__ = [
    "ALIKE", "BASES", "VENDOR", "Inherited", "alike", "bases", "extended", "family_of", "inherited",
    "laid", "other", "unsourced",
]  # fmt: skip
