"""The engine's one door: perform a canonical request in a world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ..failures import KINDS
from ..requests import Request
from ..results import Result
from . import choosing, showing, working
from .faults import MediaError, of_system
from .world import Behaviour, World

_PERFORM: dict[str, Callable[[Any, World, Behaviour], Result]] = {
    "chooseImage": choosing.choose_image,
    "chooseMedia": choosing.choose_media,
    "chooseVideo": choosing.choose_video,
    "chooseMessageFile": choosing.choose_message_file,
    "compressImage": working.compress_images,
    "compressVideo": working.compress_videos,
    "getImageInfo": working.image_info,
    "getVideoInfo": working.video_info,
    "getFileInfo": working.file_info,
    "editImage": working.edit_image,
    "cropImage": working.crop_image,
    "previewImage": showing.preview_image,
    "previewMedia": showing.preview_media,
    "saveImageToPhotosAlbum": showing.save_image,
    "saveVideoToPhotosAlbum": showing.save_video,
    "saveFile": showing.save_file,
}


CHOOSING: Final = frozenset(
    api for api, do in _PERFORM.items() if do.__module__ == choosing.__name__
)
"""Operations in which the user picks or takes files."""


def perform(request: Request, world: World, how: Behaviour) -> Result:
    """Do what a canonical request asks for. Raises MediaError when it fails.

    ScriptError (and InputError for a name the script made up) means that the script does not fit
    what happened: no client would report that.
    """
    do = _PERFORM.get(request.api)
    if do is None:
        raise MediaError("api_unsupported", f"the engine has no {request.api}")
    trouble = world.device.trouble.get(request.api)
    if trouble is not None:
        raise MediaError(trouble, KINDS[trouble])
    try:
        with world.storage.nothing_left():
            return do(request, world, how)
    except OSError as error:  # a file vanished or changed between two looks at it
        raise of_system(error) from None
