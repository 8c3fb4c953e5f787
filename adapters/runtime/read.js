// Reading requests by a program of the plan.
/** Plain canonical values of a vendor's options; the job's `stated` gets what the caller said. */
const readRequest = (program, options, job) => {
  if (!isObject(options)) bad(program.called, "an object");
  const values = {}, stated = job.stated;
  for (const param of program.params) {
//if status:no
    if (param.status === "no") continue;
//endif
    const key = param.key, name = param.names.find((name) => options[name] !== undefined);
    let value = OMIT;
    if (name && (options[name] !== null
//if nullable
      || param.nullable
//endif
    )) {
//if needs
      if (!OWN && unmet(param, values)) {
        say.note("MG107", name); //debug
        continue;
      }
//endif
      value = READERS[param.type](param, options[name], name, job, values);
    }
    if (value !== OMIT) {
      values[key] = value;
      stated[key] = true;
    } else if (param.default !== undefined) {
      values[key] = param.default;
    }
  }
//if implies
  for (const key in program.implies) {
    values[key] = program.implies[key];
    stated[key] = true;
  }
//endif
//if forced
  for (const rule of program.forced || []) {
    if (rule[1].every((test) => holds(test, values, stated))) {
      values[rule[0]] = rule[2];
      stated[rule[0]] = true;
    }
  }
//endif
  keep(values, options, program.known);
  keysOf(values.extra || {}).forEach((name) => say.note("MG108", name)); //debug
  if (values.extra) shallow(program.called, values.extra); //debug
  return values;
};

//if needs
/** Whether an option has no effect, because another has not the value that it needs. */
const unmet = (param, values) => {
  for (const key in param.needs) if (values[key] !== param.needs[key]) return true;
};
//endif
