// Paths of a request, and other paths in their stead.
const pathsOf = (program) => program.params.filter((param) => FITTERS[param.type] === fitPaths);

/** Take other paths for those of a job that a test holds for: make(path, ok(path)) gives each. */
const exchange = (job, test, make, ok) => {
  const values = job.values = copy({}, job.values);
  each(pathsOf(job.program), ({ key }, next) => {
    const given = values[key], list = listOf(given).slice();
    each(keysOf(list), (at, step) => {
      if (!test(list[at])) return step();
      make(list[at], (made) => {
        list[at] = made;
        step();
      });
    }, () => {
      values[key] = isList(given) ? list : list[0];
      next();
    });
  }, ok);
};

//if return_source resize_on_canvas
/** The pictures of a request as its result. */
const pictured = (job, ok) => {
  const paths = listOf(job.values[pathsOf(job.program)[0].key]);
  job.result = { images: paths.map((path) => ({ path: path })) };
  ok();
};
//endif
