// Writing requests by a program of the plan.
/** A vendor's options of a job's values; its `recipes` get what a plain call misses. */
const writeRequest = (program, job) => {
  const options = {}, stated = job.stated, recipes = job.recipes;
  let values = job.values;
//if emulates
  /** What is done for an option that the target has not. */
  const emulate = (key) => {
    const said = listOf((program.emulate || {})[key]), recipe = said[0];
    if (has(program.neutral || {}, key) && alike(values[key], program.neutral[key])) return; //debug
    say.note(recipe ? "MG409" : say.lacking, say.spell(key)); //debug
    if (recipe
//if neutral
      && !alike(values[key], said[1])
//endif
    ) recipes.push(recipe);
  };
//endif
  recipes.push(...listOf(program.recipes));
//if rows:PREPARERS
  for (const param of program.params) {
    if (PREPARERS[param.type]) values = PREPARERS[param.type](param, values, recipes);
  }
//endif
  for (const param of program.params) {
    const key = param.key, value = values[key];
    if (value === undefined
//if supplied
      || (!OWN && value === "" && param.supplied !== undefined)
//endif
    ) {
//if suffix_of
      const ends = !OWN && param.suffix_of && /\.(\w+)$/.exec(values[param.suffix_of]);
      let suffix = ends && ends[1].toLowerCase();
//if by_suffix
      if (param.by_suffix) suffix = has(param.by_suffix, suffix) && param.by_suffix[suffix];
//endif
      if (suffix) {
        options[param.names[0]] = suffix;
        say.note("MG101", say.spell(key)); //debug
        continue;
      }
//endif
//if supplied
      if (!OWN && param.supplied !== undefined) {
        options[param.names[0]] = param.supplied;
        say.note("MG101", say.spell(key)); //debug
        continue;
      }
//endif
      if (param.required) say.note("MG115", say.spell(key)); //debug
      if (!OWN && !stated[key]) leftOut(param); //debug
      continue;
    }
    const told = say.told = stated[key] === true; //debug
//if forced
    if (implied(program, key, values, stated)) continue;
//endif
//if status:no
    if (param.status === "no") {
      say.lacking = "MG403"; //debug
//if emulates
      if (stated[key]) emulate(key);
//endif
      continue;
    }
//endif
    let out = writeValue(param, value, values, recipes);
    if (out === OMIT && param.required && !OWN && !told) say.note("MG115", say.spell(key)); //debug
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
    if (!OWN && told) doubted(param, out); //debug
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
//if emulates
  for (const key of keysOf(values)) {
    if (has(program.implies || {}, key) && !paramOf(program, key)) { //debug
      if (values[key] !== null && values[key] !== program.implies[key]) say.note("MG104", say.spell(key), !stated[key]); //debug
      continue; //debug
    } //debug
    say.lacking = "MG103"; //debug
    if (stated[key] && values[key] !== null && !paramOf(program, key)) emulate(key);
  }
//endif
  keysOf(values.extra || {}).forEach((name) => { if (program.known.has(name)) say.note("MG120", name); }); //debug
  return copy(options, values.extra, (name) => program.known.has(name));
};

//if forced
/** Whether another option of the target forces the value anyway. */
const implied = (program, key, values, stated) => {
  return (program.forced || []).some((rule) => rule[0] === key && rule[2] === values[key] &&
    rule[1].every((test) => holds(test, values, stated)));
};
//endif

//if needed
/** Write what an option needs to have an effect, unless the caller wants something else. */
const needed = (program, param, value, options, stated) => {
  keysOf(param.needs).forEach((key) => {
    if (stated[key]) {
      say.note("MG107", say.spell(param.key)); //debug
      return;
    }
    const name = paramOf(program, key).names[0];
    options[name] = param.needs[key];
    say.note("MG101", say.spell(param.key)); //debug
    if (value.some((word) => keyOf(SUFFIXES, word.toLowerCase(), "file") !== param.needs[key])) say.note("MG104", say.spell(param.key)); //debug
  });
};
//endif

const writeValue = (param, value, values, recipes) => {
  const fallback = param.default;
//if rows:WRITERS
  const write = WRITERS[param.type];
  if (write) return write(param, value);
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
//if rows:FITTERS
  const fit = FITTERS[param.type];
  if (fit) value = fit(param, value, recipes, values);
//endif
  if (value === OMIT || FINAL[param.type]) return value; //debug
  const told = say.told; //debug
  if ((told || !OWN) && param.not_honoured && among(param.not_honoured, pyText(value))) say.note("MG104", say.spell(param.key), !told && !!param.not_honoured_on); //debug
  if (value === fallback) return OMIT;
  if (told) inert(param, values); //debug
  const spelling = spellOption(param, value);
  if (spelling !== OMIT && !told && !idle(param, values)) say.note("MG101", say.spell(param.key)); //debug
  return spelling;
};

const spellOption = (param, value) => {
//if rows:SPELLERS
  const spell = SPELLERS[param.type];
  if (spell) return spell(param, value);
//endif
//if alone
  if (param.alone) {
    const members = listOf(value), rows = param.together || {};
    const parts = keysOf(rows).filter((one) => within(rows[one], members));
    const word = parts.sort((one, other) => rows[other].length - rows[one].length)[0];
    const one = word || spellOption({ values: param.values, key: param.key }, members);
    const exact = word ? rows[word].length === members.length && paired(param.values || [], 1, word) === OMIT : !(one.length > 1 && isList(one)); //debug
    if (say.told && !exact) say.note("MG117", say.spell(param.key)); //debug
    return isList(one) ? one[0] : one;
  }
//endif
  if (!param.values) return value;
  const spelt = listOf(value).map((word) => paired(param.values, 0, word)).filter((item) => item !== OMIT);
  if (say.told && spelt.length < (isList(value) ? value.length : 1)) say.note("MG106", say.spell(param.key)); //debug
  return !spelt.length ? OMIT : isList(value) ? spelt : spelt[0];
};

//if download_first download_with_header write:address
const isNetwork = (path) =>
  /^https?:\/\//i.test(path) && !local.some((prefix) => path.indexOf(prefix) === 0);
//endif
