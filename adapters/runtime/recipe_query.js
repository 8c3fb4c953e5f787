// nodes_when_ready: a query for the node of a canvas runs again until the canvas has one.
AFTER.nodes_when_ready = (job, ok) => {
  job.waits = true;
  ok();
};

// answers_at_exec: questions of a query take functions, which hear of their answers with exec.
AFTER.answers_at_exec = (job, ok) => {
  job.made = asking(holderOf(job.program), job.program.called, job.waits, job.made);
  ok();
};

/**
 * A query of the target, with functions for its questions. `holder` has a function called `name`,
 * which gives a query; `waits`: it runs again, for two seconds at the most, while a node that it
 * asks for is not there.
 */
const asking = (holder, name, waits, native) => {
  const made = Object.create(native), isQuestion = (step) => !/^(select|in$)/.test(step[0]);
  let steps = [];
  membersOf(native).filter((member) => isCallable(native[member])).forEach((member) => {
    made[member] = (...given) => {
      const step = [member, given];
      if (isQuestion(step) && isCallable(given[given.length - 1])) step.push(given.pop());
      steps.push(step);
      native[member](...given);
      return made;
    };
  });
  if (!isCallable(native.in)) {
    made.in = (component) => component && isCallable(component[name]) ?
      asking(component, name, waits, component[name]()) : made;
  }
  made.exec = (done) => {
    const taken = steps;
    const run = (query, left) => query.exec((answers) => {
      if (left && [].concat(...answers).some((one) => one && "node" in one && !one.node)) {
        setTimeout(() => {
          const again = holder[name]();
          taken.forEach((step) => again[step[0]](...step[1]));
          run(again, left - 1);
        }, 50);
      } else {
        taken.filter(isQuestion).forEach((step, at) => { if (step[2]) step[2](answers[at]); });
        if (isCallable(done)) done(answers);
      }
    });
    steps = taken.filter((step) => !isQuestion(step));
    run(native, waits ? 40 : 0);
  };
  return made;
};
