// Calling the target, one call after another where it asks for that.
//if one_at_a_time
const queues = {};
//endif
const FAILED = {};
//if form:at_once
const BARE = {};
//endif

//if receiver
/** An object of a kind, of the target's function that gives one. */
const given = (kind, holder = platform(), giver =
//if givers
  target.givers ? target.givers[kind] :
//endif
  kind) => holder && giver in holder && isCallable(holder[giver]) && holder[giver]();
//endif

/** What has the function of the target that a program or a service names, if it is there. */
const holderOf = (program
//if owner
  , owner
//endif
) => {
  let holder = platform();
//if receiver
  if (program.on) {
    holder =
//if owner
      (owner && owner.kind === program.on && owner.native) ||
//endif
      given(program.on);
  }
//endif
  return holder && isCallable(holder[program.called]) && holder;
};

//if data_to_file env
/** The address of the user's directory. */
const userFolder = () =>
//if user:member
//if user:address
  !/:/.test(target.user) ?
//endif
    target.user.split(".").reduce((found, name) => found && found[name], platform())
//if user:address
    :
//endif
//endif
//if user:address
  target.user
//endif
;
//endif

/** The failure of a call that nobody here can take. */
const lacking = (name) => ({ kind: "api_unsupported",
  message: platform() ? target.called + " has no " + name : NOBODY });

/** The failure that an exception stands for. */
const broken = (error, kind) => {
  const failure = { kind: (error instanceof Bad && kind) || "internal" };
  try {
    failure.message = String( error.message || error);
  } catch (silent) { /* null was thrown, or what throws when it is looked at */ }
  return failure;
};

/**
 * Call the target once for a job; exactly one of ok(job, reply) and no(job, failure, cause) is
 * called, once. True: the target has no such function. `ended` hears of its answer, and with true
 * when nothing more comes. A second answer, an exception after the first or a rejected promise
 * beside it change nothing.
 */
const reach = (job, program, options, ok, no = refuse, ended) => {
  let open = true;
  const settle = (reply, mark) => {
    if (!open) return;
    open = false;
//if one_at_a_time
    if (ended) ended();
//endif
    try {
//if json_from_text
      if (job.json && isObject(reply)) reply = withJson(reply, job.json);
//endif
//if outcomes
      const outcome = outcomeOf(program, reply);
//endif
//if answers
      if (answers(program, reply)) return ok(job, reply);
//endif
//if fast
      const quick = job.lane && mark !== FAILED
//if outcomes
        && !outcome
//endif
        && quickReply(job.lane, reply);
      if (quick) end(job, true, quick);
      else
//endif
      if (mark === FAILED
//if outcomes
        || outcome
//endif
        || (
//if fast
        !ordinary(program, reply) &&
//endif
//if form:at_once
        mark !== BARE &&
//endif
        isFailure(reply))) {
        const failure = readFailure(program, reply
//if outcomes
          , outcome
//endif
        );
        no(job, failure.kind === "unknown" && reply instanceof Error ? broken(reply) : failure, reply);
      } else {
        ok(job, isObject(reply) ? reply : {});
      }
    } catch (error) {
      no(job, broken(error), error);
    }
  };
  const fail = (reply) => settle(reply, FAILED);
  try {
    const holder = holderOf(program
//if owner
      , job.owner
//endif
    );
    if (!holder) return true;
//if form:at_once form:factory
    if (program.form) {
//if now
      if (job.had && job.had[1]) throw job.had[0];
//endif
      const value =
//if now
        job.had ? job.had[0] :
//endif
        returnedBy(holder, program, options);
//if form:factory
      if (program.form === "factory") {
        job.made = value;
        return ok(job, {});
      }
//endif
//if form:at_once
      if (program.returns) settle({ [program.returns]: value }, BARE);
      else settle(value);
      return;
//endif
    }
//endif
    options.success = settle;
    options.fail = fail;
    options.complete = (reply) => {
      if (open) later(() => settle(reply));
//if one_at_a_time
      if (ended) ended(true);
//endif
    };
    const returned = holder[program.called](options);
//if task
    if (job.tasked && isObject(returned)) begun(job, returned);
//endif
    if (returned && isCallable(returned.then)) {
      returned.then((reply) => { if (isObject(reply)) settle(reply); }, fail);
    }
  } catch (error) {
    fail(error);
  }
};

/** As reach, but where the target asks for it the next call waits for the end of this one. */
const perform = (job, program, options, ok, no = refuse) => {
//if one_at_a_time
  if (among(listOf(program.recipes), "one_at_a_time")) return queue(job, program, options, ok, no);
//endif
  if (reach(job, program, options, ok, no)) no(job, lacking(program.called));
};
//if one_at_a_time

/**
 * Calls that overlap go one after the other: the next when the target has completed this one, a
 * second after its answer where it does not complete, a minute after its start where it is silent.
 */
const queue = (job, program, options, ok, no) => {
  const waiting = queues[program.called] = queues[program.called] || [];
  let timer;
  const next = () => {
    if (waiting[0] !== start) return;
    if (timer) clearTimeout(timer);
    waiting.shift();
    if (waiting.length) waiting[0]();
  };
  const within = (time) => {
    if (timer) clearTimeout(timer);
    if (typeof setTimeout === "function") timer = setTimeout(next, time);
    else if (time < 60000) later(next);
  };
  const start = () => {
    within(60000);
    if (reach(job, program, options, ok, no, (last) => (last ? next() : within(1000)))) {
      no(job, lacking(program.called));
      next();
    }
  };
  waiting.push(start);
  if (waiting.length === 1) start();
};
//endif

