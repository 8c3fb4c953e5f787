"""A person at a studio who never rests: touches, answers, restarts, other clients, uploads."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

Plain = dict[str, Any]
CLIENTS = ("wx/android", "wx/ios", "my/android", "tt/ios", "tt/android")
PAGES = ("", "pages/camera/camera.js", "pages/memo/memo.js")


class Restless:
    """Does something to a studio, again and again, the same for a seed. `do`: says an act, and
    gives why it was refused; `state`: what shows; `add`: hands in a file under a name."""

    def __init__(
        self, seed: int, do: Callable[[Plain], str], state: Callable[[], Plain],
        add: Callable[[str, str], str],
    ) -> None:  # fmt: skip
        self._dice = random.Random(seed)
        self._do, self._state, self._add = do, state, add
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def step(self) -> None:
        """One thing more."""
        state = self._state()
        number, phone = next(
            ((at, it) for at, it in enumerate(state["phones"]) if it.get("prompt")), (0, None)
        )
        if phone is not None:
            kind, problem = self._answers(number, phone["prompt"])
        else:
            kind, problem = self._acts(state["phones"])
        self.done[kind] += 1
        if problem:
            self.refused[problem] += 1

    def _answers(self, number: int, prompt: Plain) -> tuple[str, str]:
        dice, offers = self._dice, [it for it in prompt["offers"] if it != "picks_first"]
        if dice.random() < 0.02:
            return "open over a prompt", self._do({"kind": "open", "page": dice.choice(PAGES)})
        kind = dice.choice(offers)
        scopes, items = prompt.get("scopes") or [], prompt.get("items") or []
        action: Plain = {"kind": kind}
        if kind in ("allows", "denies", "denies_forever"):
            action["names"] = [dice.choice(scopes)]
        elif kind == "taps":
            action["names"] = [dice.choice(prompt["entries"])]
        elif kind in ("records", "is_interrupted"):
            action["number"] = dice.choice((1, 2))
        if kind in ("picks", "toggles_original"):
            most = min(prompt.get("most") or 3, 3, len(items))
            if not most:
                return "cancels", self._answer(number, prompt, [{"kind": "cancels"}])
            first = dice.choice(items)
            alike = [it["name"] for it in items if it["kind"] == first["kind"]]
            names = dice.sample(alike, dice.randint(1, min(most, len(alike))))
            actions: list[Plain] = (
                [{"kind": "toggles_original"}] if kind == "toggles_original" else []
            )
            actions.append({"kind": "picks", "names": names})
            return kind, self._answer(number, prompt, actions)
        return kind, self._answer(number, prompt, [action])

    def _answer(self, number: int, prompt: Plain, actions: list[Plain]) -> str:
        return self._do(
            {"kind": "answer", "phone": number, "prompt": prompt["id"], "actions": actions}
        )

    def _acts(self, phones: list[Plain]) -> tuple[str, str]:
        dice = self._dice
        chance = dice.random()
        if chance < 0.03:
            fresh, page = dice.random() < 0.5, dice.choice(PAGES)
            return "open", self._do({"kind": "open", "page": page, "fresh": fresh})
        if chance < 0.05:
            at = dice.randrange(2) if len(phones) > 1 else 0
            return "client", self._do(
                {"kind": "client", "phone": at, "client": dice.choice(CLIENTS)}
            )
        if chance < 0.06:
            client = "" if len(phones) > 1 else dice.choice(CLIENTS)
            return "beside", self._do({"kind": "client", "phone": 1, "client": client})
        if chance < 0.09:
            to = dice.choice(("album", "camera"))
            return "add", self._add(to, f"added{dice.randrange(40)}.jpg")
        if chance < 0.12:
            return "wait", self._do({"kind": "wait", "seconds": dice.choice((1, 10, 60))})
        if chance < 0.14:
            return "network", self._do({"kind": "network", "on": dice.random() < 0.8})
        if chance < 0.18:
            scope = dice.choice(("album", "camera", "album_write", "microphone"))
            state = dice.choice(("allowed", "undetermined", "denied"))
            return "consent", self._do({"kind": "consent", "scope": scope, "state": state})
        touched = list(_touched((phones[0].get("page") or {}).get("nodes") or ()))
        if not touched:
            return "open", self._do({"kind": "open", "page": ""})
        return "touch", self._do({"kind": "touch", "node": dice.choice(touched), "event": "tap"})


def _touched(nodes: Any) -> Iterator[int]:
    for node in nodes:
        if "tap" in node.get("on", ()):
            yield node["n"]
        yield from _touched(node.get("in", ()))
