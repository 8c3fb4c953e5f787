// What files hold as bytes and as text: the encodings that scripts name.

function toBytes(data, encoding = "utf8") {
  if (typeof data !== "string") {
    const bytes = data === null || typeof data !== "object" ? null : bytesOf(data);
    if (bytes === null) throw new FileProblem("invalid");
    return bytesFrom(bytes, 0, lengthOf(bytes));
  }
  switch (lower(Text(encoding))) {
    case "utf8": case "utf-8": return utf8(data);
    case "base64": return decoded(fromBase64, data);
    case "hex": return decoded(fromHex, data);
    case "ucs2": case "ucs-2": case "utf16le": case "utf-16le": {
      const bytes = new Bytes(data.length * 2);
      for (let i = 0; i < data.length; i++) {
        const code = charCodeAt(data, i);
        bytes[2 * i] = code;
        bytes[2 * i + 1] = code >> 8;
      }
      return bytes;
    }
    case "latin1": case "binary": case "ascii": {
      const bytes = new Bytes(data.length);
      for (let i = 0; i < data.length; i++) bytes[i] = charCodeAt(data, i);
      return bytes;
    }
    default: throw new FileProblem("invalid");
  }
}

function decoded(read, text) {
  try {
    return read(text);
  } catch {
    throw new FileProblem("encoding");
  }
}

const LEADS = freeze(list(0, 0xc0, 0xe0, 0xf0));

function utf8(text) {
  const bytes = new Bytes(text.length * 3);
  let end = 0;
  for (let i = 0; i < text.length; i++) {
    let code = codePointAt(text, i);
    if (code >= 0x10000) i++;
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) {
      bytes[end++] = code;
      continue;
    }
    const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes[end++] = LEADS[more] | (code >> (6 * more));
    for (let j = more - 1; j >= 0; j--) bytes[end++] = 0x80 | ((code >> (6 * j)) & 0x3f);
  }
  return bytesFrom(bytes, 0, end);
}

function fromBytes(bytes, encoding) {
  const count = lengthOf(bytes);
  if (encoding === undefined || encoding === null || encoding === "") {
    return typedBuffer(bytesFrom(bytes, 0, count));
  }
  switch (lower(Text(encoding))) {
    case "utf8": case "utf-8": return utf8Text(bytes);
    case "base64": return toBase64(bytes);
    case "hex": return toHex(bytes);
    case "ucs2": case "ucs-2": case "utf16le": case "utf-16le":
      return units(count >> 1, (i) => bytes[2 * i] | (bytes[2 * i + 1] << 8));
    case "latin1": case "binary": return units(count, (i) => bytes[i]);
    case "ascii": return units(count, (i) => bytes[i] & 0x7f);
    default: throw new FileProblem("invalid");
  }
}

function units(length, unit) {
  const parts = list();
  for (let start = 0; start < length; start += 4096) {
    const codes = list();
    for (let i = start; i < length && i < start + 4096; i++) codes.push(unit(i));
    parts.push(apply(fromCharCode, null, codes));
  }
  return joined(parts, "");
}

/** UTF-8 as text; a byte that fits nowhere becomes U+FFFD. */
function utf8Text(bytes) {
  const codes = list();
  const count = lengthOf(bytes);
  for (let i = 0; i < count; ) {
    const first = bytes[i++];
    const more = first < 0x80 ? 0 : first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 && first < 0xf0
      ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : -1;
    let code = more === 0 ? first : first & (0x3f >> more);
    let left = more;
    while (left > 0 && (bytes[i] & 0xc0) === 0x80) {
      code = (code << 6) | (bytes[i++] & 0x3f);
      left--;
    }
    const least = more === 3 ? 0x10000 : more === 2 ? 0x800 : 0;
    if (more < 0 || left || code < least || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) {
      code = 0xfffd;
    }
    if (code >= 0x10000) {
      codes.push(0xd800 + ((code - 0x10000) >> 10));
      code = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    codes.push(code);
  }
  return units(codes.length, (i) => codes[i]);
}
