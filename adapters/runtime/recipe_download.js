// download_first, download_with_header: network addresses become temporary files.
const download = (job, header, ok) => {
  exchange(job, isNetwork, (path, made) => {
    const asked = { url: path };
//if download_with_header
    if (header) asked.header = header;
//endif
    serve(job, "downloadFile", asked, (out) => {
      if (out.status >= 400 || !isText(out.path)) refuse(job, { kind: "load_failed" });
      else made(out.path);
    });
  }, ok);
};

//if download_with_header
BEFORE.download_with_header = (job, ok) => {
  download(job, job.values.header, () => {
    delete job.values.header;
    ok();
  });
};
//endif

//if download_first
BEFORE.download_first = (job, ok) => download(job, null, ok);
//endif
