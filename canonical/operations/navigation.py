"""From page to page, and what stands around a page: bars, badges, menus."""

from __future__ import annotations

from typing import Final

from .model import Rows, anything, flag, number, text, texts

_op = Rows("navigation")
_URL: Final = {"url": text("the page, with its query")}
_ANIMATED: Final = {"animation": flag("with an animation", neutral=False)}
_TAB: Final = {"index": number("the tab, from 0")}

OPERATIONS: Final = (
    _op(
        "navigateTo",
        "Opens a page on top of this one.",
        {**_URL, "events": anything("listeners")},
        {"channel": anything("to talk to the page that opens")},
    ),
    _op("redirectTo", "Opens a page in the place of this one.", _URL),
    _op("reLaunch", "Closes all pages and opens one.", _URL),
    _op("switchTab", "Goes to a page of the tab bar.", _URL),
    _op("navigateBack", "Closes pages.", {"delta": number("how many", low=0)}),
    _op(
        "navigateToMiniProgram",
        "Opens another mini program.",
        {
            "app_id": text("whose: each vendor gives ids of its own"),
            "path": text("the page, with its query", neutral=""),
            "query": anything("the query by itself"),
            "extra_data": anything("data for it"),
            "env_version": text("develop, trial or release"),
            "short_link": text("an address instead"),
            "no_relaunch": flag("it goes on where it was", neutral=False),
        },
        subjects=("app_id", "short_link"),
    ),
    _op("exitMiniProgram", "Ends this mini program."),
    _op(
        "setNavigationBarTitle",
        "Sets the title of the page.",
        {"title": text("the title"), "image": text("a picture instead", neutral="")},
    ),
    _op(
        "setNavigationBarColor",
        "Sets the colours of the bar with the title.",
        {
            "front": text("of the text, white or black"),
            "back": text("behind it"),
            "animation": anything("duration and timing"),
        },
    ),
    _op(
        "setNavigationBar",
        "Sets title and colours of that bar.",
        {
            "title": text("the title"),
            "image": text("a picture instead", neutral=""),
            "front": text("colour of the text, white or black"),
            "back": text("colour behind it"),
            "border": text("colour of its lower edge"),
            "reset": flag("the client's own colours again", neutral=False),
        },
    ),
    _op("showNavigationBarLoading", "Shows in that bar that something is going on."),
    _op("hideNavigationBarLoading", "Takes that away."),
    _op(
        "setBackgroundColor",
        "Sets the colour behind the page.",
        {
            "color": text(),
            "top": text("above"),
            "bottom": text("below"),
        },
    ),
    _op("setBackgroundTextStyle", "Sets how pulling down looks.", {"style": text("dark, light")}),
    _op("hideHomeButton", "Takes away the button that leads to the first page."),
    _op("setTabBarBadge", "Writes on a tab.", {**_TAB, "text": text()}),
    _op("removeTabBarBadge", "Takes that away.", _TAB),
    _op(
        "setTabBarItem",
        "Changes a tab.",
        {
            **_TAB,
            "text": text(),
            "icon": text(),
            "selected_icon": text(),
        },
    ),
    _op(
        "setTabBarStyle",
        "Changes how the tabs look.",
        {
            "color": text(),
            "selected_color": text(),
            "back": text(),
            "border": text(),
        },
    ),
    _op("showTabBar", "Shows the tabs.", _ANIMATED),
    _op("hideTabBar", "Hides the tabs.", _ANIMATED),
    _op("showTabBarRedDot", "Puts a dot on a tab.", _TAB),
    _op("hideTabBarRedDot", "Takes it away.", _TAB),
    _op(
        "showShareMenu",
        "Offers to share the page.",
        {
            "menus": texts("which ways"),
            "with_ticket": flag("with a ticket of the group that it goes to", neutral=False),
        },
    ),
    _op("hideShareMenu", "Offers it no longer.", {"menus": texts("which ways")}),
    _op(
        "updateShareMenu",
        "Changes what is offered.",
        {"with_ticket": flag("with a ticket of the group that it goes to", neutral=False)},
    ),
    _op("showSharePanel", "Opens the panel that shares the page."),
    _op("enableAlertBeforeUnload", "Asks before the page is left.", {"message": text()}),
    _op("disableAlertBeforeUnload", "Asks no longer."),
)
