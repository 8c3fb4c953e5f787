// download_first, download_with_header: network addresses become temporary files.
const download = (job, ok
//if download_with_header
  , header
//endif
) => exchange(job, isNetwork, (url, made) => serve(job, "downloadFile", { url: url
//if download_with_header
  , header: header
//endif
}, ({ status, path }) => {
  if (status >= 400 || !isText(path)) refuse(job, { kind: "load_failed" });
  else made(path);
}), ok);

//if download_with_header
BEFORE.download_with_header = (job, ok) => {
  download(job, () => {
    delete job.values.header;
    ok();
  }, job.values.header);
};
//endif

//if download_first
BEFORE.download_first = (job, ok) => download(job, ok);
//endif
