// media_by_kind, ask_before_saving: ask with an action sheet.
function ask(pair, items, ok, no) {
  serve(pair, "showActionSheet", { items: items }, (out) => {
    if (out.index >= 0 && out.index < items.length) ok(out.index);
    else no({ kind: "cancelled" });
  }, no);
}

//if media_by_kind
function byKind(pair, entry, values, ctx, ok, no) {
  const ways = entry.routes.filter((way) => targetOf(pair, pair.programs[way.to]));
  const pick = (index) => take(pair, entry, ways[index], values, ctx, ok, no);
  if (!ways.length) return no(lacking(pair, entry.read.name));
  if (ways.length === 1) return pick(0);
  const words = pair.write.texts;
  ask(pair, ways.map((way) => words[way.convert.back.add.kind]), pick, no);
}
//endif

//if ask_before_saving
RECIPES.before.ask_before_saving = (job, ok, no) => ask(job.pair, [job.pair.write.texts.save], ok, no);
//endif
