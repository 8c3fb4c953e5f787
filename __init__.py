"""mediaglot: one media API for WeChat, Alipay and Feishu mini-programs.

```python
import mediaglot as mg

mg.translate_request("chooseImage", {}, read="wx", write="my").value      # {"count": 9}
mg.translate_failure("chooseImage", {"error": 11}, read="my", write="wx").value
mg.normalize("chooseImage", reply, read="my").value                       # canonical result
```

Everything is loaded when it is first used; ``__all__`` lists the public names.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .adapters.messages.plan import Plan as Plan
    from .adapters.messages.plan import plan as plan
    from .adapters.messages.translate import normalize as normalize
    from .adapters.messages.translate import read_failure as read_failure
    from .adapters.messages.translate import read_request as read_request
    from .adapters.messages.translate import read_result as read_result
    from .adapters.messages.translate import translate_failure as translate_failure
    from .adapters.messages.translate import translate_reply as translate_reply
    from .adapters.messages.translate import translate_request as translate_request
    from .adapters.messages.translate import translate_result as translate_result
    from .adapters.messages.translate import write_failure as write_failure
    from .adapters.messages.translate import write_request as write_request
    from .adapters.messages.translate import write_result as write_result
    from .canonical.client import Client as Client
    from .canonical.diagnostics import Diagnostic as Diagnostic
    from .canonical.diagnostics import Translation as Translation
    from .canonical.errors import Failure as Failure
    from .canonical.errors import InputError as InputError
    from .canonical.errors import LossError as LossError
    from .canonical.errors import MediaglotError as MediaglotError
    from .canonical.rules import rule as rule
    from .profiles.loader import get as profile  # noqa: F401
    from .profiles.loader import load as load_profile  # noqa: F401
    from .profiles.loader import register as register_profile  # noqa: F401

_HOMES: dict[str, str] = {
    "Plan": ".adapters.messages.plan",
    "plan": ".adapters.messages.plan",
    "normalize": ".adapters.messages.translate",
    "read_failure": ".adapters.messages.translate",
    "read_request": ".adapters.messages.translate",
    "read_result": ".adapters.messages.translate",
    "translate_failure": ".adapters.messages.translate",
    "translate_reply": ".adapters.messages.translate",
    "translate_request": ".adapters.messages.translate",
    "translate_result": ".adapters.messages.translate",
    "write_failure": ".adapters.messages.translate",
    "write_request": ".adapters.messages.translate",
    "write_result": ".adapters.messages.translate",
    "Client": ".canonical.client",
    "Diagnostic": ".canonical.diagnostics",
    "Translation": ".canonical.diagnostics",
    "Failure": ".canonical.errors",
    "InputError": ".canonical.errors",
    "LossError": ".canonical.errors",
    "MediaglotError": ".canonical.errors",
    "rule": ".canonical.rules",
    "profile": ".profiles.loader:get",
    "load_profile": ".profiles.loader:load",
    "register_profile": ".profiles.loader:register",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = home.partition(":")
    value = getattr(importlib.import_module(module, __name__), attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
