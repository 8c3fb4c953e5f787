// Choosing how the target does what a request asks for.
function holds(test, values, stated) {
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
}

//if fast
/** The way of an entry that no option has to ask for. */
const usualOf = (entry) => entry.routes.find((way) => !way.when);
//endif

//if convert
/** The request of one canonical API as the request of another; `told` gets what was stated. */
function converted(conversion, values, stated, told, ctx) {
  const out = {};
  for (const key of keysOf(conversion.set)) {
    out[key] = conversion.set[key];
    told[key] = true;
  }
  for (const key of keysOf(values)) {
    let to = key, value = values[key], kept = key === "extra" || conversion.copy.indexOf(key) >= 0;
//if map
    const step = (conversion.map || {})[key];
    if (step) {
      kept = true;
      to = step.to;
      value = mapped(step, key, value, stated[key], ctx);
    }
//endif
    if (kept) {
      out[to] = value;
      if (stated[key]) told[to] = true;
    } else if (stated[key]
//if gone
      && listOf(conversion.gone).indexOf(key) < 0
//endif
    ) {
      if (conversion.one && conversion.one.indexOf(key) >= 0) { //debug
        if (values[key] > 1) ctx.note("MG102", ctx.spell(key)); //debug
        continue; //debug
      } //debug
      out[key] = value;
      told[key] = true;
    }
  }
  return out;
}

//if map
function mapped(step, key, value, told, ctx) {
//if pluck
  if (step.pluck) return value.map((item) => item[step.pluck]);
//endif
  if (!step.values || value === null) return value;
  const word = isList(value) ? value.slice().sort().reverse().join() : String(value).toLowerCase();
  if (told && (step.lossy || []).indexOf(word) >= 0) ctx.note("MG104", ctx.spell(key)); //debug
  return has(step.values, word) ? step.values[word] : value;
}
//endif
//endif
