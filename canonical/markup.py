"""What templates are made of, under one name each: elements, what they are told, what they tell.

A profile says which of these a vendor has and how it spells them. Names are the field's own where
vendors agree; of two names for one thing the plainer.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import attrs

from .values import Value


@attrs.frozen(eq=False, repr=False)
class BuiltIn(Value):
    """A component that clients have built in.

    ``attributes``: what decides what it does; ``looks``: what only shows to the eye or makes it
    nicer, so that a page does without it; ``events``: its own. ``neutral``: attribute -> the value
    that asks for nothing. ``older``: older name of an attribute -> the attribute.
    """

    name: str
    attributes: frozenset[str]
    looks: frozenset[str]
    events: frozenset[str]
    neutral: Mapping[str, Any]
    older: Mapping[str, str]


def _element(
    name: str, attributes: str = "", looks: str = "", events: str = "",
    older: Mapping[str, str] = MappingProxyType({}), **neutral: Any,
) -> BuiltIn:  # fmt: skip
    plain = {key.replace("_", "-"): value for key, value in neutral.items()}
    taken, seen, told = (frozenset(text.split()) for text in (attributes, looks, events))
    return BuiltIn(name, taken, seen, told, MappingProxyType(plain), MappingProxyType(dict(older)))


COMMON: Final = frozenset(
    (
        "tap",
        "longpress",
        "longtap",
        "touchstart",
        "touchmove",
        "touchend",
        "touchcancel",
        "touchforcechange",
        "transitionend",
        "animationstart",
        "animationiteration",
        "animationend",
        "mousedown",
        "mousemove",
        "mouseup",
        "mouseover",
        "mouseenter",
        "mouseout",
        "mouseleave",
    )
)
"""Events of any element: those of fingers and mice bubble; animations end."""
PRESSES: Final = frozenset({"longpress", "longtap"})
"""Two names for a finger that stays; which of them keeps a tap from following, vendors say."""

GENERAL: Final = frozenset({"id", "class", "style", "slot", "hidden", "animation"})
"""Attributes of any element, where a vendor has them for all."""

COMPONENTS: Final = "usingComponents"
"""The key of a page's configuration that declares components, on all platforms."""
STRUCTURE: Final = frozenset({"block", "template", "import", "include", "slot"})
"""Elements that place others, alike on all platforms."""

_ROWS: Final = (
    _element("ad", attributes="unit-id", events="error load"),
    _element("ad-custom", attributes="ad-intervals unit-id", events="error load"),
    _element(
        "audio",
        attributes="author controls loop name poster src",
        events="ended error pause play timeupdate",
    ),
    _element(
        "button",
        attributes="app-parameter disabled form-type loading open-type public-id scope "
        "send-message-img send-message-path send-message-title session-from "
        "show-message-card",
        looks="hover-class hover-start-time hover-stay-time hover-stop-propagation lang "
        "plain shape size type",
        events="agreeprivacyauthorization chooseavatar contact error feedback "
        "followlifestyle getauthorize getphonenumber getuserinfo launchapp "
        "opensetting",
    ),
    _element(
        "camera",
        attributes="device-position flash frame-size mode scan-code-type",
        looks="output-dimension resolution",  # any size is a picture
        events="error initdone inserted lumadetect scancode stop",
    ),
    _element(
        "canvas",
        attributes="canvas-id disable-scroll height type width",
        events="error ready",
    ),
    _element("checkbox", attributes="checked disabled name value", looks="color", events="change"),
    _element("checkbox-group", attributes="name", events="change"),
    _element("contact-button"),
    _element("cover-image", attributes="src", events="error load"),
    _element("cover-view", attributes="penetrateGuesture scroll-top"),
    _element("customized-input"),
    _element(
        "editor",
        attributes="auto-height contents hyperlinkOptions placeholder placeholderStyle plugins "
        "read-only show-img-resize show-img-size show-img-toolbar supportAttribution "
        "supportInsertImage supportMarkdown",
        events="atfinder blur editorclick focus getfileinfo input insertimage insertvideo "
        "mentionclick mentionselect ready statuschange",
    ),
    _element("error-view"),
    _element("form", looks="report-submit", events="reset submit"),
    _element("functional-page-navigator", attributes="args name version", events="fail success"),
    _element("icon", attributes="type", looks="color size"),
    _element(
        "image",
        attributes="mode src",
        looks="default-source lazy-load show-menu-by-longpress",
        events="error load",
    ),
    _element(
        "input",
        attributes="always-system auto-focus confirm-hold controlled cursor disabled focus "
        "maxlength name password placeholder random-number safe-password-cert-path "
        "safe-password-custom-hash safe-password-length safe-password-nonce "
        "safe-password-salt safe-password-time-stamp selection-end selection-start "
        "type value",
        looks="adjust-position always-embed confirm-type cursor-spacing hold-keyboard "
        "placeholder-class placeholder-style",
        events="blur confirm focus input keyboardheightchange",
        auto_focus=False,
        focus=False,
    ),
    _element("keyboard-accessory"),
    _element("label", attributes="for"),
    _element("lifestyle"),
    _element(
        "live-player",
        attributes="autoplay background-mute max-cache min-cache mode muted object-fit "
        "orientation src",
        events="fullscreenchange netstatus statechange",
    ),
    _element(
        "live-pusher",
        attributes="aspect auto-focus autopush background-mute beauty device-position "
        "enable-camera max-bitrate min-bitrate mode muted orientation url "
        "waiting-image waiting-image-hash whiteness zoom",
        events="error netstatus statechange",
    ),
    _element("lottie"),
    _element(
        "map",
        attributes="circles controls covers include-points latitude longitude markers polygons "
        "polyline scale show-location",
        looks="enable-3D enable-overlooking enable-rotate enable-scroll enable-zoom "
        "show-compass subkey",
        events="callouttap controltap markertap poitap regionchange updated",
    ),
    _element(
        "match-media",
        attributes="height max-height max-width min-height min-width orientation width",
    ),
    _element("movable-area", attributes="scale-area"),
    _element(
        "movable-view",
        attributes="animation damping direction disabled friction htouchmove inertia "
        "out-of-bounds scale scale-max scale-min scale-value vtouchmove x y",
        events="change changeend scale",
    ),
    _element(
        "navigation-bar",
        attributes="color-animation-duration color-animation-timing-func front-color loading title",
        looks="background-color",
    ),
    _element(
        "navigator",
        attributes="app-id delta extra-data open-type path short-link target url version",
        looks="hover-class hover-start-time hover-stay-time hover-stop-propagation",
        events="complete fail success",
    ),
    _element("official-account"),
    _element("open-data", attributes="lang open-gid type"),
    _element(
        "page-container",
        attributes="close-on-slide-down custom-style duration overlay overlay-style position "
        "round show z-index",
        events="afterenter afterleave beforeenter beforeleave clickoverlay enter "
        "entercancelled leave leavecancelled",
    ),
    _element(
        "page-meta",
        attributes="background-color-bottom background-color-top page-font-size page-orientation "
        "page-style root-background-color root-font-size scroll-duration scroll-top",
        looks="background-color background-text-style",
        events="resize scroll scrolldone",
    ),
    _element(
        "picker",
        attributes="custom-item disabled end fields mode name range range-key start value",
        looks="title",
        events="cancel change columnchange",
    ),
    _element(
        "picker-view",
        attributes="value",
        looks="immediate-change indicator-class indicator-style mask-class mask-style",
        events="change pickend pickover pickstart",
    ),
    _element("picker-view-column"),
    _element(
        "progress",
        attributes="active active-mode percent",
        looks="active-color background-color color show-info stroke-width",
        older={"color": "active-color"},
    ),
    _element("radio", attributes="checked disabled name value", looks="color"),
    _element("radio-group", attributes="name", events="change"),
    _element("rich-text", attributes="nodes", looks="space"),
    _element("root-portal"),
    _element(
        "scroll-view",
        attributes="disable-lower-scroll disable-upper-scroll lower-threshold "
        "refresher-background refresher-default-style refresher-enabled "
        "refresher-threshold refresher-triggered scroll-animation-duration "
        "scroll-into-view scroll-left scroll-top scroll-with-animation scroll-x "
        "scroll-y upper-threshold",
        looks="bounces enable-back-to-top enable-flex enhanced paging-enabled "
        "show-scrollbar trap-scroll",
        events="refresherabort refresherpulling refresherrefresh refresherrestore scroll "
        "scrolltolower scrolltoupper",
    ),
    _element("share-element", attributes="duration easing-function key transform"),
    _element(
        "slider",
        attributes="disabled max min name step value",
        looks="active-color background-color block-color block-size color selected-color "
        "show-value track-size",
        events="change changing",
        older={"color": "background-color", "selected-color": "active-color"},
    ),
    _element(
        "swiper",
        attributes="adjust-height adjust-vertical-height autoplay circular current "
        "current-item-id disable-programmatic-animation disable-touch "
        "display-multiple-items duration indicator-dots interval vertical",
        looks="acceleration active-class changing-class easing-function "
        "indicator-active-color indicator-color next-margin previous-margin "
        "skip-hidden-item-layout snap-to-edge swipe-ratio swipe-speed touch-angle",
        events="animationfinish change transition",
        adjust_height="none",
    ),
    _element("swiper-item", attributes="item-id"),
    _element(
        "switch",
        attributes="checked controlled disabled name type",
        looks="color",
        events="change",
    ),
    _element("text", attributes="decode", looks="number-of-lines space user-select"),
    _element(
        "textarea",
        attributes="auto-focus auto-height confirm-hold controlled cursor disabled focus "
        "maxlength name placeholder selection-end selection-start value",
        looks="adjust-position confirm-type cursor-spacing disable-default-padding fixed "
        "hold-keyboard placeholder-class placeholder-style show-confirm-bar "
        "show-count",
        events="blur confirm focus input keyboardheightchange linechange",
        auto_focus=False,
        focus=False,
        show_count=False,
    ),
    _element(
        "video",
        attributes="ad-unit-id auto-fullscreen auto-pause-if-navigate "
        "auto-pause-if-open-native auto-pause-if-outside-screen autoplay "
        "background-poster certificate-url controls direction duration "
        "floating-mode header initial-time is-drm license-url "
        "loop mobilenet-hint-type muted poster poster-for-crawler provision-url "
        "referrer-policy show-mute-btn src",
        looks="danmu-btn danmu-list enable-auto-rotation enable-danmu "
        "enable-play-gesture enable-progress-gesture object-fit page-gesture "
        "picture-in-picture-mode "
        "picture-in-picture-show-progress play-btn-position poster-size "
        "show-background-playback-button show-bottom-progress show-casting-button "
        "show-center-play-btn show-download-btn show-fullscreen-btn show-play-btn "
        "show-progress show-rate-btn show-screen-lock-button show-snapshot-button "
        "show-thin-progress-bar title vslide-gesture vslide-gesture-in-fullscreen",
        events="controlstoggle ended enterpictureinpicture error fullscreenchange "
        "leavepictureinpicture loadedmetadata mutechange pause play "
        "playbackratechange progress renderstart seekcomplete stop timeupdate "
        "useraction waiting",
        auto_pause_if_outside_screen=False,
        mobilenet_hint_type=0,
    ),
    _element(
        "view",
        attributes="animation disable-scroll hidden",
        looks="aria-role hover-class hover-start-time hover-stay-time hover-stop-propagation",
        events="appear disappear firstappear",
    ),
    _element("voip-room", attributes="device-position mode openid", events="error"),
    _element("web-view", attributes="src", looks="progressbar-color", events="error load message"),
)

ELEMENTS: Final[Mapping[str, BuiltIn]] = MappingProxyType({row.name: row for row in _ROWS})

CONTROLS: Final[Mapping[str, tuple[str, Any]]] = MappingProxyType(
    {
        "input": ("value", ""),
        "textarea": ("value", ""),
        "switch": ("checked", False),
        "checkbox": ("checked", False),
        "radio": ("checked", False),
        "slider": ("value", 0),
        "picker": ("value", 0),
        "picker-view": ("value", []),
        "swiper": ("current", 0),
    }
)
"""Elements that the user changes -> the attribute for it, and what it is when nobody says."""

NAVIGATES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "navigate": "navigateTo",
        "redirect": "redirectTo",
        "switchTab": "switchTab",
        "reLaunch": "reLaunch",
        "navigateBack": "navigateBack",
    }
)
"""What a navigator's ``open-type`` does, by operation."""
