"""The main jobs on real input: messages, source code, a flow of calls, and a proof.

Run it with ``make demo``. Every message below is a documented one (examples/documented.toml);
after each stand the same message as the other two vendors say it, and what was not kept. Then a
mini-program (examples/wechat-album) is ported, and original and port are run side by side.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mediaglot as mg
import tomli

HERE = Path(__file__).parent
VENDORS = ("tt", "my", "wx")


def shown(value: Any) -> str:
    """One line of JSON, long ones cut."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 150 else text[:147] + "..."


def translated(message: dict[str, Any], target: str) -> mg.Translation[Any]:
    """The message as another vendor says it."""
    if message["kind"] == "request":
        return mg.translate_request(
            message["api"], message["payload"], read=message["vendor"], write=target
        )
    return mg.normalize(message["api"], message["payload"], read=message["vendor"], write=target)


def messages() -> None:
    """Documented calls, replies and errors, each in the other two dialects."""
    for message in tomli.loads((HERE / "documented.toml").read_text(encoding="utf-8"))["message"]:
        print(f"\n{message['title']}  [{message['page']}]")
        name = f"{message['vendor']}.{message['api']}"
        print(f"  {name:<28} {shown(message['payload'])}")
        for target in VENDORS:
            if target == message["vendor"]:
                continue
            got = translated(message, target)
            name = f"{target}.{got.api or message['api']}"
            print(f"  {name:<28} {shown(got.value) if got.value is not None else '-'}")
            for item in got.diagnostics:
                print(f"    {item.severity:<7} {item.code} {item.place}: {item.message}")


def command(*words: str) -> None:
    """Run one mediaglot command on the examples, as a user would."""
    print(f"\n$ mediaglot {' '.join(words)}", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "mediaglot", *words],
        cwd=HERE, check=False, text=True, encoding="utf-8", stdout=subprocess.PIPE,
    )  # fmt: skip
    if done.returncode > 1:
        raise SystemExit(done.returncode)
    print("\n".join(without_new_files(done.stdout.splitlines())), flush=True)


def without_new_files(lines: list[str]) -> Iterator[str]:
    """The lines of a diff, of files that are new the names and lengths alone."""
    for at, line in enumerate(lines):
        if line == "--- /dev/null":
            new = sum(rest.startswith("+") for rest in lines[at + 2 :])
            yield f"{lines[at + 1]}  (generated, {new:,} lines)"
            return
        yield line


def main() -> None:
    """The messages, then the tools over the example mini-program."""
    messages()
    command("compare", "wx", "my", "chooseImage")
    print("\n$ python upload_flow.py", flush=True)
    subprocess.run([sys.executable, str(HERE / "upload_flow.py")], cwd=HERE, check=True)
    for target in ("my", "tt"):
        command("port", "wechat-album", "--from", "wx", "--to", target, "--diff")
    command("verify", "wechat-album", "--from", "wx", "--to", "my", "--only", "ok,cancel,deny")


if __name__ == "__main__":
    main()
