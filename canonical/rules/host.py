"""MG6xx: what the host has to say about a script or a run."""

from __future__ import annotations

from typing import Final

from ..diagnostics import Rule

RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "MG601",
        "prompt-unscripted",
        "error",
        "none",
        "The client asked the user something that the script has no answer for.",
        "A test that answers by itself would hide a dialog that real users see.",
        "my/android: chooseImage shows the dialog that asks for scope.album",
        "Add the line that the message shows, at that place of the script.",
    ),
    Rule(
        "MG602",
        "action-unused",
        "error",
        "none",
        "The script has an action that nothing asked for.",
        "A step that never happened means that the flow is not the one the script describes.",
        "user=[picks('cat.jpg'), cancels()] and one chooseImage",
        "Drop the line, or give it when= the clients that ask.",
    ),
    Rule(
        "MG603",
        "action-not-offered",
        "error",
        "none",
        "The user cannot do this here: the client does not offer it.",
        "Clients differ in what their sheets and pickers offer; the message names the rule.",
        "tt/pc: shoots(), where only the album is offered",
        "Give the line when= the clients that offer it, and another one to the rest.",
    ),
    Rule(
        "MG604",
        "behaviour-assumed",
        "info",
        "unknown",
        "How the client behaves here is assumed: no source says it.",
        "The profile keeps assumed facts apart from documented ones, so that they can be checked.",
        "my/android compressImage: how strong each level is",
        "Measure it on a telephone, and put the fact into a profile of your own.",
    ),
    Rule(
        "MG605",
        "library-missing",
        "warning",
        "approximated",
        "A library that this needs is not installed: the host does without.",
        "Video pixels and HEIC need libraries that are kept as extras.",
        "wx chooseMedia: a video comes back uncompressed",
        "Install the extra that the message names.",
    ),
    Rule(
        "MG606",
        "resize-ignored",
        "warning",
        "dropped",
        "The client gives pictures of this format back as they are: the size asked for has no "
        "effect.",
        "Clients that compress JPEG only hand other formats back unchanged, sizes and all.",
        "wx.compressImage({ src: 'a.png', compressedWidth: 100 })",
        "Resize it on a canvas, or convert it to JPEG first.",
    ),
    Rule(
        "MG607",
        "orientation-unread",
        "warning",
        "unknown",
        "The picture states its orientation where no client is known to look for it.",
        "Clients turn pictures by Exif, or by the boxes of HEIC and AVIF. Editors also write XMP, "
        "or a text in a PNG: the picture is shown as it is stored, and the statement is lost when "
        "it is compressed.",
        'a PNG whose only orientation is tiff:Orientation="6" in XMP',
        "Turn the pixels, or write the orientation into Exif, before the picture is used.",
    ),
    Rule(
        "MG608",
        "frames-left-out",
        "warning",
        "dropped",
        "A picture of several frames or pages is compressed: only the first comes out.",
        "The formats that clients compress to hold one picture.",
        "wx.compressImage of a GIF on a client that makes everything a JPEG",
        "Leave animated pictures uncompressed; getImageInfo tells the format.",
    ),
    Rule(
        "MG609",
        "raw-unknown",
        "warning",
        "unknown",
        "The file is a camera RAW (DNG, CR2, NEF, …): no source says what a client does with one.",
        "Some telephones hand the file on, some make a JPEG of it, some refuse. The host fails the "
        "call rather than guess.",
        "chooseImage, and the user picks IMG_1.dng",
        "Test with what the telephone in question hands over, or leave RAW files out of the album.",
    ),
    Rule(
        "MG610",
        "run-differs",
        "error",
        "none",
        "Original and port did different things in the same situation.",
        "Whatever was told of the port, its users meet another program there.",
        "pages/index/index.js:pick, situation cancel: what it did differs",
        "Read the two runs beside each other, and mend the port; or keep it in a baseline.",
    ),
    Rule(
        "MG611",
        "run-stopped",
        "error",
        "none",
        "A run stopped before original and port could be compared.",
        "What stopped it may be the program's fault, or something that is not simulated: neither "
        "proves anything of the port.",
        "pages/index/index.js:pick, situation cancel: wx.login is not simulated",
        "Answer the function by --stub, script the situation, or keep it in a baseline.",
    ),
    Rule(
        "MG612",
        "run-partial",
        "warning",
        "none",
        "Something was not compared, or only in part.",
        "What agrees says nothing of what was left out.",
        "not simulated, so compared in part: wx.createMapContext (pages/map/map.js:3:5)",
        "Answer the function by --stub, name the handler by --call, give more time by --budget, or "
        "keep it in a baseline.",
    ),
)
