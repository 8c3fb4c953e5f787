// Functions of other forms than options with callbacks: at once, factories, listeners, tasks.
//if form:at_once form:factory
/**
 * The options of a call by arguments, or of one that names them in an object all the same. A function
 * that takes none does not look at what it is given: .then(getSystemInfoSync).
 */
const optionsOf = (program, given) => {
  const first = given[0], names = program.arguments
//if older_arguments
    || (isNone(first) || isObject(first) ? undefined : program.older_arguments)
//endif
  ;
  if (!names || (given.length === 1 && isObject(first) && names.some((name) => has(first, name)))) {
    return ((program.params.length || isObject(first)) && first) || {};
  }
  const options = {};
  names.forEach((name, at) => {
//if rest
    if (name === "...") copy(options, given[at]);
    else
//endif
    options[name] = given[at];
  });
  return options;
};

/** A function that answers at once: it returns its result, and throws or returns its failure. */
const atOnce = (entry, owner) => {
  const slowly = function () {
    const job = { entry: entry, owner: owner, open: true, once: true };
    try {
      job.given = optionsOf(entry, arguments);
      answer(job);
      if (job.open) refuse(job, lacking(entry.called));
    } catch (error) {
      refuse(job, broken(error, "param_invalid"), error);
    }
//if objects
    const value = job.value;
    if (job.good && kinds[entry.gives] && isObject(value)) {
      return owner && value === owner.native ? this : wrapped(entry.gives, value);
    }
//endif
    return closed(job);
  };
//if now
  if (!owner && entry.now) return quickly(entry, slowly);
//endif
  return slowly;
};

MAKERS.at_once = atOnce;
MAKERS.factory = atOnce;

/**
 * What a job has come to that is done at once: its value, or its failure as the source has it. An
 * object of the target is what it is, whatever can be seen of what it has.
 */
const closed = (job) => {
  const { entry, value } = job;
  if (!job.good) {
//if fails:throws
    const error = new Error(value[source.message[0]]);
    CARRIED.forEach((key) => define(error, key, value[key]));
    throw copy(error, value);
//endif
//if fails:returns
    return value;
//endif
  }
//if form:factory
  if (job.made) return value;
//endif
  return bareOf(entry, value);
};
//endif

//if form:at_once form:factory form:listener
/** The one field of a result that is given by itself, or the result; another where it has nothing. */
const bareOf = (entry, value, other) => (entry.returns ? value[entry.returns] :
  entry.result.length || keysOf(value).length ? value : other);
//endif

//if owner
/** What listens on an object of the target, however often that is given. */
const owners = new WeakMap();
//endif

//if objects
/**
 * An object of the target, or none, with the dialect's functions for its kind on it; what else it
 * has is its own.
 */
const wrapped = (kind, native) => {
  const made = Object.create(native || null);
//if owner
  const owner = native && owners.get(native) || { kind: kind, native: native };
  if (native) owners.set(native, owner);
//endif
  kinds[kind].forEach((entry) => {
    made[entry.called] = makerOf(entry)(entry
//if owner
      , owner
//endif
    );
  });
//if chain
  membersOf(native).forEach((name) => { if (!has(made, name)) forward(made, name, native); });
//endif
  return made;
};
//endif

//if chain answers_at_exec
/** The names of what an object has, be it of its class. */
const membersOf = (object) => {
  const names = [];
  for (let level = object; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    names.push(...Object.getOwnPropertyNames(level).filter((name) => name !== "constructor"));
  }
  return names;
};
//endif

//if chain
/** A member of a target's object, on itself; where a function gives that object, the dialect's. */
const forward = (made, name, native) => {
  Object.defineProperty(made, name, {
    configurable: true, enumerable: true,
    get: () => {
      const value = native[name];
      return !isCallable(value) ? value : function () {
        const given = value.apply(native, arguments);
        return given === native ? made : given;
      };
    },
    set: (value) => { native[name] = value; }
  });
};
//endif

//if giver
/** A function without options that gives an object of a kind. */
const giving = (entry) => () => wrapped(entry.gives, given(entry.gives));
MAKERS.giver = giving;
//endif

//if form:listener
const listeners = {};
const eventOf = (entry) => entry.api.replace(/^o(n|ff)/, "");

/** A function that begins, or ends, to hear of an event in the dialect's words. */
const listening = (entry, owner) => {
  const event = eventOf(entry), ends = /^off/.test(entry.api);
  const home = owner || listeners, known = home[event] = home[event] || [];
  return function (listener) {
    const way = entry.routes[0], program = way && programs[way.to];
    const holder = program && holderOf(program, owner);
    if (!ends) {
      if (!holder) unheard(entry);
      const row = { own: listener };
      row.given = (reply, more) => row.own && row.own(inWords(entry, program, reply), more);
      known.push(row);
//if latest
      if (!owner && entry.twin) {
        row.given = heardBy(row, entry, program, 1);
        if (latest[entry.twin.on]) overhear(row, entry, latest[entry.twin.on].native);
      }
//endif
      if (holder) holder[program.called](isCallable(listener) ? row.given : listener);
      return;
    }
    const gone = known.filter((row) => isNone(listener) || row.own === listener);
    gone.forEach((row) => {
      row.own = null;
      known.splice(known.indexOf(row), 1);
      if (holder) holder[program.called](row.given);
    });
    if (holder && !gone.length) holder[program.called](listener);
  };
};

MAKERS.listener = listening;

/** Tell once that the target has no such event: what listens never hears of it. */
const unheard = (entry) => {
//if unneeded
  if (entry.unneeded) return;
//endif
//if latest
  if (entry.twin && entry.twin.routes.length) return;
//endif
  if (!entry.told && typeof console === "object") console.warn(entry.told = lacking(entry.called).message);
};

//if latest
/** Hears of an event for a row: from the namespace or from tasks, whichever tells it first. */
const heardBy = (row, entry, program, from) => (reply, more) => {
  if (!row.own || (row.from || from) !== from) return;
  row.from = from;
  row.own(inWords(entry, program, reply), more);
};

/** Let a row hear of its event from a task, too. */
const overhear = (row, entry, task) => {
  const program = programs[(entry.twin.routes[0] || {}).to];
  if (program && isCallable(task[program.called])) task[program.called](heardBy(row, entry.twin, program, 2));
};

//endif
/** What an event says, in the dialect's words; as it is where it cannot be read. */
const inWords = (entry, program, reply) => {
  try {
//if fails
    if (entry.fails) return writeFailure(entry, readFailure(program, reply));
//endif
    const values = readResult(program, program.returns ? { [program.returns]: reply } : reply);
    return bareOf(entry, writeResult(entry, values, program), reply);
  } catch (error) {
    return reply;
  }
};
//endif

//if task
const JOB = /*#__PURE__*/ Symbol();

/** The task of a call under way, with what tasks of its entry have; that is made when it is asked for. */
const taskOf = (job, promised) => {
  const task = promised || {};
  job.tasked = true;
  task[JOB] = job;
  return Object.setPrototypeOf(task, job.entry[!promised] || tasksOf(job.entry, promised));
};

MAKERS.task = taskOf;

/** What the tasks of an entry have, made once: functions of the target's, and those of the dialect. */
const tasksOf = (entry, promised) => {
  const kind = Object.create(promised ? Promise.prototype : Object.prototype);
  const add = (name, act) => Object.defineProperty(kind, name, {
    configurable: true, enumerable: true,
    get: function () {
      const task = this;
      return task[JOB] ? waitingFor(task[JOB], name, act) : undefined;
    },
    set: function (value) { define(this, name, value, true); }
  });
  entry.task.forEach((name) => add(name, (job, given) => {
    if (isCallable(job.running[name])) job.running[name](...given);
  }));
//if objects
  listOf(kinds[entry.gives]).forEach((one) => add(one.called, (job, given) => {
    job.task = job.task || { kind: entry.gives, native: job.running };
    return makerOf(one)(one, job.task)(...given);
  }));
//endif
  return entry[!promised] = kind;
};

/** A function of a task; what is asked of it before the target has given one waits. */
const waitingFor = (job, name, act) => (...given) => {
  if (job.running) return act(job, given);
  (job.waiting = job.waiting || []).push(() => act(job, given));
  if (name === "abort") refuse(job, { kind: "aborted" });
};

//if latest
/**
 * The last task of each kind: what the target has on tasks alone, or no longer on its namespace
 * once there are tasks, is asked of it.
 */
const latest = {}, overheard = {};

/** A function of the namespace, done by the last task where there is one. */
const byLatest = (entry, own) => function (options) {
  const owner = latest[entry.twin.on];
  const asked = owner && copy(copy({}, entry.twin), { called: entry.called, success: entry.success, lane: null });
  return (owner ? dialect(asked, owner) : own)(options);
};

//endif
/** Learn of the target's task, and do what was asked of it. */
const begun = (job, running) => {
  job.running = running;
//if latest
  latest[job.entry.gives] = { kind: job.entry.gives, native: running };
  listOf(overheard[job.entry.gives]).forEach((entry) => {
    listOf(listeners[eventOf(entry)]).forEach((row) => overhear(row, entry, running));
  });
//endif
  if (job.waiting) job.waiting.splice(0).forEach((act) => act());
};
//endif
