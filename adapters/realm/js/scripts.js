// Script modules of templates: what their language has that JavaScript has not. `render/scripts.py`
// has which names they see.
let typed_ = false;

/** What `.constructor` gives in such a script: the name of the type, under a name of our own. */
function installTypes() {
  if (typed_) return;
  typed_ = true;
  const dates = PlainDate.prototype;
  defineProperty(ofObjects, "$mg_type", bare({
    configurable: true,
    get() {
      if (this === undefined || this === null) return undefined;
      switch (typeof this) {
        case "string":
          return "String";
        case "number":
          return "Number";
        case "boolean":
          return "Boolean";
        case "function":
          return "Function";
        default:
      }
      if (isArray(this)) return "Array";
      const kind = kindOf(this);
      return getPrototypeOf(this) === dates ? "Date" : slice(kind, 8, kind.length - 1);
    },
  }));
}
