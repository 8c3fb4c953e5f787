"""mediaglot: one media API for WeChat, Alipay and Feishu mini-programs.

```python
import mediaglot as mg

mg.translate_request("chooseImage", {}, read="wx", write="my").value      # {"count": 9}
mg.translate_failure("chooseImage", {"error": 11}, read="my", write="wx").value
mg.normalize("chooseImage", reply, read="my").value                       # canonical result

with mg.Host("tt/pc@7.40.0", album="album/", user=[mg.picks("cat.jpg")]) as host:
    host.call("chooseImage", {"count": 2})                                # as that client answers
```

Everything is loaded when it is first used; ``__all__`` lists the public names.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .adapters.host.reply import Rejected as Rejected
    from .adapters.host.reply import Reply as Reply
    from .adapters.lines.normalized import normalize_lines as normalize_lines
    from .adapters.media.config import from_config as from_config
    from .adapters.media.media import LossWarning as LossWarning
    from .adapters.media.media import Media as Media
    from .adapters.media.media import MediaFailed as MediaFailed
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
    from .adapters.plan.pair import Plan as Plan
    from .adapters.plan.pair import plan as plan
    from .adapters.realm.host import Host as Host
    from .adapters.source.tree.code import port_code as port  # noqa: F401
    from .adapters.testing.scenario import run_scenario as run_scenario
    from .adapters.testing.scenario_file import load_scenario as load_scenario
    from .adapters.verify.check import verify as verify
    from .adapters.volume import arrow as arrow
    from .adapters.volume import cluster as cluster
    from .adapters.volume.frames import normalize_frame as normalize_frame
    from .canonical.client import Client as Client
    from .canonical.diagnostics import Diagnostic as Diagnostic
    from .canonical.diagnostics import Translation as Translation
    from .canonical.engine.device import Device as Device
    from .canonical.engine.device import FolderDevice as FolderDevice
    from .canonical.engine.device import MemoryDevice as MemoryDevice
    from .canonical.engine.faults import MediaError as MediaError
    from .canonical.engine.fetch import web as web_fetcher  # noqa: F401
    from .canonical.engine.fetchers import WebAnswer as WebAnswer
    from .canonical.engine.fetchers import WebRequest as WebRequest
    from .canonical.engine.heads import read_image_head as read_image_head
    from .canonical.engine.prompts import Prompt as Prompt
    from .canonical.engine.remote import RemoteUser as RemoteUser
    from .canonical.engine.remote import StreamUser as StreamUser
    from .canonical.engine.routes import WebRoutes as WebRoutes
    from .canonical.engine.user import Action as Action
    from .canonical.engine.user import ScriptError as ScriptError
    from .canonical.engine.user import allows as allows
    from .canonical.engine.user import cancels as cancels
    from .canonical.engine.user import chooses as chooses
    from .canonical.engine.user import denies as denies
    from .canonical.engine.user import denies_forever as denies_forever
    from .canonical.engine.user import is_interrupted as is_interrupted
    from .canonical.engine.user import picks as picks
    from .canonical.engine.user import picks_first as picks_first
    from .canonical.engine.user import records as records
    from .canonical.engine.user import saves as saves
    from .canonical.engine.user import shoots as shoots
    from .canonical.engine.user import taps as taps
    from .canonical.engine.user import toggles_original as toggles_original
    from .canonical.engine.video_heads import read_video_head as read_video_head
    from .canonical.errors import InputError as InputError
    from .canonical.errors import LossError as LossError
    from .canonical.errors import MediaglotError as MediaglotError
    from .canonical.failures import Failure as Failure
    from .canonical.rules import rule as rule
    from .profiles.loader import get as profile  # noqa: F401
    from .profiles.loader import load as load_profile  # noqa: F401
    from .profiles.loader import register as register_profile  # noqa: F401

_HOMES: dict[str, str] = {
    "port": ".adapters.source.tree.code:port_code",
    "arrow": ".adapters.volume.arrow:*",
    "cluster": ".adapters.volume.cluster:*",
    "Plan": ".adapters.plan.pair",
    "plan": ".adapters.plan.pair",
    "normalize": ".adapters.messages.translate",
    "normalize_frame": ".adapters.volume.frames",
    "normalize_lines": ".adapters.lines.normalized",
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
    "from_config": ".adapters.media.config",
    "Host": ".adapters.realm.host",
    "Rejected": ".adapters.host.reply",
    "Reply": ".adapters.host.reply",
    "LossWarning": ".adapters.media.media",
    "Media": ".adapters.media.media",
    "MediaFailed": ".adapters.media.media",
    "load_scenario": ".adapters.testing.scenario_file",
    "run_scenario": ".adapters.testing.scenario",
    "verify": ".adapters.verify.check",
    "Device": ".canonical.engine.device",
    "FolderDevice": ".canonical.engine.device",
    "MemoryDevice": ".canonical.engine.device",
    "MediaError": ".canonical.engine.faults",
    "web_fetcher": ".canonical.engine.fetch:web",
    "WebAnswer": ".canonical.engine.fetchers",
    "WebRequest": ".canonical.engine.fetchers",
    "read_image_head": ".canonical.engine.heads",
    "read_video_head": ".canonical.engine.video_heads",
    "Prompt": ".canonical.engine.prompts",
    "RemoteUser": ".canonical.engine.remote",
    "StreamUser": ".canonical.engine.remote",
    "WebRoutes": ".canonical.engine.routes",
    "Action": ".canonical.engine.user",
    "ScriptError": ".canonical.engine.user",
    "allows": ".canonical.engine.user",
    "cancels": ".canonical.engine.user",
    "chooses": ".canonical.engine.user",
    "denies": ".canonical.engine.user",
    "denies_forever": ".canonical.engine.user",
    "is_interrupted": ".canonical.engine.user",
    "picks": ".canonical.engine.user",
    "picks_first": ".canonical.engine.user",
    "records": ".canonical.engine.user",
    "saves": ".canonical.engine.user",
    "shoots": ".canonical.engine.user",
    "taps": ".canonical.engine.user",
    "toggles_original": ".canonical.engine.user",
    "Client": ".canonical.client",
    "Diagnostic": ".canonical.diagnostics",
    "Translation": ".canonical.diagnostics",
    "Failure": ".canonical.failures",
    "InputError": ".canonical.errors",
    "LossError": ".canonical.errors",
    "MediaglotError": ".canonical.errors",
    "rule": ".canonical.rules",
    "profile": ".profiles.loader:get",
    "load_profile": ".profiles.loader:load",
    "register_profile": ".profiles.loader:register",
}

# checkers read the imports above
__all__ = ["__version__", *_HOMES]  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = home.partition(":")
    value = importlib.import_module(module, __name__)
    if attribute != "*":
        value = getattr(value, attribute or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
