// The test build's hook: what the runtime makes of one message, and what it had to say about it.
function translate(pair, kind, api, payload, called) {
  const entry = pair.apis[api];
  const ctx = context(pair);
  const spelt = {};
  ctx.notes = [];
  ctx.note = (code, place) => { ctx.notes.push([code, place]); };
  ctx.spell = (key) => spelt[key] || key;
  ctx.local = pair.read.local;
  try {
    if (kind === "request") return translateRequest(pair, entry, payload, ctx, spelt);
    const way = entry.routes.filter((item) => !called || item.to === called)[0];
    const program = pair.programs[way.to];
    let value;
    if (isFailure(pair.write, payload)) {
      value = writeFailure(entry.read, pair.read, readFailure(program, pair.write, payload, ctx), ctx);
    } else {
      const values = back(way.convert, readResult(program, pair.write, payload, ctx));
      value = writeResult(entry.read, values, program, ctx);
    }
    return { value: value, notes: ctx.notes };
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    return { error: error.text };
  }
}

function translateRequest(pair, entry, payload, ctx, spelt) {
  learn(entry.read).params.forEach((param) => { spelt[param.key] = param.names[0]; });
  let values = readRequest(entry.read, payload, ctx);
  if (ctx.rejected) return { notes: ctx.notes };
  const way = entry.routes.filter((item) => holding(item, values, ctx.stated))[0];
  if (!way) return { refused: true, notes: ctx.notes };
  const program = pair.programs[way.to];
  if (way.convert) {
    const told = {};
    ctx.note("MG407", "");
    values = converted(way.convert, values, ctx.stated, told, ctx);
    ctx.stated = told;
  }
  const options = writeRequest(program, values, ctx);
  if (ctx.recipes.indexOf("fan_out") >= 0) ctx.note("MG406", "");
  return { api: program.name, value: options, recipes: ctx.recipes, notes: ctx.notes };
}
