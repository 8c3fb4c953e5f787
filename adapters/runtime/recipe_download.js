// download_first, download_with_header: network addresses become temporary files.
const pathsOf = (program) => program.params.filter((param) => /^paths?$/.test(param.kind));

function download(job, header, ok, no) {
  const values = copy({}, job.values);
  const keys = pathsOf(job.program).map((param) => param.key).filter((key) => values[key]);
  each(keys, (key, next) => {
    const list = isList(values[key]) ? values[key].slice() : [values[key]];
    each(list.map((_, at) => at), (at, step) => {
      if (!isNetwork(list[at], job.ctx.local)) return step();
      serve(job.pair, "download", header ? { url: list[at], header: header } : { url: list[at] }, (out) => {
        if (out.status >= 400 || typeof out.path !== "string") {
          return no({ kind: "load_failed" });
        }
        list[at] = out.path;
        step();
      }, no);
    }, () => {
      values[key] = isList(values[key]) ? list : list[0];
      next();
    });
  }, () => {
    job.values = values;
    ok();
  });
}

//if download_with_header
RECIPES.before.download_with_header = (job, ok, no) => {
  download(job, job.values.header, () => {
    delete job.values.header;
    ok();
  }, no);
};
//endif

//if download_first
RECIPES.before.download_first = (job, ok, no) => download(job, null, ok, no);
//endif
