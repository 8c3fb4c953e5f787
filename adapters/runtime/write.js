// Writing requests by a program of the plan.
/** A vendor's options of a job's values; its `recipes` get what a plain call misses. */
function writeRequest(program, job) {
  const options = {}, stated = job.stated, recipes = job.recipes;
  let values = job.values;
  /** What is done for an option that the target has not. */
  const emulate = (key) => {
    const [recipe, nothing] = listOf((program.emulate || {})[key]);
    if (has(program.neutral || {}, key) && alike(values[key], program.neutral[key])) return; //debug
    say.note(recipe ? "MG409" : say.lacking, say.spell(key)); //debug
    if (recipe && !alike(values[key], nothing)) recipes.push(recipe);
  };
  if (program.recipes) recipes.push(...program.recipes);
//if write:address
  const marked = find(program.params, "kind", "address");
  if (marked) values = mark(marked, values, recipes);
//endif
  for (const param of program.params) {
    const key = param.key, value = values[key];
    if (value === undefined
//if supplied
      || (value === "" && !OWN && has(param, "supplied"))
//endif
    ) {
//if suffix_of
      const suffix = !OWN && param.suffix_of && /\.(\w+)$/.exec(values[param.suffix_of]);
      if (suffix) {
        options[param.names[0]] = suffix[1].toLowerCase();
        say.note("MG101", say.spell(key)); //debug
        continue;
      }
//endif
//if supplied
      if (!OWN && has(param, "supplied")) {
        options[param.names[0]] = param.supplied;
        say.note("MG101", say.spell(key)); //debug
        continue;
      }
//endif
      if (param.required) say.note("MG115", say.spell(key)); //debug
      continue;
    }
    const told = say.told = stated[key] === true; //debug
//if forced
    if (implied(program, key, values, stated)) continue;
//endif
//if status:no
    if (param.status === "no") {
      say.lacking = "MG403"; //debug
      if (stated[key]) emulate(key);
      continue;
    }
//endif
    let out = writeValue(param, value, values, recipes);
    if (out === OMIT) continue;
//if base64_by
    if (param.base64_by && isBytes(out)) {
      out = toBase64(out);
      options[param.base64_by] = true;
    }
//endif
    if (!OWN) weigh(param, told); //debug
    if (!OWN) resolvable(param, value); //debug
    if (!OWN && told && say.covers[key]) covered(param); //debug
    const first = param.names[0];
    if (!told && idle(param, values)) say.idle.push(first); //debug
//if one_name
    if (isNumber(out) && isNumber(options[first])) options[first] = Math.min(out, options[first]);
    else
//endif
    options[first] = out;
//if aliases
    if (param.also) param.also.forEach((name) => { options[name] = out; });
//endif
//if needed
    if (!OWN && unmet(param, values)) needed(program, param, value, options, stated);
//endif
  }
  for (const key of keysOf(values)) {
    if (has(program.implies || {}, key) && !find(program.params, "key", key)) { //debug
      if (values[key] !== null && values[key] !== program.implies[key]) say.note("MG104", say.spell(key)); //debug
      continue; //debug
    } //debug
    say.lacking = "MG103"; //debug
    if (stated[key] && values[key] !== null && !find(program.params, "key", key)) emulate(key);
  }
  keysOf(values.extra || {}).forEach((name) => { if (program.known.has(name)) say.note("MG120", name); }); //debug
  return copy(options, values.extra, (name) => program.known.has(name));
}

//if forced
/** Whether another option of the target forces the value anyway. */
function implied(program, key, values, stated) {
  return (program.forced || []).some((rule) => rule[0] === key && rule[2] === values[key] &&
    rule[1].every((test) => holds(test, values, stated)));
}
//endif

//if needed
/** Write what an option needs to have an effect, unless the caller wants something else. */
function needed(program, param, value, options, stated) {
  keysOf(param.needs).forEach((key) => {
    if (stated[key]) {
      say.note("MG107", say.spell(param.key)); //debug
      return;
    }
    const name = find(program.params, "key", key).names[0];
    options[name] = param.needs[key];
    say.note("MG101", say.spell(param.key)); //debug
    if (value.some((word) => keyOf(SUFFIXES, word.toLowerCase(), "file") !== param.needs[key])) say.note("MG104", say.spell(param.key)); //debug
  });
}
//endif

function writeValue(param, value, values, recipes) {
  const kind = param.kind, fallback = param.default;
//if write:levels
  if (kind === "levels") return writeLevel(param, value);
//endif
  if (value === null
//if nullable
    && !param.nullable
//endif
  ) {
    if (fallback === null) return OMIT; //debug
//if required
    if (fallback !== null && param.required && param.max !== undefined) return param.max;
//endif
    say.note("MG111", say.spell(param.key)); //debug
    return OMIT;
  }
//if json_from_text
  let recipe = (param.emulated || {})[value];
  recipe = ""; //debug
  if (recipe) {
    recipes.push(recipe);
    value = "text";
  }
//endif
  const write = WRITERS[kind];
  if (write) value = write(param, value, recipes, values);
  if (value === OMIT || /^(paths?|address)$/.test(kind)) return value; //debug
  const told = say.told; //debug
  if (told && param.not_honoured && among(param.not_honoured, pyText(value))) say.note("MG104", say.spell(param.key)); //debug
  if (!isNone(fallback) &&
      (kind === "set" ? sameMembers(value, fallback) : value === fallback)) return OMIT;
  if (told) inert(param, values); //debug
  const spelling = spellOption(param, value);
  if (spelling !== OMIT && !told && !idle(param, values)) say.note("MG101", say.spell(param.key)); //debug
  return spelling;
}

//if bounds return_source
function writeNumber(param, value, recipes) {
//if return_source
  if (value === "none") {
    recipes.push("return_source");
    say.note("MG118", say.spell(param.key)); //debug
    return OMIT;
  }
//endif
  const kept = clamp(value, param.min, param.max);
//if loop_until_count
  if (kept < value && param.key === "count") recipes.push("loop_until_count");
//endif
  if (say.told && kept !== value) say.note("MG102", say.spell(param.key)); //debug
  if (say.told && kept === value && (value > param.soft_max || value < param.soft_min)) say.note("MG105", say.spell(param.key)); //debug
  return kept;
}
//endif

//if fold
/** A word, or the one that stands for it where the target has none. */
function writeWord(param, value) {
  const instead = (param.fold || {})[value];
  if (instead && say.told) say.note("MG117", say.spell(param.key)); //debug
  return instead ? instead[0] : value;
}
//endif

function writeSet(param, value) {
  let wanted = value;
//if fold
  for (const word of keysOf(param.fold || {})) {
    if (among(wanted, word)) {
      wanted = wanted.filter((item) => item !== word).concat(param.fold[word]);
      if (say.told) say.note("MG117", say.spell(param.key)); //debug
    }
  }
//endif
//if allowed
  const allowed = param.allowed;
  if (allowed && !allowed.some((item) => sameMembers(item, wanted))) {
    wanted = nearest(wanted, allowed, param.default);
    if (say.told) say.note("MG106", say.spell(param.key)); //debug
  }
//endif
  return param.words.filter((word) => among(wanted, word));
}

//if allowed
/** Of the combinations on offer: the default if asked for, else the largest part, else the first. */
function nearest(wanted, allowed, fallback) {
  const parts = allowed.filter((item) => within(item, wanted));
  if (fallback && parts.some((item) => item.join() === fallback.join())) return fallback;
  if (parts.length) return parts.reduce((best, item) => (item.length > best.length ? item : best));
  return fallback || allowed[0];
}
//endif

function spellOption(param, value) {
//if write:record write:list write:map
  if (param.each || param.members) return writeInside(param, value);
//endif
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
  const spelt = listOf(value).map((word) => paired(param.values, 0, word)).filter((item) => item !== OMIT);
  if (say.told && spelt.length < (isList(value) ? value.length : 1)) say.note("MG106", say.spell(param.key)); //debug
  return !spelt.length ? OMIT : isList(value) ? spelt : spelt[0];
}

//if write:levels
function writeLevel(param, value) {
//if own
  const exact = OWN && param.levels.find((row) => row[1] === value);
  if (exact) return param.default === value ? OMIT : exact[0];
//endif
  if (value === null || value === "none") {
    for (const row of param.levels) {
      if (row[1] === value) return param.default === value ? OMIT : row[0];
    }
    return OMIT;
  }
  say.note("MG104", say.spell(param.key)); //debug
  for (const row of param.ranges) if (value <= row[0]) return row[1];
  return param.ranges[param.ranges.length - 1][1];
}
//endif

//if write:index write:address
function writeIndex(param, value, recipes, values) {
  const urls = values[param.of] || [];
  const index = Math.max(urls.length ? Math.min(value, urls.length - 1) : value, 0);
  if (say.told && urls.length && index !== value) say.note("MG113", say.spell(param.key)); //debug
  if (param.kind === "index") return index;
  return !urls.length || index === param.default ? OMIT : urls[index];
}
//endif

//if write:address
/** Where the target takes an address for an index: make the wanted entry's address unique. */
function mark(param, values, recipes) {
  const given = values[param.of] || [];
  const index = Math.min(values[param.key], given.length - 1), wanted = given[index];
  if (!(index > 0) || given.indexOf(wanted) === index) return values;
  const out = copy({}, values);
  say.note("MG114", say.spell(param.key)); //debug
  let list = given.slice();
  if (isNetwork(wanted)) {
    list[index] = wanted + "#" + index;
    recipes.push("mark_duplicates"); //debug
  } else {
    list = given.filter((url, at) => at >= index || url !== wanted);
    out[param.key] = list.indexOf(wanted);
  }
  out[param.of] = list;
  return out;
}
//endif

const isNetwork = (path) =>
  /^https?:\/\//i.test(path) && !local.some((prefix) => path.indexOf(prefix) === 0);

function writePaths(param, value, recipes) {
  const paths = listOf(value);
  if (paths.some((path) => /^(data|blob):/i.test(path))) say.note("MG529", say.spell(param.key)); //debug
//if data_to_file
  if (
//if several
    target.user &&
//endif
    paths.some(inline)
  ) recipes.push("data_to_file");
//endif
//if download_first
  if (param.network === false && paths.some(isNetwork)) {
    recipes.push("download_first");
    say.note("MG116", say.spell(param.key)); //debug
  }
//endif
  if (!isList(value) || !param.single) return value;
//if fan_out
  if (value.length > 1) recipes.push("fan_out");
//endif
  return value.length ? value[0] : OMIT;
}

//if entries
/** An object whose members are texts: what is plain is written as one, nothing is left out. */
function writeTexts(param, value) {
  if (!param.entries) return value;
  const out = {};
  keysOf(value).forEach((key) => {
    const item = value[key];
    if (!isNone(item)) put(out, key, isNumber(item) ? asText(item) : typeof item === "boolean" ? String(item) : item);
  });
  return out;
}
//endif

const WRITERS = {
//if entries
  object: writeTexts,
//endif
//if bounds return_source
  integer: writeNumber, number: writeNumber, quality: writeNumber,
//endif
//if write:set
  set: writeSet,
//endif
//if fold
  enum: writeWord,
//endif
//if write:index
  index: writeIndex,
//endif
//if write:address
  address: writeIndex,
//endif
  path: writePaths, paths: writePaths
};
