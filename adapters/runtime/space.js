// The namespace: what the dialect does not know is the target's own, under its own name.
const passed = typeof Proxy !== "function" ? platform() || null : new Proxy({}, {
  get: (own, name) => (platform() || own)[name],
  has: (own, name) => name in (platform() || own)
});
