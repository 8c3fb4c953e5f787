// return_source, fan_out, loop_until_count: no call, or more than one.
//if return_source
RECIPES.instead.return_source = (job, ok) => {
  const param = pathsOf(job.program)[0];
  job.result = { images: listOf(job.values[param.key]).map((path) => ({ path: path })) };
  ok();
};
//endif

/** Another value of an option, for the next call. */
function vary(job, param, value) {
  job.options = copy({}, job.options);
  job.options[param.names[0]] = value;
}

//if fan_out
RECIPES.instead.fan_out = (job, ok, no) => {
  const single = find(job.program.params, "single", true);
  let result;
  each(job.values[single.key], (path, next) => {
    vary(job, single, path);
    once(job, () => {
      if (result) result.images = result.images.concat(filesOf(job.result));
      else result = job.result;
      next();
    }, no);
  }, () => {
    job.result = result;
    ok();
  }, no);
};
//endif

//if loop_until_count
RECIPES.instead.loop_until_count = (job, ok, no) => {
  const param = find(job.program.params, "key", "count");
  let picked, missing = job.values.count;
  const round = () => {
    const most = clamp(missing, param.min, param.max);
    vary(job, param, most);
    once(job, () => {
      const files = filesOf(job.result);
      missing -= files.length;
      if (picked) files.forEach((file) => filesOf(picked).push(file));
      else picked = job.result;
      if (missing > 0 && files.length >= most) round();
      else done();
    }, (failure, reply) => {
      if (picked && failure.kind === "cancelled") done();
      else no(failure, reply);
    });
  };
  const done = () => {
    job.result = picked;
    ok();
  };
  round();
};
//endif
