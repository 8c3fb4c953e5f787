// Properties with types: what each is called for, and what it is before anybody passes it.

function entryOf(said) {
  const full = isObject(said) ? said : { type: said };
  return {
    said, type: full.type, also: full[READ.also] || [], value: full.value, observer: full.observer,
  };
}

function firstOf({ type, value }) {
  if (value !== undefined) return copied(value);
  const first = type ? READ.first[type.name] : undefined;
  return first === undefined ? null : copied(first);
}

function is(type, value) {
  if (type === Array) return Array.isArray(value);
  if (type === Object) return typeof value === "object" && !Array.isArray(value);
  if (type === String || type === Number || type === Boolean) return Object(value) instanceof type;
  return value !== undefined;
}

/** A value as a property of that type takes it. */
function fitted(entry, value) {
  const { type, also } = entry;
  if (is(type, value) || also.some((other) => is(other, value))) return value;
  if (type === String && value !== null && value !== undefined) return String(value);
  if (type === Number && isFinite(value)) return Number(value);
  return type === Boolean ? !!value : firstOf(entry);
}

/** Handlers get events on both vendors. */
function heardAll(methods) {
  return methods;
}

/** What a field of forms has beside its own. */
function addField(whole) {
  whole.given.name = entryOf(String);
  whole.given.value = entryOf(null);
}
