// answers_at_exec: questions of a query take functions, which hear of their answers with exec.
AFTER.answers_at_exec = (job, ok) => {
  job.made = asking(job.made, job.program.called);
  ok();
};

/** A query of the target, with functions for its questions; `name`: what gives another. */
function asking(native, name) {
  const made = Object.create(native), heard = [];
  membersOf(native).filter((member) => isCallable(native[member])).forEach((member) => {
    made[member] = function () {
      const given = [].slice.call(arguments), last = given.length - 1;
      if (!/^select/.test(member)) heard.push(isCallable(given[last]) ? given.splice(last)[0] : null);
      native[member].apply(native, given);
      return made;
    };
  });
  made.in = (component) => {
    if (isCallable(native.in)) native.in(component);
    else if (component && isCallable(component[name])) return asking(component[name](), name);
    return made;
  };
  made.exec = (done) => native.exec((answers) => {
    heard.splice(0).forEach((listener, at) => { if (listener) listener(answers[at]); });
    if (isCallable(done)) done(answers);
  });
  return made;
}
