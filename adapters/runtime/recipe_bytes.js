// exif_from_bytes, format_from_bytes, size_from_file: what the target does not tell of a file.
/** The bytes of a file, or of a part of it; none where it cannot be read. */
const bytesOf = (job, given, ok) => serve(job, "readFile", given,
  ({ data }) => ok(data && typeof data === "object" && new Uint8Array(data)), () => ok());

const text = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

/** What files of a format begin with. */
const HEADS = {
  jpeg: /^\xff\xd8/,
  png: /^\x89PNG/,
//if format:tiff
  tiff: /^(II\*\0|MM\0\*)/,
//endif
//if format:webp
  webp: /^RIFF[^]{4}WEBP/,
//endif
//if format:bmp
  bmp: /^BM/,
//endif
//if format:heic format:hevc format:avif
  heic: /^[^]{4}ftyp(hei[cxms]|mif1|msf1)/,
  hevc: /^[^]{4}ftyphev[cxms]/,
  avif: /^[^]{4}ftypavi[fs]/,
//endif
  gif: /^GIF8/
};

const formatOf = (bytes) =>
  keysOf(HEADS).find((format) => HEADS[format].test(text(bytes, 0, 12))) || "unknown";

//if exif_from_bytes
/** The orientation of a TIFF directory (Exif tag 0x0112), 1 where there is none. */
const tiffOrientation = (bytes, start) => {
  const view = new DataView(bytes.buffer), little = bytes[start] === 73;
  const short = (at) => view.getUint16(at, little);
  try {
    let at = start + view.getUint32(start + 4, little);
    for (let left = short(at); left--; at += 12) {
      const value = short(at + 10);
      if (short(at + 2) === 274) return (value < 9 && value) || 1;
    }
  } catch (error) { /* cut short */ }
  return 1;
};

const orientationOf = (bytes) => {
  const format = formatOf(bytes);
//if format:tiff
  if (format === "tiff") return tiffOrientation(bytes, 0);
//endif
  for (let at = format === "jpeg" && 2; bytes[at] === 255;) { /* there is no byte at false or NaN */
    const marker = bytes[at + 1];
    if (marker === 218) break;
    if (marker === 225 && text(bytes, at + 4, at + 8) === "Exif") return tiffOrientation(bytes, at + 10);
    at += marker === 255 ? 1 : 2 + bytes[at + 2] * 256 + bytes[at + 3];
  }
  return 1;
};

//endif
/** What fills a field from the head of the file of a job, which is read once. */
const filler = (read) => (job, path, next) => {
  const ok = (bytes) => {
    if (bytes) job.result[path] = read(job.head = bytes);
    next();
  };
  if (job.head) return ok(job.head);
  const file = job.result.path || job.values.src || job.values.file;
  bytesOf(job, { path: file, position: 0, length: 262144 }, ok);
};

//if exif_from_bytes
FILLS.exif_from_bytes = filler(orientationOf);
//endif
//if format_from_bytes
FILLS.format_from_bytes = filler(formatOf);
//endif
//if size_from_file
FILLS.size_from_file = (job, path, next) => {
  const [root, member] = path.split("[]."), leaf = member || root;
  const files = member ? job.result[root] || [] : [job.result];
  each(files.filter((file) => file[leaf] === undefined), (file, step) => {
    const source = file.path || job.values.src || job.values.file;
    also(job, "getFileInfo", { file: source }, (info) => {
      if (info.size !== undefined) file[leaf] = info.size;
      step();
    }, step);
  }, next);
};
//endif
