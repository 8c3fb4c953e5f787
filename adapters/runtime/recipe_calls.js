// return_source, fan_out, loop_until_count: no call, or more than one.
//if return_source
INSTEAD.return_source = pictured;
//endif

/** One call more, with this value of an option; what it gives is put to what the others gave. */
const another = (job, param, value, ok, no) => {
  job.options = copy({}, job.options);
  job.options[param.names[0]] = value;
  once(job, () => {
    const files = filesOf(job.result);
    if (job.gathered) filesOf(job.gathered).push(...files);
    else job.gathered = job.result;
    ok(files.length);
  }, no);
};

/** The result of several calls. */
const gathered = (job, ok) => {
  job.result = job.gathered;
  ok();
};

//if fan_out
INSTEAD.fan_out = (job, ok) => {
  const single = job.program.params.find((param) => param.single);
  each(job.values[single.key], (path, next) => another(job, single, path, next), () => gathered(job, ok));
};
//endif

//if loop_until_count
INSTEAD.loop_until_count = (job, ok) => {
  const param = paramOf(job.program, "count");
  let missing = job.values.count;
  const round = () => {
    const most = clamp(missing, param.min, param.max);
    another(job, param, most, (got) => {
      missing -= got;
      if (missing > 0 && got >= most) round();
      else gathered(job, ok);
    }, (same, failure, cause) => {
      if (job.gathered && failure.kind === "cancelled") gathered(job, ok);
      else refuse(job, failure, cause);
    });
  };
  round();
};
//endif
