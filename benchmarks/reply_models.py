"""Replies of chooseImage as a careful backend would declare them with pydantic."""

from pydantic import BaseModel


class File(BaseModel):
    path: str
    size: int


class MyReply(BaseModel):
    apFilePaths: list[str] = []  # noqa: N815
    tempFilePaths: list[str]  # noqa: N815
    tempFiles: list[File]  # noqa: N815


class WxReply(BaseModel):
    tempFilePaths: list[str]  # noqa: N815
    tempFiles: list[File]  # noqa: N815
    errMsg: str  # noqa: N815
