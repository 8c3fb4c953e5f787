// Properties with types: what each is called for, and what it is before anybody passes it.

function entryOf(said) {
  const full = isObject(said) ? said : { type: said };
  return {
    said, type: full.type, also: full[READ.also] || [], value: full.value, observer: full.observer,
  };
}

function firstOf({ type, value }) {
  return value === undefined ? emptyOf(type) : copied(value);
}

function emptyOf(type) {
  const first = type ? READ.first[type.name] : undefined;
  return first === undefined ? null : copied(first);
}

function is(type, value) {
  if (type === Array) return Array.isArray(value);
  if (type === Object) return typeof value === "object" && !Array.isArray(value);
  if (type === Number) return typeof value === "number" && isFinite(value);
  if (type === String || type === Boolean) return Object(value) instanceof type;
  return value !== undefined;
}

/** A value as a property of that type takes it: what is none of it is the empty one. */
function fitted({ type, also }, value) {
  if (is(type, value) || also.some((other) => is(other, value))) return value;
  if (type === Object && typeof value === "object") return value; // a list, too
  if (type === String && value !== null && value !== undefined) return String(value);
  if (type === Number && isFinite(value)) return Number(value);
  return type === Boolean ? !!value : emptyOf(type);
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
