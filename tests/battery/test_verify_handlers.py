"""`verify` on the same handlers: the simulated clients see what the mocks see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from battery.battery import Handler, handlers
from mediaglot.adapters.verify import SCENARIOS, verify

pytest.importorskip("quickjs")

WHOLE = (("wx", "my"), ("my", "wx"))
SAMPLED = (("wx", "tt"), ("my", "tt"), ("tt", "wx"), ("tt", "my"))
EACH = 8
SEVERAL, CANCEL = (next(s for s in SCENARIOS if s.name == name) for name in ("several", "cancel"))
LOOK_AT_FAILURES = ("failures", "chains", "async")

HELPERS = {
    "ui": """exports.toast = title => G.TOAST
exports.alert = (title, content) => G.DIALOG
exports.loading = exports.hide = () => {}
exports.confirm = () => Promise.resolve(true)""",
    "api": """exports.upload = () => Promise.resolve({ url: 'https://cdn.example.com/up.jpg' })
exports.report = () => {}""",
    "promise": """exports.promisify = (fn, self) => options => new Promise((resolve, reject) =>
  fn.call(self, { ...options, success: resolve, fail: reject }))""",
}
WORDS = {
    "wx": ("showToast({ title })", "showModal({ title, content })"),
    "tt": ("showToast({ title })", "showModal({ title, content })"),
    "my": ("showToast({ content: title })", "alert({ title, content })"),
}


def runs(handler: Handler) -> bool:
    """Whether it is a page in a script of its own: what `verify` presses."""
    return handler.lang in ("js", "ts") and "Page(" in handler.source and handler.args is None


def place(handler: Handler) -> str:
    return f"pages/{handler.kind}/{handler.name}.{handler.lang}"


def program(folder: Path, dialect: str, chosen: list[Handler]) -> list[str]:
    """Write a mini-program with a page for each handler; return what to press."""
    (folder / "app.json").write_text(json.dumps({"pages": []}), encoding="utf-8")
    (folder / "utils").mkdir()
    toast, dialog = WORDS[dialect]
    for name, text in HELPERS.items():
        text = text.replace("TOAST", toast).replace("DIALOG", dialog).replace("G.", f"{dialect}.")
        (folder / "utils" / f"{name}.js").write_text(text, encoding="utf-8")
    for handler in chosen:
        page = folder / place(handler)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(handler.source, encoding="utf-8")
        data = "".join(f" data-{key}='{{{{{json.dumps(value)}}}}}'"
                       for key, value in handler.dataset.items())  # fmt: skip
        tags = "".join(f'<view bindtap="{name}"{data}></view>\n' for name in handler.press)
        suffix = ".axml" if dialect == "my" else ".ttml" if dialect == "tt" else ".wxml"
        page.with_suffix(suffix).write_text(
            tags.replace("bindtap", "onTap") if dialect == "my" else tags, encoding="utf-8"
        )
    return [f"{place(handler)}:{'+'.join(handler.press)}" for handler in chosen]


GROUPS = [
    pytest.param(read, write, kind, id=f"{read}>{write} {kind}")
    for read, write in (*WHOLE, *SAMPLED)
    for kind in dict.fromkeys(h.kind for h in handlers() if h.dialect == read and runs(h))
]


@pytest.mark.parametrize(("read", "write", "kind"), GROUPS)
def test_verify_agrees_with_the_battery(read: str, write: str, kind: str, tmp_path: Path) -> None:
    chosen = [h for h in handlers() if h.dialect == read and h.kind == kind and runs(h)]
    if (read, write) in SAMPLED:
        chosen = chosen[::EACH]
    by_page = {place(handler): handler for handler in chosen}
    calls = program(tmp_path, read, chosen)
    situations = [SEVERAL, CANCEL] if kind in LOOK_AT_FAILURES else [SEVERAL]
    verified = verify(tmp_path, read=read, write=write, calls=calls, situations=situations)
    found: dict[str, str] = {}
    for verdict in verified.verdicts:
        if not verdict.ok:
            said = verdict.problem or f"{verdict.difference}"
            found.setdefault(verdict.entry.page, f"{verdict.situation}: {said}")
    bad = []
    for page, handler in by_page.items():
        known = handler.differs.get(write) or handler.tells.get(write) or handler.wrong.get(write)
        marked = handler.verify.get(write)
        if page in found and not known and not marked:
            bad.append(f"{handler.id} -> {write}: {found[page]}\n{handler.source}")
        if marked and page not in found:
            bad.append(f"{handler.id} -> {write}: agrees ({marked}): take `verify` out")
    assert not bad, "\n".join(bad)
