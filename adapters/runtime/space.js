// The namespace: what the dialect does not know is the target's own, under its own name.
const passed = /*#__PURE__*/ (() => (typeof Proxy !== "function" ? platform() || null : new Proxy({}, {
  get: (own, name) => {
    const holder = platform() || own;
//if dev
    if (!(name in holder)) strange(name);
//endif
    return holder[name];
  },
  has: (own, name) => name in (platform() || own)
})))();
