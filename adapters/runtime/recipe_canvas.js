// resize_on_canvas: draw the picture at the wanted size and export it as JPEG.
function sizeFor(values, info) {
  const ratio = info.width / info.height;
  let width = values.width, height = values.height;
//if max_width max_height
  if (!width && !height) {
    const scale = Math.min(1, (values.max_width || Infinity) / info.width,
      (values.max_height || Infinity) / info.height);
    width = info.width * scale;
    height = info.height * scale;
  }
//endif
  return {
    width: Math.max(1, Math.round(width || height * ratio)),
    height: Math.max(1, Math.round(height || width / ratio))
  };
}

function drawn(job, path, size, ok, no) {
  const service = job.pair.write.services.createCanvas;
  const target = service && targetOf(job.pair, service);
  if (!target) return no(lacking(job.pair, "canvas"));
  const asked = job.values.quality;
  const quality = isNumber(asked) ? Math.max(asked, 1) / 100 : asked === "none" ? 1 : 0.8;
  const shared = { width: size.width, height: size.height, out_width: size.width,
    out_height: size.height, format: "jpg", quality: quality };
  const exported = (canvas) => {
    shared.canvas = canvas;
    serve(job.pair, "exportCanvas", shared, (out) => ok(out.path), no);
  };
//if canvas:element
  if (service.call === "element") {
    const id = service.fixed.id;
    const context = target[service.name](id);
    context.drawImage(path, 0, 0, size.width, size.height);
    return context.draw(false, () => exported(id));
  }
//endif
//if canvas:sizes canvas:object
  const canvas = service.call === "sizes" ? target[service.name](size.width, size.height)
    : target[service.name](copy(copy({}, service.fixed), size));
  const image = canvas.createImage();
  image.onload = () => {
    canvas.getContext("2d").drawImage(image, 0, 0, size.width, size.height);
    exported(canvas);
  };
  image.onerror = () => no({ kind: "load_failed" });
  image.src = path;
//endif
}

RECIPES.instead.resize_on_canvas = (job, ok, no) => {
  const images = [];
  const param = pathsOf(job.program)[0];
  each([].concat(job.values[param.key]), (path, next) => {
    also(job.pair, "getImageInfo", { src: path }, (info) => {
      drawn(job, path, sizeFor(job.values, info), (out) => {
        images.push({ path: out });
        next();
      }, no);
    }, no);
  }, () => {
    job.result = { images: images };
    ok();
  }, no);
};
