// exif_from_bytes, format_from_bytes, size_from_file: what the target does not tell of a file.
const bytesOf = (job, given, ok, no) => {
  serve(job, "readFile", given, ({ data }) => {
    if (data && typeof data === "object") ok(new Uint8Array(data));
    else no();
  }, no);
};

/** The head of the file of a job, read once. */
const head = (job, ok) => {
  if (job.head) return ok(job.head);
  const path = job.result.path || job.values.src || job.values.file;
  const given = { path: path, position: 0, length: 262144 };
  bytesOf(job, given, (bytes) => ok(job.head = bytes), () => ok(null));
};

const text = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

const formatOf = (bytes) => {
  const start = text(bytes, 0, 4);
//if format:webp format:heic format:hevc format:avif
  const brand = text(bytes, 8, 12);
//endif
  if (start.startsWith("\xff\xd8")) return "jpeg";
  if (start === "\x89PNG") return "png";
  if (start === "GIF8") return "gif";
//if format:tiff
  if (start === "II*\0" || start === "MM\0*") return "tiff";
//endif
//if format:webp
  if (start === "RIFF" && brand === "WEBP") return "webp";
//endif
//if format:bmp
  if (start.startsWith("BM")) return "bmp";
//endif
//if format:heic format:hevc format:avif
  if (text(bytes, 4, 8) === "ftyp") {
    return /^(hei[cxms]|mif1|msf1)$/.test(brand) ? "heic" : /^hev[cxms]$/.test(brand) ? "hevc"
      : /^avi[fs]$/.test(brand) ? "avif" : "unknown";
  }
//endif
  return "unknown";
};

//if exif_from_bytes
/** The orientation of a TIFF directory (Exif tag 0x0112), 1 where there is none. */
const tiffOrientation = (bytes, start) => {
  const view = new DataView(bytes.buffer);
  const little = bytes[start] === 73;
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
  for (let at = format === "jpeg" ? 2 : Infinity; at + 4 < bytes.length && bytes[at] === 255;) {
    const marker = bytes[at + 1];
    if (marker === 218) break;
    if (marker === 225 && text(bytes, at + 4, at + 8) === "Exif") return tiffOrientation(bytes, at + 10);
    at += marker === 255 ? 1 : 2 + bytes[at + 2] * 256 + bytes[at + 3];
  }
  return 1;
};

//endif
const filler = (read) => {
  return (job, path, next) => {
    head(job, (bytes) => {
      if (bytes) job.result[path] = read(bytes);
      next();
    });
  };
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
