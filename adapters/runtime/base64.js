// Bytes as text and back.
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The base64 text of bytes: of a buffer, or of what looks at a part of one. */
const toBase64 = (given) => {
  const bytes = given.buffer ? new Uint8Array(given.buffer, given.byteOffset, given.byteLength) : new Uint8Array(given);
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
    for (let digit = 0; digit < 4; digit++) {
      text += at + digit > bytes.length ? "=" : DIGITS[(three >> (18 - 6 * digit)) & 63];
    }
  }
  return text;
};

/** The bytes that a base64 text says. */
const fromBase64 = (given) => {
  const text = given.replace(/[^A-Za-z0-9+/]/g, ""), bytes = new Uint8Array((text.length * 3) >> 2);
  let bits = 0, held = 0, at = 0;
  for (let place = 0; place < text.length; place++) {
    held = (held << 6) | DIGITS.indexOf(text[place]);
    bits += 6;
    if (bits >= 8) bytes[at++] = held >> (bits -= 8);
  }
  return bytes.buffer;
};
