"""Which addresses of the network are the public internet's, and which names of hosts are names."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

MAX_HOST: Final = 253
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")

_SPECIAL_4: Final = tuple(
    ipaddress.IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",
        "100.64.0.0/10",  # behind a carrier's NAT; metadata of one cloud
        "127.0.0.0/8",
        "168.63.129.16/32",  # public by number, the host agent of one cloud by use
        "169.254.0.0/16",  # link-local; metadata of clouds
        "172.16.0.0/12",
        "192.0.0.0/24",  # protocol assignments; metadata of one cloud
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_GLOBAL_6: Final = ipaddress.IPv6Network("2000::/3")
"""All that is given out for the internet: loopback, mapped and compatible, NAT64, unique local,
link-local, site-local and multicast addresses lie outside."""
_SPECIAL_6: Final = tuple(
    ipaddress.IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation
    )
)


def is_public(address: str) -> bool:
    """Whether an address leads to a host of the public internet, by the registries of IANA.

    What carries an address of IPv4 inside one of IPv6 (mapped, 6to4, Teredo, NAT64) is not: it
    leads wherever a translator says.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return False  # with a zone, or no address at all
    if isinstance(known, ipaddress.IPv4Address):
        return not any(known in block for block in _SPECIAL_4)
    return known in _GLOBAL_6 and not any(known in block for block in _SPECIAL_6)


def plain_host(name: str) -> str:
    """A host's name as the network has it: in ASCII, in small letters, without a last dot.

    Raises `ValueError` for what is no name and no address.
    """
    if ":" in name:
        return ipaddress.IPv6Address(name).compressed
    ascii_name = name.encode("idna").decode("ascii").lower().removesuffix(".")
    labels = ascii_name.split(".")
    if len(ascii_name) > MAX_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValueError(f"no name of a host: {name[:60]!r}")
    return ascii_name
