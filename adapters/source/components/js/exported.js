// What a component gives to those who ask for it, where its definition says that.

function exports_(methods, definition) {
  const given = definition[EXPORT.part];
  if (typeof given === "function") methods[EXPORT.method] = given;
}

function exported(found) {
  if (Array.isArray(found)) return found.map(exported);
  const given = found === null || found === undefined ? undefined : found[EXPORT.method];
  return typeof given === "function" ? given.call(found) : found;
}
