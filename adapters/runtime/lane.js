// The fast lane: ordinary calls in straight lines; what a value means is the interpreter's.

/** The lane of an entry: `ask` writes requests, `tell` replies; `left` counts what they leave. */
const laneOf = (entry, { ask, tell }) => {
  const usual = usualOf(entry), program = programs[usual.to];
  return { entry: entry, program: program, ask: ask, tell: tell, left: 0,
//if now
    last: "",
//endif
    ways: entry.routes.slice(0, entry.routes.indexOf(usual)),
    known: new Set([...entry.known, ...program.known]),
    memo: entry.params.map(() => copy(new Map(), { room: 99 })) };
};

/** The target's options for an ordinary request, or null. */
const quickRequest = (lane, given, job) => {
  if (!isObject(given)) return null;
//if json_from_text
  lane.json = false;
//endif
  const left = lane.left, options = lane.ask(lane, given), known = lane.known;
  if (lane.left > left) return null;
//if json_from_text
  if (job) job.json = lane.json && jsonPlace(lane.program);
//endif
  for (const name in given) {
    if (!known.has(name) && has(given, name)) put(options, name, given[name]);
  }
  return options;
};

/** The answer to an ordinary reply, or null. */
const quickReply = (lane, reply) => {
  if (!lane.tell || !ordinary(lane.program, reply)) return null;
  const left = lane.left, out = lane.tell(lane, reply);
  return lane.left > left ? null : out;
};

/** Leave the call to the interpreter. */
const leave = (lane) => {
  lane.left += 1;
  return OMIT;
};

/** The members that files of a reply are known to have. */
const knownIn = (lane, at) => lane.program.groups[at].lists[0].known;

/** A file of a reply, whose members are all known. */
const allKnown = (lane, known, object) => {
  if (!isObject(object)) {
    leave(lane);
    return {};
  }
  for (const name in object) if (!known.has(name)) leave(lane);
  return object;
};

/** An option that is not passed on in straight lines. */
const noOption = (lane, raw) => (isNone(raw) ? OMIT : leave(lane));

//if now
/** Whether an engine can say at once that a text has no half of a surrogate pair. */
const sound = /*#__PURE__*/ (() => ("".isWellFormed ? (text) => text.isWellFormed() : () => false))();

//endif
/** A text that passes unchanged. */
const sameText = (lane, raw) => {
  if (!isText(raw)) return noOption(lane, raw);
//if data_to_file
  if (raw[4] === ":" && /^(data|blob):/i.test(raw)) return leave(lane);
//endif
//if now
  if (sound(raw)) return raw;
//endif
  return LONE.test(raw) ? leave(lane) : raw;
};

const sameTexts = (lane, raw) => {
  if (!isList(raw) || raw.length > MOST) return noOption(lane, raw);
  for (const item of raw) if (sameText(lane, item) === OMIT) leave(lane);
  return raw.slice();
};

//if read:object
/** An object that passes, with texts for members where these are wanted. */
const members = (lane, raw, texts) => (!isObject(raw) ? noOption(lane, raw)
//if entries
  : texts ? writeTexts({ entries: texts }, raw)
//endif
  : copy({}, raw));
//endif

/** Which entry of a list opens first: read as an address or index, written as one or the other. */
const entryOf = (lane, list, raw, byAddress, asAddress) => {
  if (isNone(raw)) return OMIT;
  if (!isList(list)) return leave(lane);
  const index = byAddress ? list.indexOf(raw) : raw, entry = list[index];
  if (byAddress && index < 0) sameText(lane, raw);
  if (index === 0 || (byAddress && index < 0)) return OMIT;
  if (!isNumber(index) || entry === undefined) return leave(lane);
  return !asAddress ? index : list.indexOf(entry) === index ? entry : leave(lane);
};

/** What the interpreter writes for the value of an option of few values, learned once. */
const recall = (lane, at, raw) => {
  const memo = lane.memo[at];
  let node = memo;
  if (isList(raw)) {
    if (raw.length > 9) return leave(lane);
    node = below(memo, node, isList);
    for (const word of raw) node = below(memo, node, word);
  } else if (!isNone(raw)) {
    node = below(memo, node, raw);
  }
  if (node.value === undefined) node.value = learned(lane, lane.entry.params[at], raw, node);
//if json_from_text
  if (node.json) lane.json = true;
//endif
  if (node.value === null) leave(lane);
  return isList(node.value) ? node.value.slice() : node.value;
};

/** The next node of a memo; of the first 99 it keeps hold. */
const below = (memo, node, word) => {
  let next = node.get(word);
  if (!next) {
    next = new Map();
    if (memo.room-- > 0) node.set(word, next);
  }
  return next;
};

/** What the interpreter writes for one option; null where there is more to do than that. */
const learned = (lane, param, raw, node) => {
  const job = { stated: {}, recipes: [] };
  try {
    job.values = readRequest({ params: [param], known: lane.entry.known }, { [param.names[0]]: raw }, job);
    const options = writeRequest(lane.program, job), [name] = keysOf(options);
//if json_from_text
    if (job.recipes.length === 1 && job.recipes[0] === "json_from_text") {
      job.recipes = [];
      node.json = true;
    }
//endif
    return job.rejected || job.recipes.length || lane.ways.some((way) => holding(way, job)) ? null
      : name ? options[name] : OMIT;
  } catch (error) {
    return null;
  }
};

/** The list of a reply. */
const listIn = (lane, raw) => {
  if (isList(raw) && raw.length && raw.length <= MOST) return raw;
  leave(lane);
  return [];
};

/** A value of a reply that passes unchanged. */
const plainText = (lane, raw) => (isText(raw) ? raw : raw === undefined ? OMIT : leave(lane));
const plainNumber = (lane, raw) =>
  (isNumber(raw) && isFinite(raw) ? tidy(raw) : raw === undefined ? OMIT : leave(lane));

//if whole read:any
const some = (raw) => (isNone(raw) ? OMIT : raw);
//endif
//if nullable
const orNull = (raw) => (raw === undefined ? OMIT : raw);
//endif

/** A value of a reply by the interpreter. */
const respelt = (lane, from, to, raw) => {
  if (raw === undefined) return OMIT;
  const field = lane.program.result[from];
  const value = convert(field, raw);
  const spelt = value === OMIT || to < 0 ? value : spell(lane.entry.result[to], value);
  return spelt === OMIT ? leave(lane) : spelt;
};
//if now

/** What is written for an argument, which is never left out. */
const wanted = (lane, made) => (made === OMIT ? leave(lane) : made);

/** A text that passes unchanged; most often it is the one that has passed before. */
const sameKey = (lane, raw) => (raw === lane.last ? raw : lane.last = wanted(lane, sameText(lane, raw)));

/** Ordinary calls by arguments that answer at once; `slowly`: what does all others. */
const quickly = (entry, slowly) => {
  const lane = entry.lane, [count, ask, call, got] = entry.now, name = lane.program.called;
//if wary
  if (lane.program.wary) return slowly;
//endif
  return function (a, b, c) {
    const left = lane.left, holder = platform();
    if (arguments.length !== count || !holder || !isCallable(holder[name])) return slowly.apply(this, arguments);
    const options = ask(lane, a, b, c);
    if (lane.left > left) return slowly.apply(this, arguments);
    let reply;
    try {
      reply = call(holder, options);
    } catch (error) {
      return oddly(entry, options, [error, FAILED]);
    }
    const value = got(lane, reply);
    return lane.left > left ? oddly(entry, options, [reply]) : value;
  };
};

/** What a call comes to whose answer is out of the ordinary; `had`: that answer, and whether it was thrown. */
const oddly = (entry, options, had) => {
  const job = { entry: entry, lane: entry.lane, given: options, open: true, once: true, had: had };
  reach(job, entry.lane.program, options, unfold);
  return closed(job);
};
//endif
