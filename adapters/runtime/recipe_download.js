// download_first, download_with_header: network addresses become temporary files.
function download(job, header, ok, no) {
  exchange(job, (path) => isNetwork(path, job.ctx.local), (path, made) => {
    const asked = { url: path };
//if download_with_header
    if (header) asked.header = header;
//endif
    serve(job.pair, "downloadFile", asked, (out) => {
      if (out.status >= 400 || !isText(out.path)) no({ kind: "load_failed" });
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
