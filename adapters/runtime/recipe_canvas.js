// resize_on_canvas: draw the picture at the wanted size and export it as JPEG.
/** Draw a file at the wanted size, at least a pixel each way; ok(path of what is exported). */
const drawn = (job, path, info, ok) => {
  const service = target.services.createCanvas, holder = service && holderOf(service);
  if (!holder) return refuse(job, lacking("canvas"));
  const values = job.values, asked = values.quality, ratio = info.width / info.height;
  let { width, height } = values;
//if max_width max_height
  if (!width && !height) {
    const scale = Math.min(1, (values.max_width || Infinity) / info.width,
      (values.max_height || Infinity) / info.height);
    width = info.width * scale;
    height = info.height * scale;
  }
//endif
  const whole = (size) => Math.max(1, Math.round(size)), wide = width || height * ratio;
  height = whole(height || width / ratio);
  width = whole(wide);
  const exported = (what) => serve(job, "exportCanvas", copy(what, {
    width: width, height: height, out_width: width, out_height: height, format: "jpg",
    quality: isNumber(asked) ? Math.max(asked, 1) / 100 :
//if unpressed
      asked === "none" ? 1 :
//endif
      0.8
  }), (out) => ok(out.path));
//if canvas:element
  if (service.call === "element") {
    const id = service.fixed.id, context = holder[service.called](id);
    context.drawImage(path, 0, 0, width, height);
    return context.draw(false, () => exported({ canvas_id: id }));
  }
//endif
//if canvas:sizes canvas:object
  const canvas =
//if canvas:sizes
    service.call === "sizes" ? holder[service.called](width, height) :
//endif
    holder[service.called](copy(copy({}, service.fixed), { width: width, height: height }));
  const image = canvas.createImage();
  image.onload = () => {
    canvas.getContext("2d").drawImage(image, 0, 0, width, height);
    exported({ canvas: canvas });
  };
  image.onerror = () => refuse(job, { kind: "load_failed" });
  image.src = path;
//endif
};

INSTEAD.resize_on_canvas = (job, ok) => exchange(job, () => true, (path, made) => {
  also(job, "getImageInfo", { src: path }, (info) => drawn(job, path, info, made));
}, () => pictured(job, ok));
