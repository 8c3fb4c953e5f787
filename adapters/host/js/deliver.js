// The only way in: one message from the client, its own and the queued answers back.
function deliver(text) {
  const message = parse(text);
  if (message.now !== undefined) now = message.now;
  if (message.files !== undefined) mirror(message.files);
  try {
    HANDLERS[message.op](message);
  } catch (thrown) {
    scriptFailed(thrown, message.where || "the program");
  }
  return stringify(take());
}

const HANDLERS = {
  poke() {},
  define: ({ modules: list }) => {
    for (let i = 0; i < list.length; i++) define(list[i]);
  },
  run: ({ file }) => {
    load(file);
    send({ t: "ran", file });
  },
  open: ({ file, query }) => {
    open(file, query);
  },
  invoke: ({ page, name, args, number }) => invoke(page, name, args, number),
  reply: answerCall,
  timer: ({ id }) => fireTimer(id),
  data: ({ page, number }) => {
    send({ t: "done", number, ok: true, value: encode(instances.get(page).data, "data") });
  },
  evaluate: ({ code, number }) => settle(evaluate(code), "evaluate", number),
};

/** Whatever a script does to the built-in objects, what is thrown here is never its own. */
function delivered(text) {
  try {
    return deliver(text);
  } catch {
    return '[{"t":"broken"}]';
  }
}

installGlobals();
installPages();
installVendor();
return delivered;
