// Choosing how the target does what a request asks for.
const holds = (test, values, stated) => {
  const value = values[test[0]], name = test[1], wanted = test[2];
//if test:stated
  if (name === "stated") return (stated[test[0]] === true) === wanted;
//endif
  if (isNone(value)) return false;
//if test:over
  if (name === "over") return isNumber(value) && value > wanted;
//endif
//if test:under
  if (name === "under") return isNumber(value) && value < wanted;
//endif
//if test:equals
  if (name === "equals") return value === wanted;
//endif
//if test:only
  if (name === "only") return sameMembers(value, wanted);
//endif
//if test:all_kind
  return value.every((item) => item.kind === wanted);
//endif
};

const holding = (way, job) =>
  !way.when || way.when.every((test) => holds(test, job.values, job.stated));

//if fast
/** The way of an entry that no option has to ask for. */
const usualOf = (entry) => entry.routes.find((way) => !way.when);
//endif

//if convert
/** Make the request of a job, and what was stated in it, that of another canonical API. */
const convertRequest = (conversion, job) => {
  const values = job.values, stated = job.stated, told = job.stated = {};
  const out = job.values = copy({}, conversion.set);
//if set
  keysOf(out).forEach((key) => { told[key] = true; });
//endif
  for (const key of keysOf(values)) {
    let to = key, value = values[key], kept = key === "extra" || among(conversion.copy, key);
//if map
    const step = (conversion.map || {})[key];
    if (step) {
      kept = true;
      to = step.to;
      value = mapped(step, key, value, stated[key]);
    }
//endif
    if (kept || (stated[key]
//if gone
      && !among(listOf(conversion.gone), key)
//endif
    )) {
      if (!kept && conversion.one && among(conversion.one, key)) { //debug
        if (value > 1) say.note("MG102", say.spell(key)); //debug
        continue; //debug
      } //debug
      const idle = conversion.neutral || {}; //debug
      if (!kept && has(idle, key) && alike(value, idle[key])) continue; //debug
      out[to] = value;
      if (stated[key]) told[to] = true;
    }
  }
};

//if map
const mapped = (step, key, value, told) => {
//if pluck
  if (step.pluck) return value.map((item) => item[step.pluck]);
//endif
  if (!step.values || value === null) return value;
  const word = String(isList(value) ? value.slice().sort().reverse() : value);
  if (told && among(step.lossy || [], word)) say.note("MG104", say.spell(key)); //debug
  return has(step.values, word) ? step.values[word] : value;
};
//endif
//endif
