"""What pages show beside themselves: toasts, dialogs, sheets, keyboards, bars."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, flag, number, text, texts, word

_op = Rows("ui")
_ICONS: Final = ("success", "error", "exception", "warning", "info", "loading", "none")
_NO_CONFLICT: Final = flag("it takes away its own kind only", neutral=False)

OPERATIONS: Final = (
    _op(
        "showToast",
        "Shows a short message for a while.",
        {
            "title": text("the message"),
            "icon": word(*_ICONS, doc="the picture above it"),
            "image": text("a picture of the app's own instead", neutral=""),
            "duration": number("milliseconds", low=0),
            "mask": flag("nothing below can be touched", neutral=False),
            "delay": number("milliseconds before it is shown", low=0, neutral=0),
            "x_offset": number("pixels beside its place", neutral=0),
            "y_offset": number("pixels beside its place", neutral=0),
        },
    ),
    _op("hideToast", "Takes the short message away.", {"no_conflict": _NO_CONFLICT}),
    _op(
        "showLoading",
        "Shows that something is going on, until it is hidden.",
        {
            "title": text("the message"),
            "mask": flag("nothing below can be touched"),
            "delay": number("milliseconds before it is shown", low=0, neutral=0),
        },
    ),
    _op(
        "hideLoading",
        "Takes that away.",
        {"no_conflict": _NO_CONFLICT, "page": anything("the page that shows it")},
    ),
    _op(
        "showModal",
        "Tells or asks the user something in a dialog.",
        {
            "title": text("the heading", neutral=""),
            "content": text("the text; in a field for text, what stands there first", neutral=""),
            "show_cancel": flag("there is a button to refuse", neutral=True),
            "cancel_text": text("that button's label"),
            "cancel_color": text("and its colour"),
            "confirm_text": text("the other button's label"),
            "confirm_color": text("and its colour"),
            "editable": flag("with a field for text", neutral=False),
            "placeholder": text("what the field shows while it is empty", neutral=""),
            "message": text("the sentence above the field", neutral=""),
            "align": text("of that sentence: left, center, right"),
            "max_length": number("characters that fit into the field; -1: any number"),
        },
        {
            "cancel": flag("the user refused"),
            "confirm": flag("the user agreed"),
            "content": text("what was typed"),
        },
    ),
    _op(
        "showActionSheet",
        "Lets the user choose from a menu.",
        {
            "items": texts("the entries"),
            "title": text("the heading", neutral=""),
            "item_color": text("the colour of the entries"),
            "cancel_text": text("the label of the button that closes it"),
            "destructive": number("the entry that is shown in red, from 0"),
            "badges": anything("marks on entries"),
        },
        {"index": number("the entry chosen, from 0")},
    ),
    _op(
        "chooseCity",
        "Lets the user choose a city from the client's own list.",
        None,
        {"city": text("its name"), "code": text("its number of six digits")},
    ),
    _op(
        "datePicker",
        "Lets the user choose a day or a time.",
        {
            "format": text("of what is chosen: yyyy-MM-dd"),
            "current": text("what it begins with"),
            "start": text("the first"),
            "end": text("the last"),
        },
        {"date": text("what was chosen")},
    ),
    _op(
        "regionPicker",
        "Lets the user choose a province, a city and a district.",
        {
            "title": text("the heading", neutral=""),
            "selected": texts("the names that it begins with"),
            "custom_item": text("an entry before the others of each list", neutral=""),
        },
        {"names": texts("of what was chosen"), "codes": texts("their numbers of six digits")},
    ),
    _op("hideKeyboard", "Puts the keyboard away."),
    _op(
        "pageScrollTo",
        "Scrolls the page.",
        {
            "top": number("pixels from the top of the page"),
            "duration": number("milliseconds", low=0),
            "selector": text("the element to scroll to"),
            "offset_top": number("pixels beside that element", neutral=0),
        },
        subjects=("top", "selector"),
    ),
    _op("stopPullDownRefresh", "Ends the refreshing of a page that was pulled down."),
    _op("startPullDownRefresh", "Begins it as if the page were pulled down."),
    _op(
        "loadFontFace",
        "Loads a font.",
        {
            "family": text("its name"),
            "source": text("its address"),
            "everywhere": flag("for all pages"),
            "desc": anything("style, weight, variant"),
            "scopes": texts("webview, native"),
            "native_canvas": flag("for canvases of the client's own, too"),
        },
    ),
    *_op.pair(
        "KeyboardHeightChange", "The keyboard opens or closes.", {"height": number("pixels")}
    ),
    *_op.pair("WindowResize", "The window changes its size.", {"size": anything()}),
    *_op.pair("ThemeChange", "The system changes between light and dark.", {"theme": text()}),
)
