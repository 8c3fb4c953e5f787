"""A profile: what it says of a vendor, and how a client of that vendor sees it."""

from __future__ import annotations

from ..canonical.client import Client, parse_client
from .fold import ClientProfile, fold
from .model import Vendor


class Profile(Vendor):
    """A whole vendor."""

    def at(self, client: str | Client) -> ClientProfile:
        """This profile as one client sees it: overlays applied, support answered.

        ``client`` is ``vendor[:surface][/os][@version]``; raises `InputError` for an os or a
        surface that the profile does not declare.
        """
        return fold(self, parse_client(client))
