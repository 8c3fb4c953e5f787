"""mediaglot: one media API for WeChat, Alipay and Feishu mini-programs."""

from ._version import __version__

__all__ = ["__version__"]
