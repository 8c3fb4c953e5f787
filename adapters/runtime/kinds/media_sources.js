// Pictures and videos to show.
//uses texts
//uses lists
//uses objects
//if read:media_sources
//row READERS readSources
const readSources = (param, raw, name) => {
  const names = param.entry;
  return readList(param, raw, name).map((item) => {
    const entry = readObject(param, item, name);
    const kind = entry[names.kind] === undefined ? "image" : entry[names.kind];
    const out = { url: readString(param, entry[names.url], name), kind: kind };
    const meant = paired(param.values, 1, kind);
    if (meant !== OMIT) out.kind = meant;
    if (entry[names.poster]) out.poster = entry[names.poster];
    return out;
  });
};
//endif
//if write:media_sources
//row SPELLERS writeSources
const writeSources = (param, value) => {
  return value.map((entry) => {
    const out = {};
    keysOf(entry).forEach((key) => {
      if (has(param.entry, key)) out[param.entry[key]] = entry[key];
    });
    const word = paired(param.values, 0, entry.kind);
    if (word !== OMIT) out[param.entry.kind] = word;
    return out;
  });
};
//endif
//if debug
//row FILES true
//endif
