// settings_first, run_later, base64, console: what is done without a function of the target's for it.
//if settings_first
ALONE.settings_first = (job) => also(job, "getSetting", {}, ({ settings }) => {
  if (settings && settings[job.values.scope] === false) refuse(job, { kind: "auth_denied" });
  else end(job, true, writeResult(job.entry, {}, { result: [] }));
});
//endif

//if run_later
ALONE.run_later = (job) => {
  later(() => tell(job.values.run, job));
  end(job, true, {});
};
//endif

//if base64_from_bytes bytes_from_base64
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
//endif
//if base64_from_bytes

ALONE.base64_from_bytes = (job) => {
  const bytes = new Uint8Array(job.values.bytes);
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const three = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
    for (let digit = 0; digit < 4; digit++) {
      text += at + digit > bytes.length ? "=" : DIGITS[(three >> (18 - 6 * digit)) & 63];
    }
  }
  end(job, true, writeResult(job.entry, { text: text }, { result: [] }));
};
//endif
//if bytes_from_base64

ALONE.bytes_from_base64 = (job) => {
  const text = job.values.text.replace(/[^A-Za-z0-9+/]/g, ""), bytes = new Uint8Array((text.length * 3) >> 2);
  let bits = 0, held = 0, at = 0;
  for (let place = 0; place < text.length; place++) {
    held = (held << 6) | DIGITS.indexOf(text[place]);
    bits += 6;
    if (bits >= 8) bytes[at++] = held >> (bits -= 8);
  }
  end(job, true, writeResult(job.entry, { bytes: bytes.buffer }, { result: [] }));
};
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
