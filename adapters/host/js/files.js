// The file system manager: the app's files and folders as the client has told of them. What a
// script does to them is done here at once, so that calls can answer at once, and told to the
// client in order. Bytes are here only where the program's text names readFileSync.
const { fromHex } = Uint8Array;
const toHex = Uint8Array.prototype.toHex;
const fromCharCode = String.fromCharCode;
const charCodeAt = String.prototype.charCodeAt;

const files = new Map(); // path -> { size, time, kept, data }
const folders = new Map(); // path of the app's own, without its last slash -> time
const packaged = new Map(); // path in the package -> { size, time, data }

const FILE_MODE = 33188;
const FOLDER_MODE = 16877;
const FULLEST = 255;

/** Why a file operation failed; the vendor's own words for it stand in the side's table. */
function FileProblem(problem) {
  this.problem = problem;
}

function mirror(changes) {
  for (let i = 0; i < changes.length; i++) {
    const { path, size, time, kept, data, folder, pack } = changes[i];
    const table = pack ? packaged : files;
    if (folder) folders.set(path, time);
    else if (size === undefined) table.delete(path);
    else table.set(path, { size, time, kept, data: data === undefined ? undefined : fromBase64(data) });
  }
}

// Paths ---------------------------------------------------------------------------------------

const userRoot = config.files.user.replace(/\/$/, "");

/** The parts of a relative path; empty ones and dots left out. */
function partsOf(relative) {
  const parts = [];
  for (const part of relative.split("/")) {
    if (part === "..") throw new FileProblem("invalid");
    if (part.length > FULLEST || /[\u0000-\u001f\u007f\\]/.test(part)) {
      throw new FileProblem("invalid");
    }
    if (part !== "" && part !== ".") parts[parts.length] = part;
  }
  return parts;
}

/** A path in the form it has in the tables: { path, own: under the app's own folder, file }. */
function located(given) {
  if (typeof given !== "string" || given === "" || given.length > 4096) {
    throw new FileProblem("invalid");
  }
  if (given === userRoot || given.startsWith(userRoot + "/")) {
    const path = [userRoot, ...partsOf(given.slice(userRoot.length))].join("/");
    return { path, own: true, file: files.get(path), folder: folders.get(path) };
  }
  const known = files.get(given);
  if (known !== undefined) return { path: given, own: false, file: known };
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(given)) return { path: given, own: false };
  const form = given[0] === "/" ? "slash" : given.startsWith("./") ? "dot" : "bare";
  if (!config.files.forms.includes(form)) return { path: given, own: false };
  const path = partsOf(given).join("/");
  const inside = path === "" ? "" : path + "/";
  let folder;
  if (!packaged.has(path)) {
    for (const name of packaged.keys()) {
      if (name.startsWith(inside)) folder = 0;
    }
  }
  return { path, own: false, pack: true, file: packaged.get(path), folder };
}

function there(given) {
  const found = located(given);
  if (found.file === undefined && found.folder === undefined) throw new FileProblem("not_found");
  return found;
}

/** A place that may be written: the app's own, in a folder that is there, and no folder itself. */
function writable(given) {
  const place = located(given);
  if (!place.own) throw new FileProblem("denied");
  if (place.folder !== undefined) throw new FileProblem("is_dir");
  inFolder(place.path);
  return place;
}

function inFolder(path) {
  const above = path.slice(0, path.lastIndexOf("/"));
  if (folders.has(above)) return;
  throw new FileProblem(files.has(above) ? "not_dir" : "not_found");
}

/** Names right under a folder. */
function namesIn({ path, pack }) {
  const start = path === "" ? "" : path + "/";
  const names = new Set();
  for (const table of pack ? [packaged] : [files, folders]) {
    for (const name of table.keys()) {
      if (name.startsWith(start)) names.add(name.slice(start.length).split("/")[0]);
    }
  }
  names.delete("");
  return [...names].sort();
}

// Bytes and text ------------------------------------------------------------------------------

function toBytes(data, encoding = "utf8") {
  if (typeof data !== "string") {
    const bytes = data === null || typeof data !== "object" ? null : bytesOf(data);
    if (bytes === null) throw new FileProblem("invalid");
    return bytes.slice();
  }
  switch (Text(encoding).toLowerCase()) {
    case "utf8": case "utf-8": return utf8(data);
    case "base64": return decoded(fromBase64, data);
    case "hex": return decoded(fromHex, data);
    case "ucs2": case "ucs-2": case "utf16le": case "utf-16le": {
      const bytes = new Uint8Array(data.length * 2);
      for (let i = 0; i < data.length; i++) {
        const code = apply(charCodeAt, data, [i]);
        bytes[2 * i] = code;
        bytes[2 * i + 1] = code >> 8;
      }
      return bytes;
    }
    case "latin1": case "binary": case "ascii": {
      const bytes = new Uint8Array(data.length);
      for (let i = 0; i < data.length; i++) bytes[i] = apply(charCodeAt, data, [i]);
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

const LEADS = freeze([0, 0xc0, 0xe0, 0xf0]);

function utf8(text) {
  const bytes = new Uint8Array(text.length * 3);
  let end = 0;
  for (const char of text) {
    let code = char.codePointAt(0);
    if (code >= 0xd800 && code < 0xe000) code = 0xfffd;
    if (code < 0x80) {
      bytes[end++] = code;
      continue;
    }
    const more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    bytes[end++] = LEADS[more] | (code >> (6 * more));
    for (let i = more - 1; i >= 0; i--) bytes[end++] = 0x80 | ((code >> (6 * i)) & 0x3f);
  }
  return bytes.slice(0, end);
}

function fromBytes(bytes, encoding) {
  if (encoding === undefined || encoding === null || encoding === "") return bytes.slice().buffer;
  switch (Text(encoding).toLowerCase()) {
    case "utf8": case "utf-8": return utf8Text(bytes);
    case "base64": return apply(toBase64, bytes, []);
    case "hex": return apply(toHex, bytes, []);
    case "ucs2": case "ucs-2": case "utf16le": case "utf-16le":
      return units(bytes.length >> 1, (i) => bytes[2 * i] | (bytes[2 * i + 1] << 8));
    case "latin1": case "binary": return units(bytes.length, (i) => bytes[i]);
    case "ascii": return units(bytes.length, (i) => bytes[i] & 0x7f);
    default: throw new FileProblem("invalid");
  }
}

function units(length, unit) {
  const parts = [];
  for (let start = 0; start < length; start += 4096) {
    const codes = [];
    for (let i = start; i < length && i < start + 4096; i++) codes[i - start] = unit(i);
    parts[parts.length] = apply(fromCharCode, null, codes);
  }
  return parts.join("");
}

/** UTF-8 as text; a byte that fits nowhere becomes U+FFFD. */
function utf8Text(bytes) {
  const codes = [];
  for (let i = 0; i < bytes.length; ) {
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
      codes[codes.length] = 0xd800 + ((code - 0x10000) >> 10);
      code = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    codes[codes.length] = code;
  }
  return units(codes.length, (i) => codes[i]);
}

// What the functions do --------------------------------------------------------------------------

function used(kept) {
  let sum = 0;
  for (const file of files.values()) if (!kept || file.kept) sum += file.size;
  return sum;
}

function makeRoom(size) {
  const { max_file, max_total, capacity } = config.files;
  if ((max_file && size > max_file) || (max_total && used(true) + size > max_total)
      || (capacity !== null && used(false) + size > capacity)) {
    throw new FileProblem("full");
  }
}

function keep(path, size, data) {
  makeRoom(size);
  files.set(path, { size, time: now, kept: true, data });
}

function contents({ path, file, pack }) {
  if (file === undefined) throw new FileProblem("is_dir");
  if (file.data === undefined) {
    throw notSimulated("reading " + path + " at once", "; readFileSync reads files of up to "
      + (config.files.most >> 20) + " MB, in programs that write its name out; use readFile");
  }
  return file.data;
}

function told(act, more) {
  send({ t: "file", act, ...more });
  return { success: true };
}

function statsOf({ file, folder }) {
  const time = Math.floor((file === undefined ? folder : file.time) / 1000);
  const stats = {
    mode: file === undefined ? FOLDER_MODE : FILE_MODE,
    size: file === undefined ? 0 : file.size,
    lastAccessedTime: time,
    lastModifiedTime: time,
  };
  hidden(stats, "isFile", () => file !== undefined);
  hidden(stats, "isDirectory", () => file === undefined);
  return stats;
}

function moved(from, to) {
  const inside = from.path + "/";
  for (const table of [files, folders]) {
    for (const [path, entry] of [...table]) {
      if (path !== from.path && !path.startsWith(inside)) continue;
      const place = to.path + path.slice(from.path.length);
      table.delete(path);
      table.set(place, table === files ? { ...entry, kept: true } : entry);
      if (table === files) {
        told("move", { path, to: place });
      } else {
        told("folder_gone", { path });
        told("folder", { path: place });
      }
    }
  }
}

const FILES = {
  access: ({ path }) => {
    there(path);
    return { success: true };
  },
  stat: ({ path, recursive }) => {
    const found = there(path);
    if (recursive && found.file === undefined) throw notSimulated("stat of a whole folder", "");
    return { stats: statsOf(found) };
  },
  readdir: ({ path }) => {
    const found = there(path);
    if (found.file !== undefined) throw new FileProblem("not_dir");
    return { files: namesIn(found) };
  },
  read_file: ({ path, encoding, position, length }) => {
    const bytes = contents(there(path));
    const start = position === undefined ? 0 : position;
    const most = bytes.length - start;
    const count = length === undefined ? most : length;
    if (!(start >= 0 && start <= bytes.length && count >= 0 && count <= most)) {
      throw new FileProblem("invalid");
    }
    return { data: fromBytes(bytes.subarray(start, start + count), encoding) };
  },
  write_file: ({ path, data, encoding }) => {
    const place = writable(path);
    const bytes = toBytes(data, encoding);
    keep(place.path, bytes.length, bytes);
    return told("put", { path: place.path, data: apply(toBase64, bytes, []) });
  },
  append_file: ({ path, data, encoding }) => {
    const place = writable(path);
    if (place.file === undefined) throw new FileProblem("not_found");
    const more = toBytes(data, encoding);
    const before = place.file.data;
    let whole;
    if (before !== undefined) {
      whole = new Uint8Array(before.length + more.length);
      whole.set(before);
      whole.set(more, before.length);
    }
    keep(place.path, place.file.size + more.length, whole);
    return told("append", { path: place.path, data: apply(toBase64, more, []) });
  },
  unlink: ({ path }) => {
    const found = there(path);
    if (found.pack) throw new FileProblem("denied");
    if (found.file === undefined) throw new FileProblem("is_dir");
    files.delete(found.path);
    return told("gone", { path: found.path });
  },
  mkdir: ({ path, recursive }) => {
    const place = located(path);
    if (!place.own) throw new FileProblem("denied");
    if (place.file !== undefined || (place.folder !== undefined && !recursive)) {
      throw new FileProblem("exists");
    }
    const made = [];
    for (let at = place.path; !folders.has(at); at = at.slice(0, at.lastIndexOf("/"))) {
      if (files.has(at)) throw new FileProblem("not_dir");
      made.unshift(at);
    }
    if (made.length > 1 && !recursive) throw new FileProblem("not_found");
    for (const at of made) {
      folders.set(at, now);
      told("folder", { path: at });
    }
    return { success: true };
  },
  rmdir: ({ path, recursive }) => {
    const place = there(path);
    if (!place.own || place.path === userRoot) throw new FileProblem("denied");
    if (place.file !== undefined) throw new FileProblem("not_dir");
    const inside = (name) => name.startsWith(place.path + "/");
    const ours = [...files.keys()].filter(inside);
    const under = [...folders.keys()].filter(inside);
    if ((ours.length || under.length) && !recursive) throw new FileProblem("not_empty");
    for (const name of ours) {
      files.delete(name);
      told("gone", { path: name });
    }
    for (const name of [...under, place.path]) {
      folders.delete(name);
      told("folder_gone", { path: name });
    }
    return { success: true };
  },
  rename: ({ from, to }) => {
    const source = there(from);
    if (source.pack || source.path === userRoot) throw new FileProblem("denied");
    const place = located(to);
    if (!place.own) throw new FileProblem("denied");
    if (place.folder !== undefined) throw new FileProblem("exists");
    if (place.path === source.path) return { success: true };
    if (place.path.startsWith(source.path + "/")) throw new FileProblem("invalid");
    inFolder(place.path);
    moved(source, place);
    return { success: true };
  },
  copy_file: ({ from, to }) => {
    const source = there(from);
    if (source.file === undefined) throw new FileProblem("is_dir");
    const place = writable(to);
    keep(place.path, source.file.size, source.file.data);
    return told("copy", { path: source.pack ? "/" + source.path : source.path, to: place.path });
  },
};
