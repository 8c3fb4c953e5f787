// settings_first, run_later, base64, console: what is done without a function of the target's for it.
//if settings_first
ALONE.settings_first = (job) => also(job, "getSetting", {}, ({ settings }) => {
  if (settings && settings[job.values.scope] === false) refuse(job, { kind: "auth_denied" });
  else end(job, true, writeResult(job.entry, {}, { result: [] }));
});
//endif

//if run_later
ALONE.run_later = (job) => {
  setTimeout(() => tell(job.values.run, job), 0);
  end(job, true, {});
};
//endif

//if base64_from_bytes
ALONE.base64_from_bytes = (job) =>
  end(job, true, writeResult(job.entry, { text: toBase64(job.values.bytes) }, { result: [] }));
//endif

//if bytes_from_base64
ALONE.bytes_from_base64 = (job) =>
  end(job, true, writeResult(job.entry, { bytes: fromBase64(job.values.text) }, { result: [] }));
//endif

//if notes_on_console

/** Notes that the client keeps, where it keeps none: they are seen by whoever debugs. */
ALONE.notes_on_console = (job) => {
  const log = {};
  listOf(job.entry.task).forEach((name) => {
    log[name] = typeof console === "object" && isCallable(console[name]) ? console[name].bind(console) : () => {};
  });
  end(job, true, log);
};
//endif
