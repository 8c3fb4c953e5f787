// What answers at once: what is kept by key, what the client says of itself. An operation a function, by
// its canonical name.
const SYNC = bare({
  getStorage: ({ key }, { data = null }, _, missing) => {
    if (missing && !store.has(key)) throw new FileProblem(missing);
    return bare({ data: store.has(key) ? parse(store.get(key)) : data });
  },
  setStorage: ({ key, data }) => {
    const kept = stringify(owned(copied(data === undefined ? null : data), hasBytes));
    let others = 0;
    store.forEach((held, other) => {
      if (other !== Text(key)) others += held.length;
    });
    if (others + kept.length > config.files.most_kept) throw new FileProblem("kept_full");
    store.set(Text(key), kept);
    send({ t: "stored", key: Text(key), text: kept });
    return bare({});
  },
  removeStorage: ({ key }) => {
    store.delete(Text(key));
    send({ t: "stored", key: Text(key), text: null });
    return bare({});
  },
  clearStorage: () => {
    store.clear();
    send({ t: "stored", key: null, text: null });
    return bare({});
  },
  getStorageInfo: () => {
    let size = 0;
    store.forEach((kept, key) => {
      size += key.length + kept.length;
    });
    return bare({ keys: plainArray(keysIn(store)), size: ceil(size / 1024), limit: config.files.most_kept / 1024 });
  },
  getSystemInfo: (_, __, side) => bare(fresh(side.info)),
  nextTick: ({ run }) => {
    startTimer(() => guarded(run, "nextTick"), 0, [], false); // what has changed by then is drawn
    return bare({});
  },
});
SYNC.getWindowInfo = SYNC.getDeviceInfo = SYNC.getAppBaseInfo = SYNC.getSystemInfo;

function plainArray(items) {
  const out = [];
  for (let i = 0; i < items.length; i++) put(out, i, items[i]);
  return out;
}
