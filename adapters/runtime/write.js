// Writing requests by a program of the plan.
/** A vendor's options of plain canonical values; `ctx.recipes` gets what a plain call misses. */
function writeRequest(program, values, ctx) {
  const options = {};
  if (program.recipes) ctx.recipes.push.apply(ctx.recipes, program.recipes);
//if write:address
  const marked = find(program.params, "kind", "address");
  if (marked) values = mark(marked, values, ctx);
//endif
  const emulate = program.emulate || {};
//if neutral
  const neutral = program.neutral || {};
//endif
  for (const param of program.params) {
    const key = param.key;
    const value = values[key];
    if (value === undefined) {
      if (param.required) ctx.note("MG115", ctx.spell(key)); //debug
      continue;
    }
    const told = ctx.stated[key] === true;
//if forced
    if (implied(program, key, values, ctx)) continue;
//endif
//if status:no
    if (param.status === "no") {
      if (!told) continue;
//if neutral
      if (has(neutral, key) && value === neutral[key]) continue;
//endif
      if (has(emulate, key)) ctx.recipes.push(emulate[key]);
      ctx.note(has(emulate, key) ? "MG409" : "MG403", ctx.spell(key)); //debug
      continue;
    }
//endif
    const out = writeValue(param, value, told, values, ctx);
    if (out === OMIT) continue;
    if (!ctx.own) weigh(param, told, ctx); //debug
    if (!ctx.own) resolvable(param, value, ctx); //debug
    if (!ctx.own && told && ctx.covers[key]) covered(param, ctx); //debug
    const first = param.names[0];
    if (!told && idle(param, values)) ctx.idle.push(first); //debug
//if one_name
    if (isNumber(out) && isNumber(options[first])) options[first] = Math.min(out, options[first]);
    else
//endif
    options[first] = out;
//if aliases
    if (param.also) param.also.forEach((name) => { options[name] = out; });
//endif
//if needed
    if (!ctx.own && unmet(param, values)) needed(program, param, value, options, ctx);
//endif
  }
  for (const key of keysOf(values)) {
    if (!ctx.stated[key] || values[key] === null || find(program.params, "key", key)) continue;
//if neutral
    if (has(neutral, key) && values[key] === neutral[key]) continue;
//endif
    if (has(emulate, key)) ctx.recipes.push(emulate[key]);
    ctx.note(has(emulate, key) ? "MG409" : "MG103", ctx.spell(key)); //debug
  }
  const rest = {};
  keep(rest, values.extra || rest, program.known);
  keysOf(values.extra || {}).forEach((name) => { if (program.known.has(name)) ctx.note("MG120", name); }); //debug
  return copy(options, rest.extra);
}

//if forced
/** Whether another option of the target forces the value anyway. */
function implied(program, key, values, ctx) {
  return (program.forced || []).some((rule) => rule[0] === key && rule[2] === values[key] &&
    rule[1].every((test) => holds(test, values, ctx.stated)));
}
//endif

//if needed
/** Write what an option needs to have an effect, unless the caller wants something else. */
function needed(program, param, value, options, ctx) {
  keysOf(param.needs).forEach((key) => {
    if (ctx.stated[key]) {
      ctx.note("MG107", ctx.spell(param.key)); //debug
      return;
    }
    const name = find(program.params, "key", key).names[0];
    options[name] = param.needs[key];
    ctx.note("MG101", ctx.spell(param.key)); //debug
    if (value.some((word) => keyOf(SUFFIXES, word.toLowerCase(), "file") !== param.needs[key])) ctx.note("MG104", ctx.spell(param.key)); //debug
  });
}
//endif

function writeValue(param, value, told, values, ctx) {
  const kind = param.kind;
  if (value === null && kind !== "levels") {
    if (param.default === null) return OMIT; //debug
//if required
    if (param.default !== null && param.required && param.max !== undefined) return param.max;
//endif
    ctx.note("MG111", ctx.spell(param.key)); //debug
    return OMIT;
  }
//if write:levels
  if (kind === "levels") return writeLevel(param, value, ctx);
//endif
  if (kind === "path" || kind === "paths") return writePaths(param, value, ctx);
  if (kind === "integer" || kind === "number" || kind === "quality") {
//if return_source
    if (value === "none") {
      ctx.recipes.push("return_source");
      ctx.note("MG118", ctx.spell(param.key)); //debug
      return OMIT;
    }
//endif
//if bounds
    value = writeNumber(param, value, told, ctx);
//endif
  }
//if write:set
  if (kind === "set") value = writeSet(param, value, told, ctx);
//endif
//if write:index write:address
  if (kind === "index" || kind === "address") {
    value = writeIndex(param, value, told, values, ctx);
    if (value === OMIT || kind === "address") return value;
  }
//endif
  if (told && param.not_honoured && param.not_honoured.indexOf(pyText(value)) >= 0) ctx.note("MG104", ctx.spell(param.key)); //debug
  const fallback = param.default;
  if (!isNone(fallback) &&
      (kind === "set" ? sameMembers(value, fallback) : value === fallback)) return OMIT;
  if (told) inert(param, values, ctx); //debug
  const spelling = spellOption(param, value, told, ctx);
  if (spelling !== OMIT && !told && !idle(param, values)) ctx.note("MG101", ctx.spell(param.key)); //debug
  return spelling;
}

//if bounds
function writeNumber(param, value, told, ctx) {
  const kept = clamp(value, param.min, param.max);
//if loop_until_count
  if (kept < value && param.key === "count") ctx.recipes.push("loop_until_count");
//endif
  if (told && kept !== value) ctx.note("MG102", ctx.spell(param.key)); //debug
  if (told && kept === value && (value > param.soft_max || value < param.soft_min)) ctx.note("MG105", ctx.spell(param.key)); //debug
  return kept;
}
//endif

function writeSet(param, value, told, ctx) {
  let wanted = value;
//if fold
  for (const word of keysOf(param.fold || {})) {
    if (wanted.indexOf(word) >= 0) {
      wanted = wanted.filter((item) => item !== word).concat(param.fold[word]);
      if (told) ctx.note("MG117", ctx.spell(param.key)); //debug
    }
  }
//endif
//if allowed
  const allowed = param.allowed;
  if (allowed && !allowed.some((item) => sameMembers(item, wanted))) {
    wanted = nearest(wanted, allowed, param.default);
    if (told) ctx.note("MG106", ctx.spell(param.key)); //debug
  }
//endif
  return param.words.filter((word) => wanted.indexOf(word) >= 0);
}

//if allowed
/** Of the combinations on offer: the default if asked for, else the largest part, else the first. */
function nearest(wanted, allowed, fallback) {
  const parts = allowed.filter((item) => item.every((word) => wanted.indexOf(word) >= 0));
  if (fallback && parts.some((item) => item.join() === fallback.join())) return fallback;
  if (parts.length) return parts.reduce((best, item) => (item.length > best.length ? item : best));
  return fallback || allowed[0];
}
//endif

function spellOption(param, value, told, ctx) {
//if write:media_sources
  if (param.kind === "media_sources") {
    return value.map((entry) => {
      const out = {};
      keysOf(entry).forEach((key) => {
        if (has(param.entry, key)) out[param.entry[key]] = entry[key];
      });
      return out;
    });
  }
//endif
  if (!param.values) return value;
  const spelt = listOf(value)
    .map((word) => pairOf(param.values, word))
    .filter((item) => item !== OMIT);
  if (told && spelt.length < (isList(value) ? value.length : 1)) ctx.note("MG106", ctx.spell(param.key)); //debug
  return spelt.length ? (isList(value) ? spelt : spelt[0]) : OMIT;
}

function pairOf(pairs, word) {
  for (const pair of pairs) if (pair[0] === word) return pair[1];
  return OMIT;
}

//if write:levels
function writeLevel(param, value, ctx) {
//if own
  const exact = ctx.own && param.levels.find((row) => row[1] === value);
  if (exact) return param.default === value ? OMIT : exact[0];
//endif
  if (value === null || value === "none") {
    for (const row of param.levels) {
      if (row[1] === value) return param.default === value ? OMIT : row[0];
    }
    return OMIT;
  }
  ctx.note("MG104", ctx.spell(param.key)); //debug
  for (const row of param.ranges) if (value <= row[0]) return row[1];
  return param.ranges[param.ranges.length - 1][1];
}
//endif

//if write:index write:address
function writeIndex(param, value, told, values, ctx) {
  const urls = values[param.of || "urls"] || values.sources || [];
  const index = Math.max(urls.length ? Math.min(value, urls.length - 1) : value, 0);
  if (told && urls.length && index !== value) ctx.note("MG113", ctx.spell(param.key)); //debug
  if (param.kind === "index") return index;
  return !urls.length || index === param.default ? OMIT : urls[index];
}
//endif

//if write:address
/** Where the target takes an address for an index: make the wanted entry's address unique. */
function mark(param, values, ctx) {
  const given = values[param.of] || [];
  const index = Math.min(Math.max(values[param.key], 0), given.length - 1);
  if (!(index > 0) || given.indexOf(given[index]) === index) return values;
  const wanted = given[index];
  const out = copy({}, values);
  ctx.note("MG114", ctx.spell(param.key)); //debug
  if (isNetwork(wanted, ctx.local)) {
    out[param.of] = given.slice();
    out[param.of][index] = wanted + "#" + index;
    ctx.recipes.push("mark_duplicates");
  } else {
    out[param.of] = given.filter((url, at) => at >= index || url !== wanted);
    out[param.key] = out[param.of].indexOf(wanted);
  }
  return out;
}
//endif

function isNetwork(path, local) {
  return /^https?:\/\//i.test(path) && !local.some((prefix) => path.indexOf(prefix) === 0);
}

function writePaths(param, value, ctx) {
  const paths = listOf(value);
  if (paths.some((path) => /^(data|blob):/i.test(path))) ctx.note("MG529", ctx.spell(param.key)); //debug
//if data_to_file
  if (ctx.pair.write.user && paths.some(inline)) ctx.recipes.push("data_to_file");
//endif
//if download_first
  if (param.network === false && paths.some((path) => isNetwork(path, ctx.local))) {
    ctx.recipes.push("download_first");
    ctx.note("MG116", ctx.spell(param.key)); //debug
  }
//endif
  if (!isList(value) || !param.single) return value;
//if fan_out
  if (value.length > 1) ctx.recipes.push("fan_out");
//endif
  return value.length ? value[0] : OMIT;
}
