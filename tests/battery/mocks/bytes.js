"use strict";
/** Heads of pictures: enough bytes for whoever sniffs a type or reads the Exif orientation. */

const TURNS = ["up", "up-mirrored", "down", "down-mirrored", "left-mirrored", "right",
  "right-mirrored", "left"]; // Exif 1 to 8: S4's table

/** A JPEG of that size with an Exif orientation tag, without pixels. */
function jpeg(width, height, orientation) {
  const tag = TURNS.indexOf(orientation) + 1;
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, tag, 0, 0,
    0, 0, 0, 0];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const app1 = [0xff, 0xe1, 0, exif.length + 2, ...exif];
  const sof = [0xff, 0xc0, 0, 17, 8, height >> 8, height & 255, width >> 8, width & 255, 3,
    1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1];
  return Uint8Array.from([0xff, 0xd8, ...app1, ...sof, 0xff, 0xd9]);
}

/** The signature and the header chunk of a PNG. */
function png(width, height) {
  const four = (n) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255];
  return Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13,
    0x49, 0x48, 0x44, 0x52, ...four(width), ...four(height), 8, 2, 0, 0, 0, 0, 0, 0, 0]);
}

/** The bytes of what a file holds; a video is only its first box. */
function bytesOf(content) {
  if (content.kind === "video") {
    return Uint8Array.from([0, 0, 0, 16, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d, 0, 0, 0, 0]);
  }
  return content.type === "png"
    ? png(content.width, content.height)
    : jpeg(content.width, content.height, content.orientation);
}

module.exports = { bytesOf, TURNS };
