// The file system manager: the app's files and folders as the client has told of them. What a
// script does to them is done here at once, so that calls can answer at once, and told to the
// client in order. Bytes are here only where the program's text names readFileSync.
const files = map(); // path -> { size, time, kept, data }
const folders = map(); // path of the app's own, without its last slash -> time
const packaged = map(); // path in the package -> { size, time, data }

const FILE_MODE = 33188;
const FOLDER_MODE = 16877;
const FULLEST = 255;

/** Why a file operation failed; the vendor's own words for it stand in the side's table. */
function FileProblem(problem) {
  put(this, "problem", problem);
}
const PROBLEM = FileProblem.prototype;

function isProblem(thrown) {
  return thrown !== null && typeof thrown === "object" && getPrototypeOf(thrown) === PROBLEM;
}

function mirror(changes) {
  for (let i = 0; i < changes.length; i++) {
    const { path, size, time, kept, data, folder, pack } = changes[i];
    const table = pack ? packaged : files;
    if (folder) folders.set(path, time);
    else if (size === undefined) table.delete(path);
    else table.set(path, bare({ size, time, kept, data: data && fromBase64(data) }));
  }
}

// Paths ---------------------------------------------------------------------------------------

let userRoot; // without a slash at its end

/** The parts of a relative path; empty ones and dots left out. */
function partsOf(relative) {
  const parts = list();
  const given = split(relative, "/");
  for (let i = 0; i < given.length; i++) {
    const part = given[i];
    if (part === ".." || part.length > FULLEST || exec(/[\u0000-\u001f\u007f\\]/, part) !== null) {
      throw new FileProblem("invalid");
    }
    if (part !== "" && part !== ".") parts.push(part);
  }
  return parts;
}

/** A path in the form it has in the tables: { path, own: under the app's own folder, file }. */
function located(given) {
  if (typeof given !== "string" || given === "" || given.length > 4096) {
    throw new FileProblem("invalid");
  }
  if (given === userRoot || startsWith(given, userRoot + "/")) {
    const inner = joined(partsOf(slice(given, userRoot.length)), "/");
    const path = inner === "" ? userRoot : userRoot + "/" + inner;
    return placed({ path, own: true, file: files.get(path), folder: folders.get(path) });
  }
  const known = files.get(given);
  if (known !== undefined) return placed({ path: given, own: false, file: known });
  if (exec(/^[A-Za-z][A-Za-z0-9+.-]*:/, given) !== null) return placed({ path: given, own: false });
  const form = given[0] === "/" ? "slash" : startsWith(given, "./") ? "dot" : "bare";
  if (!has(config.files.forms, form)) return placed({ path: given, own: false });
  const path = joined(partsOf(given), "/");
  const inside = path === "" ? "" : path + "/";
  let folder;
  if (!packaged.has(path)) {
    packaged.forEach((_, name) => {
      if (startsWith(name, inside)) folder = 0;
    });
  }
  return placed({ path, own: false, pack: true, file: packaged.get(path), folder });
}

/** What is known of a place, whatever a page puts on the prototypes of objects. */
function placed(known) {
  setPrototypeOf(known, null);
  return known;
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
  const above = slice(path, 0, lastIn(path, "/"));
  if (folders.has(above)) return;
  throw new FileProblem(files.has(above) ? "not_dir" : "not_found");
}

/** Names right under a folder. */
function namesIn({ path, pack }) {
  const start = path === "" ? "" : path + "/";
  const found = create(null);
  const look = (_, name) => {
    if (!startsWith(name, start)) return;
    const first = split(slice(name, start.length), "/")[0];
    if (first !== "") found[first] = true;
  };
  if (pack) packaged.forEach(look);
  else files.forEach(look);
  if (!pack) folders.forEach(look);
  const out = sorted(keysOf(found));
  setPrototypeOf(out, getPrototypeOf([]));
  return out;
}

// What the functions do --------------------------------------------------------------------------

function used(kept) {
  let sum = 0;
  files.forEach((file) => {
    if (!kept || file.kept) sum += file.size;
  });
  return sum;
}

/** `path`: where the bytes go; what stands there makes room. `moving`: bytes that are here already. */
function makeRoom(size, path, moving = 0) {
  const { max_file, max_total, capacity } = config.files;
  const old = files.has(path) ? files.get(path).size : 0;
  if ((max_file && size > max_file) || (max_total && used(true) - old + size > max_total)
      || (capacity !== null && used(false) - old - moving + size > capacity)) {
    throw new FileProblem("full");
  }
}

function keep(path, size, data) {
  makeRoom(size, path);
  files.set(path, bare({ size, time: now, kept: true, data }));
}

function contents({ path, file, pack }) {
  if (file === undefined) throw new FileProblem("is_dir");
  if (file.data === undefined) {
    throw notSimulated("reading " + path + " at once", "; files of up to " + (config.files.most >> 20)
      + " MB can be, in programs that write the function's name out; read it with callbacks");
  }
  return file.data;
}

function told(act, more) {
  send(assign(bare({ t: "file", act }), more));
  return bare({ success: true });
}

function statsOf({ file, folder }) {
  const time = floor((file === undefined ? folder : file.time) / 1000);
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
  const paths = under(files, inside, from.path);
  for (let i = 0; i < paths.length; i++) {
    const path = paths[i];
    const place = to.path + slice(path, from.path.length);
    const entry = files.get(path);
    entry.kept = true;
    files.delete(path);
    files.set(place, entry);
    told("move", { path, to: place });
  }
  const within_ = under(folders, inside, from.path);
  for (let i = 0; i < within_.length; i++) {
    const place = to.path + slice(within_[i], from.path.length);
    folders.set(place, folders.get(within_[i]));
    folders.delete(within_[i]);
    told("folder_gone", { path: within_[i] });
    told("folder", { path: place });
  }
}

/** The paths of a table that begin so, or are just this. */
function under(table, inside, itself) {
  const out = list();
  table.forEach((_, path) => {
    if (path === itself || startsWith(path, inside)) out.push(path);
  });
  return out;
}

const FILES = bare({
  access: ({ path }) => {
    there(path);
    return bare({ success: true });
  },
  stat: ({ path, recursive }) => {
    const found = there(path);
    if (recursive && found.file === undefined) throw notSimulated("stat of a whole folder", "");
    return bare({ stats: statsOf(found) });
  },
  readdir: ({ path }) => {
    const found = there(path);
    if (found.file !== undefined) throw new FileProblem("not_dir");
    return bare({ files: namesIn(found) });
  },
  readFile: ({ path, encoding, position, length }) => {
    const bytes = contents(there(path));
    const start = position === undefined ? 0 : position;
    const size = lengthOf(bytes);
    const most = size - start;
    const count = length === undefined ? most : length;
    if (!(start >= 0 && start <= size && count >= 0 && count <= most)) {
      throw new FileProblem("invalid");
    }
    return bare({ data: fromBytes(bytesFrom(bytes, start, start + count), encoding) });
  },
  writeFile: ({ path, data, encoding }) => {
    const place = writable(path);
    const bytes = toBytes(data, encoding);
    keep(place.path, lengthOf(bytes), bytes);
    return told("put", { path: place.path, data: toBase64(bytes) });
  },
  appendFile: ({ path, data, encoding }) => {
    const place = writable(path);
    if (place.file === undefined) throw new FileProblem("not_found");
    const more = toBytes(data, encoding);
    const before = place.file.data;
    let whole;
    if (before !== undefined) {
      whole = new Bytes(lengthOf(before) + lengthOf(more));
      setBytes(whole, before);
      setBytes(whole, more, lengthOf(before));
    }
    keep(place.path, place.file.size + lengthOf(more), whole);
    return told("append", { path: place.path, data: toBase64(more) });
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
    const missing = list();
    for (let at = place.path; !folders.has(at); at = slice(at, 0, lastIn(at, "/"))) {
      if (files.has(at)) throw new FileProblem("not_dir");
      missing.push(at);
    }
    if (missing.length > 1 && !recursive) throw new FileProblem("not_found");
    for (let i = missing.length - 1; i >= 0; i--) {
      folders.set(missing[i], now);
      told("folder", { path: missing[i] });
    }
    return bare({ success: true });
  },
  rmdir: ({ path, recursive }) => {
    const place = there(path);
    if (!place.own || place.path === userRoot) throw new FileProblem("denied");
    if (place.file !== undefined) throw new FileProblem("not_dir");
    const ours = under(files, place.path + "/");
    const inner = under(folders, place.path + "/");
    if ((ours.length || inner.length) && !recursive) throw new FileProblem("not_empty");
    for (let i = 0; i < ours.length; i++) {
      files.delete(ours[i]);
      told("gone", { path: ours[i] });
    }
    inner.push(place.path);
    for (let i = 0; i < inner.length; i++) {
      folders.delete(inner[i]);
      told("folder_gone", { path: inner[i] });
    }
    return bare({ success: true });
  },
  rename: ({ source: from, target: to }) => {
    const source = there(from);
    if (source.pack || source.path === userRoot) throw new FileProblem("denied");
    const place = located(to);
    if (!place.own) throw new FileProblem("denied");
    if (place.folder !== undefined) throw new FileProblem("exists");
    if (place.path === source.path) return bare({ success: true });
    if (startsWith(place.path, source.path + "/")) throw new FileProblem("invalid");
    inFolder(place.path);
    const { file } = source;
    if (file !== undefined && !file.kept) makeRoom(file.size, place.path, file.size);
    moved(source, place);
    return bare({ success: true });
  },
  copyFile: ({ source: from, target: to }) => {
    const source = there(from);
    if (source.file === undefined) throw new FileProblem("is_dir");
    const place = writable(to);
    keep(place.path, source.file.size, source.file.data);
    return told("copy", { path: source.pack ? "/" + source.path : source.path, to: place.path });
  },
});
