// The functions a program sees: the source vendor's names, callbacks and promises.

/** Run after the caller has gone on. */
const later = (run) => Promise.resolve().then(run);

/** What a callback throws surfaces as an error of its own, whoever has called it. */
const surface = (error) => {
  if (typeof setTimeout === "function") setTimeout(() => { throw error; }, 0);
  else Promise.reject(error);
};

/** The callbacks of a call; an option that cannot be read fails it. */
const callbacksOf = (job) => {
  CALLBACKS.forEach((name) => {
    try {
      job[name] = job.given[name];
    } catch (error) {
      job.unread = broken(error);
    }
  });
};

/** The promise of a job. */
const promising = (job) => new Promise((resolve, reject) => {
  job.resolve = resolve;
  job.reject = reject;
});

/** One function of the source vendor; `owner`: what it is called on, where the target gave that. */
const dialect = (entry
//if owner
  , owner
//endif
) => {
//if styles
  const style =
//if promise
    entry.promise ||
//endif
    source.promise;
//endif
  return (options) => {
//if same
    const native = same && holderOf(entry
//if owner
      , owner
//endif
    );
    if (native) return native[entry.called](options);
//endif
    const given = isNone(options) ? {} : options;
    const job = { entry: entry, given: given, sync: true, open: true,
//if owner
      owner: owner,
//endif
//if fast
      lane: entry.lane,
      success: null, fail: null, complete: null, resolve: null, reject: null
//endif
    };
//if fast
    try {
      job.success = given.success;
      job.fail = given.fail;
      job.complete = given.complete;
    } catch (error) {
      callbacksOf(job);
    }
//endif
//if small
    callbacksOf(job);
//endif
//if fast
    const heard = isCallable(job.success) || isCallable(job.fail) || isCallable(job.complete);
//endif
//if small
    const heard = CALLBACKS.some((name) => isCallable(job[name]));
//endif
    let promised;
//if styles
    if (style > (heard ? 2 : 1)) {
      promised = promising(job);
      if (heard) promised.catch(() => {});
    }
//endif
//if quiet
    if (!heard) promised = promising(job);
//endif
//if task
    if (entry.task) promised = MAKERS.task(job, promised);
//endif
    try {
      if (job.unread) refuse(job, job.unread);
//if fast
      const quick = job.open && job.lane && quickRequest(job.lane, given, job);
      if (quick && !reach(job, job.lane.program, quick, unfold)) return promised;
      job.lane = null;
//endif
      if (job.open) answer(job);
    } catch (error) {
      refuse(job, broken(error, "param_invalid"), error);
    } finally {
      job.sync = false;
    }
    return promised;
  };
};

//if fast
/** End a job of the fast lane whose reply is out of the ordinary. */
const unfold = (job, reply) => {
  const program = job.lane.program;
  const values = readResult(program, reply);
  end(job, true
//if answers
    && !answeredBy(job.entry, values)
//endif
    , writeResult(job.entry, values, program));
};
//endif

/** What failures carry, hidden. */
const CARRIED = ["kind", "vendor", "cause"];

/** End a job with the source's failure: an object as its clients give, of the canonical API an error. */
const refuse = (job, failure, cause) => {
  const program = job.entry;
//if outcomes
  const told = succeeded(program, failure);
  if (told) return end(job, true, told);
//endif
  let error;
//if canonical
  if (source.canonical) {
    const values = copy({ api: program.api }, failure);
    error = new Error(failure.message || failure.kind);
    keysOf(values).forEach((key) => define(error, key, values[key], true));
  } else
//endif
  error = writeFailure(program, failure);
  if (platform()) failure.vendor = target.id;
  failure.cause = cause;
  CARRIED.forEach((key) => has(error, key) || define(error, key, failure[key]));
  end(job, false, error);
};

/** End a job, once, and never before its function has returned. */
const end = (job, good, value) => {
  if (!job.open) return;
  job.open = false;
//if form:at_once form:factory
  if (job.once) {
    job.good = good;
    job.value = value;
  } else
//endif
  if (job.sync) later(() => settle(job, good, value));
  else settle(job, good, value);
};

const settle = (job, good, value) => {
//if complete_first
  if (source.order) tell(job.complete, job, value);
//endif
  tell(good ? job.success : job.fail, job, value);
//if complete_first
  if (!source.order)
//endif
  tell(job.complete, job, value);
  if (job.resolve) (good ? job.resolve : job.reject)(value);
};

const tell = (callback, job, value) => {
  try {
    if (isCallable(callback)) callback.call(job.given, value);
  } catch (error) {
    surface(error);
  }
};

/** The functions of the dialect, those by what they are called on, and entries by name. */
const named = {};
//if objects latest chain task
const kinds = {};
//endif
const media = /*#__PURE__*/ Object.create(passed);

//if form:at_once form:factory form:listener giver task
/** What makes a function of the form that an operation has. */
const makerOf = (entry) => MAKERS[entry.form] || dialect;
//endif

/** Whether the dialect's canIUse string can be used on this target, now. */
const canIUse = (text) => {
  const [api, part, name] = String(text).split("."), entry = has(named, api) && named[api];
  if (
//if same
    same ||
//endif
    !entry) {
    const holder = holderOf({ called: "canIUse" });
    return !!(holder && holder.canIUse(text));
  }
  return entry.routes.some((way) => there(way)) && (name === undefined || (part === "object"
    ? entry.params.some((row) =>
//if status:no
      row.status !== "no" &&
//endif
      among(row.names, name))
    : entry.result.some((row) =>
//if status:no
      row.status !== "no" &&
//endif
      row.places.some((place) =>
//if legacy
        !place.older &&
//endif
        place.key === name)) || has(entry.success, name)
//if task
      || among(listOf(entry.task), name)
//endif
//if chain task
      || (kinds[entry.gives] || []).some((row) => row.called === name)
//endif
  ));
};

/** Take an operation of the dialect in: of the namespace under its name, of an object by its kind. */
const enter = (key) => {
  const entry = apis[key], name = learn(entry, key, source);
  entry.routes = listOf(entry.routes || key).map((way) => (isObject(way) ? way : { to: way }));
//if fast
  if (lines[key]) entry.lane = laneOf(entry, lines[key]);
//if now
  entry.now = entry.lane && lines[key].now;
//endif
//endif
//if objects
  if (entry.on) return (kinds[entry.on] = kinds[entry.on] || []).push(entry);
//endif
  named[name] = entry;
};

/** Make the function of an operation. */
const make = (name) => {
//if latest
  const entry = named[name];
  keysOf(kinds).forEach((kind) => { entry.twin = entry.twin || kinds[kind].find((one) => one.api === entry.api); });
  if (entry.twin && /^on/.test(entry.api)) (overheard[entry.twin.on] = overheard[entry.twin.on] || []).push(entry);
  if (entry.twin && !entry.form && entry.twin.routes.length) return (media[name] = byLatest(entry, dialect(entry)));
//endif
  media[name] = (
//if form:at_once form:factory form:listener giver task
    makerOf(named[name]) ||
//endif
    dialect)(named[name]);
//if dev
  media[name] = checked(named[name], media[name]);
//endif
};

/** The namespace, with what it has beside its functions. */
const whole = (functions) => {
//if apart
  copy(media, functions);
//endif
  media.canIUse = canIUse;
//if env
  if (source.user) {
    const [holder, member] = source.user.split(".");
    Object.defineProperty(media, holder, { configurable: true, enumerable: true,
      get: () => copy(copy({}, (platform() || {})[holder]), { [member]: userFolder() }) });
  }
//endif
  return media;
};

//if apart
/** Add a function with what it needs: its operations, the target's programs, straight lines; give it. */
const add = (name, ours, theirs
//if fast
  , straight
//endif
//if hoisted
  , parts
//endif
) => {
//if hoisted
  parts.forEach((part) => part());
//endif
  const lacking = (table, rows) => keysOf(rows).filter((key) => !has(table, key) && (table[key] = rows[key]));
  lacking(programs, theirs).forEach((key) => learn(programs[key], key, target));
//if fast
  keysOf(straight).forEach((key) => {
    lines[key] = lines[key] ||
//if hoisted
      straight[key];
//endif
//if closed
      straight[key](tools);
//endif
  });
//endif
  lacking(apis, ours).forEach(enter);
  if (!has(media, name)) make(name);
  return media[name];
};
//endif
//if together
keysOf(programs).forEach((key) => learn(programs[key], key, target));
keysOf(apis).forEach(enter);
keysOf(named).forEach(make);
//endif
//if together several
whole();
//endif
