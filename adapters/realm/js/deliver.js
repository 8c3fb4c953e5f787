// The only way in: one message from the client, its own and the queued answers back.
const FOR_THE_PAGE = names("query", "args", "value", "legacy", "detail");

function deliver(said) {
  const message = heard(said);
  if (!(message.op in HANDLERS)) return refused("there is no message '" + cut(Text(message.op)) + "'");
  const keys = ownKeys(message);
  for (let i = 0; i < keys.length; i++) {
    if (!(keys[i] in FOR_THE_PAGE)) owned(message[keys[i]]);
  }
  if (message.now !== undefined) now = message.now;
  lacked = map();
  if (message.files !== undefined) mirror(message.files);
  if (message.objects !== undefined) holdObjects(message.objects);
  try {
    HANDLERS[message.op](message);
    drawDirty();
  } catch (thrown) {
    scriptFailed(thrown, message.where || "the program");
  }
  if (flooded) return '[{"t":"flood"}]';
  if (exhausted) throw new OwnError("out of memory");
  return stringify(take());
}

const HANDLERS = bare({
  poke() {},
  define: ({ modules: given }) => {
    for (let i = 0; i < given.length; i++) define(given[i]);
  },
  templates: ({ parts }) => takePrograms(parts),
  tree: treeOf,
  act: (it) => act(it),
  run: ({ file }) => {
    load(file);
    send({ t: "ran", file });
  },
  open: ({ file, query, opener }) => {
    open(file, query, opener === undefined ? undefined : channelFor(opener));
  },
  leave: (move) => leave(move),
  show: ({ page }) => comeBack(page),
  invoke: ({ page, name, args, number }) => invoke(page, name, args, number),
  reply: answerCall,
  timer: ({ id }) => fireTimer(id),
  told: hearEvent,
  data: ({ page, number }) => {
    send({ t: "done", number, ok: true, value: encode(instances.get(page).own.data, "data") });
  },
  evaluate: ({ code, number }) => settle(evaluate(code), "evaluate", number),
});

function heard(said) {
  try {
    return bare(parse(said));
  } catch {
    return bare();
  }
}

/** What to say of a message that is none: `protocol.py` has them all. */
function refused(why) {
  const told_ = list(bare({ t: "refused", why }));
  return stringify(told_);
}

/** Whatever a script does to the built-in objects, what is thrown here is never its own. */
function delivered(said) {
  try {
    return deliver(said);
  } catch (thrown) {
    if (flooded) return '[{"t":"flood"}]';
    if (exhausted || isExhausted(thrown)) throw thrown;
    return '[{"t":"broken"}]';
  }
}

/** A realm begins: all that is above is made by now, alike for every client. */
function beginRealm(text, ...tables) {
  config = settings(text, tables);
  ({ now } = config);
  seed = config.seed >>> 0 || 1;
  userRoot = exec(/^([^]*?)\/?$/, config.files.user)[1];
  facts = config.model.template;
  nameHooks();
  installGlobals();
  installPages();
  installVendor();
  return delivered;
}

return beginRealm;
