"""One Python contestant of one call at a time: a message as dict in, a message as dict out.

    python calls_worker.py CONTESTANT MESSAGE TIMES [check]

CONTESTANT is pydantic or mediaglot. For every line on standard input it translates the same message
so many times and tells the processor seconds. With `check` it prints what it makes of it.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal

Translate = Callable[[dict[str, Any]], dict[str, Any]]
API: Final = "chooseImage"
Size = Literal["original", "compressed"]
Source = Literal["album", "camera"]


def reply(files: int) -> dict[str, Any]:
    """A reply of my.chooseImage with so many files; the same every time."""
    dice = random.Random(files)
    paths = [f"https://resource/apml{dice.getrandbits(128):032x}.image" for _ in range(files)]
    entries = [{"path": path, "size": dice.randrange(20_000, 9_000_000)} for path in paths]
    return {"apFilePaths": paths, "tempFilePaths": paths, "tempFiles": entries}


MESSAGES: Final[dict[str, dict[str, Any]]] = {
    "reply-1": reply(1),
    "reply-9": reply(9),
    "request": {"count": 3, "sizeType": ["compressed"], "sourceType": ["album"]},
    "request-bare": {},
    "failure": {"error": 11, "errorMessage": "User cancels"},
}


def mapped() -> dict[str, Translate]:
    """Models of both shapes and the mapping between, as a careful backend would write them."""
    from pydantic import BaseModel, Field
    from reply_models import MyReply, WxReply

    class WxRequest(BaseModel):
        count: Annotated[int, Field(ge=1)] = 9
        sizeType: list[Size] = ["original", "compressed"]  # noqa: N815
        sourceType: list[Source] = ["album", "camera"]  # noqa: N815

    class MyRequest(BaseModel):
        count: Annotated[int, Field(ge=1)] = 1
        sizeType: list[Size] = ["original", "compressed"]  # noqa: N815
        sourceType: list[Source] = ["camera", "album"]  # noqa: N815

    class MyFailure(BaseModel):
        error: int
        errorMessage: str = ""  # noqa: N815

    class WxFailure(BaseModel):
        errno: int
        errMsg: str  # noqa: N815

    kinds = {11: (1, "cancel"), 15: (3, "auth deny"), 17: (1302, "save failed")}

    def of_reply(message: dict[str, Any]) -> dict[str, Any]:
        read = MyReply.model_validate(message)
        made = WxReply(
            tempFilePaths=read.tempFilePaths, tempFiles=read.tempFiles, errMsg=f"{API}:ok"
        )
        return made.model_dump()

    def of_request(message: dict[str, Any]) -> dict[str, Any]:
        read = WxRequest.model_validate(message)
        made = MyRequest(count=read.count, sizeType=read.sizeType, sourceType=read.sourceType)
        return made.model_dump()

    def of_failure(message: dict[str, Any]) -> dict[str, Any]:
        read = MyFailure.model_validate(message)
        code, text = kinds[read.error]
        return WxFailure(errno=code, errMsg=f"{API}:fail {text}").model_dump()

    return {"reply": of_reply, "request": of_request, "failure": of_failure}


def translated() -> dict[str, Translate]:
    """The same by the public functions, one call a message."""
    import mediaglot as mg

    result, request, failure = mg.translate_result, mg.translate_request, mg.translate_failure

    def of_reply(message: dict[str, Any]) -> Any:
        return result(API, message, read="my", write="wx").value

    def of_request(message: dict[str, Any]) -> Any:
        return request(API, message, read="wx", write="my").value

    def of_failure(message: dict[str, Any]) -> Any:
        return failure(API, message, read="my", write="wx").value

    return {"reply": of_reply, "request": of_request, "failure": of_failure}


CONTESTANTS: Final[Mapping[str, Callable[[], dict[str, Translate]]]] = {
    "pydantic": mapped,
    "mediaglot": translated,
}


def main(contestant: str, message: str, times: str, check: str = "") -> None:
    """Run one contestant on one message."""
    translate = CONTESTANTS[contestant]()[message.partition("-")[0]]
    given = MESSAGES[message]
    if check:
        print(json.dumps(translate(given)))
        return
    for _ in sys.stdin:
        start = time.process_time()
        for _ in range(int(times)):
            translate(given)
        print(json.dumps({"seconds": time.process_time() - start}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
