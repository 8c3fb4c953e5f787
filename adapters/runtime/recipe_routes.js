// media_by_kind, ask_before_saving: ask with an action sheet.
const ask = (job, items, ok) => {
  serve(job, "showActionSheet", { items: items }, ({ index }) => {
    if (has(items, index)) ok(index);
    else refuse(job, { kind: "cancelled" });
  });
};

//if media_by_kind
ALONE.media_by_kind = (job) => {
  const ways = job.entry.routes.filter((way) => there(way));
  const pick = (index) => take(job, ways[index]);
  if (!ways.length) refuse(job, lacking(job.entry.called));
  else if (!ways[1]) pick(0);
  else ask(job, ways.map((way) => texts[way.convert.back.add.kind]), pick);
};
//endif

//if ask_before_saving
BEFORE.ask_before_saving = (job, ok) => ask(job, [texts.save], ok);
//endif
