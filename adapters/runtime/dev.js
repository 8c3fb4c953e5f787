// Checks of a developer's build: what a call asks for that the dialect or the client has not.
/** A function whose calls are looked at before they are made. */
const checked = (entry, run) => function () {
  try {
    inspect(entry, arguments);
  } catch (error) { /* the call itself says what is wrong */ }
  return run.apply(this, arguments);
};

const inspect = (entry, given) => {
  const called = SPOKEN + "." + entry.called;
  if (!entry.routes.length && !entry.recipe && !entry.unneeded) {
    return warn(called + " is not there on " + target.called + (entry.form ? "" : ": the call fails as api_unsupported"));
  }
  if (entry.form === "listener" || entry.form === "giver") return;
  let options = given[0];
//if form:at_once form:factory
  if (entry.form) options = optionsOf(entry, given);
//endif
  if (isNone(options)) return;
  if (!isObject(options)) return warn(called + ": expected an object of options");
  const names = [...entry.known];
  keysOf(options).filter((name) => !entry.known.has(name)).forEach((name) => {
    warn(called + " has no option " + JSON.stringify(name) + meant(name, names));
  });
  const values = {};
  entry.params.forEach((param) => {
    const name = param.names.find((name) => !isNone(options[name])), job = {};
    if (!name) return;
    try {
      const value = READERS[param.type](param, options[name], name, job, values);
      if (value !== OMIT) values[param.key] = value;
      else if (param.words || param.values) warn(called + ": " + name + ": expected " + wordsOf(param));
    } catch (error) {
      warn(called + ": " + error.message);
    }
    if (job.rejected) warn(called + ": " + job.rejected.message);
  });
};

/** The words of an option, as programs write them. */
const wordsOf = (param) => (param.values || param.words)
  .map((pair) => JSON.stringify(isList(pair) ? pair[1] : pair)).join(", ");
