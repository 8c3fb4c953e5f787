"""MG2xx: what may happen to a result."""

from __future__ import annotations

from typing import Final

from ..diagnostics import Rule

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "MG201",
        "field-dropped",
        "warning",
        "dropped",
        "The target's result has no such field.",
        "Code written for the target does not look for it.",
        "wx.chooseMedia thumbTempFilePath -> tt",
        "Nothing, unless the program needs the field: then keep the canonical value.",
    ),
    Rule(
        "MG202",
        "field-missing",
        "warning",
        "unknown",
        "The target's result has this field, and the source's reply does not say it.",
        "It is left out, as a made-up value would be believed; only where the target documents "
        "what it says itself when it does not know, that is written.",
        "tt.getImageInfo -> wx: orientation",
        "Guard the read, or use the named recipe through the runtime.",
    ),
    Rule(
        "MG203",
        "unit-unknown",
        "info",
        "unknown",
        "No source gives the unit of this field; the number is passed on as it is.",
        "WeChat and Alipay do not say in what unit a picked video's duration is.",
        "wx.chooseVideo duration",
        "Measure on the target's client before you compute with it.",
    ),
    Rule(
        "MG204",
        "result-approximated",
        "warning",
        "approximated",
        "The target has no value with the same meaning; the nearest was taken.",
        "WeChat knows four picture formats, Alipay seven others.",
        "my.getImageInfo type webp -> wx type unknown",
        "Look at the bytes if the exact value matters.",
    ),
    Rule(
        "MG205",
        "field-unknown",
        "info",
        "none",
        "The source vendor's profile does not know this field; it is passed on as it is, or left "
        "out where the target has a field of its own of that name.",
        "It may be newer than the profile. Nothing says that it means what the target's does.",
        "{ tempFilePaths, newField: 1 }",
        "Add the field to a profile of your own.",
    ),
    Rule(
        "MG206",
        "value-malformed",
        "warning",
        "unknown",
        "The value is not of the documented type, or none that it can have (an empty path or code, "
        "a size below zero); it was converted where that is safe, else left out or as it was.",
        "Replies in logs carry sizes as strings, single objects for lists, and worse.",
        "{ size: '14247' } -> 14247",
        "Nothing, if the conversion is right; else look at where the reply was recorded.",
    ),
    Rule(
        "MG207",
        "lists-disagree",
        "warning",
        "unknown",
        "Two fields of the reply list the same files, or say the same thing, and differ.",
        "The first in the profile's order is believed.",
        "tempFilePaths with 2 entries, tempFiles with 3 or with another path; status 200 beside "
        "statusCode 500; type image, and a video among the files",
        "Look at where the reply was recorded.",
    ),
    Rule(
        "MG208",
        "reply-empty",
        "warning",
        "unknown",
        "The reply is a success and says nothing of what the API returns.",
        "A log may have cut it off, or it is the reply of another API.",
        "chooseImage: {}",
        "Look at where the reply was recorded.",
    ),
    Rule(
        "MG209",
        "kind-by-suffix",
        "info",
        "none",
        "The reply does not say what kind of file it is; the suffix of its name does.",
        "Feishu's filePicker gives name and size, WeChat's chooseMessageFile a type as well.",
        "tt.filePicker { name: 'a.mp4' } -> wx: type 'video'",
        "Look at the bytes where the name may lie.",
    ),
    Rule(
        "MG210",
        "success-unsaid",
        "warning",
        "unknown",
        "The reply was taken for a success, and does not say so in the vendor's words, or another "
        "field denies it.",
        "A log may have cut the message off, or it is the reply of another API. Where the result "
        "is there, its absence loses nothing.",
        "wx.saveImageToPhotosAlbum: {}",
        "Look at where the reply was recorded.",
    ),
)
