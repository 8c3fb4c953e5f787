// download_first, download_with_header: network addresses become temporary files.
function download(job, header, ok, no) {
  exchange(job, (path) => isNetwork(path, job.ctx.local), (path, made) => {
    serve(job.pair, "download", header ? { url: path, header: header } : { url: path }, (out) => {
      if (out.status >= 400 || typeof out.path !== "string") no({ kind: "load_failed" });
      else made(out.path);
    }, no);
  }, ok);
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
