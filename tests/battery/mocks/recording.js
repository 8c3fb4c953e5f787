"use strict";
/**
 * Recorders, the camera of a page and exports of a canvas, from media-families B, C1 and D and their
 * traps 15 to 34: what each client takes, what its events and results say.
 */

const NINE = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000];
const RECORDER = {
  wx: { most: 600000, rates: NINE, channels: 2, formats: ["aac", "mp3", "wav", "PCM"], off: false,
    stop: (path, ms, size) => ({ tempFilePath: path, duration: ms, fileSize: size }),
    error: (text) => ({ errMsg: text }), more: ["onInterruptionBegin", "onInterruptionEnd"] },
  my: { most: 180000, rates: NINE, channels: 1, formats: ["aac", "mp3"], off: true,
    stop: (path, ms, size) => ({ tempFilePath: path, duration: ms / 1000, fileSize: size }),
    error: (text, code) => ({ error: code, errMsg: text }), more: [] },
  tt: { most: 600000, rates: [8000, 16000, 44100], channels: 2, formats: ["aac", "wav"], off: false,
    stop: (path) => ({ tempFilePath: path }),
    error: (text) => ({ errno: 1305003, errString: text }), more: [] },
};
const BITS = { 8000: [16000, 48000], 11025: [16000, 48000], 12000: [24000, 64000], 16000: [24000, 96000],
  22050: [32000, 128000], 24000: [32000, 128000], 32000: [48000, 192000], 44100: [64000, 320000], 48000: [64000, 320000] };
const CAMERA = {
  wx: { id: false, most: 300, qualities: ["high", "normal", "low", "original"], usual: "normal", frames: true },
  my: { id: true, most: 600, qualities: ["high", "normal", "low"], usual: undefined, frames: true },
  tt: { id: true, most: 300, qualities: ["high", "medium", "low"], usual: "medium", frames: false },
};
const RATIO = 3;

function recording(world, { id, api, ok, temp }) {
  const facts = RECORDER[id];
  let recorder, running;

  function getRecorderManager() {
    if (recorder) return recorder;
    const heard = {};
    const fire = (event, said) => world.later(() => (heard[event] || []).forEach((run) => run(said)));
    const fail = (text, code = 2) => fire("Error", facts.error(text, code));
    const end = () => {
      const { how, since } = running;
      running = undefined;
      const seconds = (world.now - since) / 1000;
      world.affect("recorded", { ...how, seconds });
      fire("Stop", facts.stop(temp(`sound ${how.format}`), seconds * 1000, 4000));
    };
    recorder = {
      start(options = {}) {
        const how = { format: "aac", sampleRate: 8000, numberOfChannels: facts.channels, encodeBitRate: 48000, duration: 60000, ...options };
        for (const key in options) {
          if (!["format", "sampleRate", "numberOfChannels", "encodeBitRate", "duration", "frameSize", "audioSource", "hideTips"].includes(key)) world.misuse(`start: ${key}`);
        }
        if (running) return fail("already recording", 4);
        if (!facts.formats.includes(how.format)) return fail(`format ${how.format}`);
        if (!facts.rates.includes(how.sampleRate)) return fail(`sampleRate ${how.sampleRate}`);
        if (how.duration > facts.most) return fail(`duration ${how.duration}`);
        const [least, most] = BITS[how.sampleRate];
        if (id !== "tt" && (how.encodeBitRate < least || how.encodeBitRate > most)) return fail("encodeBitRate");
        const mine = running = { since: world.now, how: { format: how.format, rate: how.sampleRate, channels: how.numberOfChannels } };
        fire("Start", {});
        world.timer(() => { if (running === mine) end(); }, how.duration);
        return undefined;
      },
      stop() { if (running) end(); else fail("not recording"); },
      pause() { fire("Pause", {}); },
      resume() { fire("Resume", {}); },
    };
    for (const event of ["Start", "Pause", "Resume", "Stop", "FrameRecorded", "Error"]) {
      recorder[`on${event}`] = (run) => {
        if (heard[event] && !facts.off) world.unknown("whether a second listener stands beside the first");
        (heard[event] = heard[event] || []).push(run);
      };
      if (facts.off) recorder[`off${event}`] = (run) => { heard[event] = run ? (heard[event] || []).filter((item) => item !== run) : []; };
    }
    for (const name of facts.more) recorder[name] = () => {};
    return recorder;
  }

  function createCameraContext(name) {
    const camera = CAMERA[id];
    const lost = camera.id && typeof name !== "string";
    const act = (method, spec, run) => api(method, spec, (o) => (lost ? { fail: "internal" } : run(o)), "never");
    let since;
    const context = {
      takePhoto: act("takePhoto", { quality: "string", selfieMirror: "boolean" }, ({ quality = camera.usual }) => {
        if (quality === undefined) world.unknown("the default of quality");
        if (!camera.qualities.includes(quality)) world.misuse(`takePhoto: quality ${quality}`);
        world.affect("photo", quality === "medium" ? "normal" : quality);
        return ok("takePhoto", { tempImagePath: temp("shot") });
      }),
      startRecord: act("startRecord", { timeout: "number", timeoutCallback: "function", selfieMirror: "boolean" }, ({ timeout = 30 }) => {
        if (timeout > camera.most) world.misuse(`startRecord: timeout ${timeout}`);
        since = timeout;
        return ok("startRecord");
      }),
      stopRecord: act("stopRecord", { compressed: "boolean" }, () => {
        world.affect("film", since);
        return ok("stopRecord", { tempThumbPath: temp("shot"), tempVideoPath: temp("film") });
      }),
      setZoom: act("setZoom", { zoom: "number!" }, ({ zoom }) => ok("setZoom", { zoom })),
    };
    if (camera.frames) context.onCameraFrame = (run) => ({ start: () => run({ width: 1, height: 1, data: new ArrayBuffer(4) }), stop() {} });
    return context;
  }

  const exported = api("canvasToTempFilePath", {
    canvasId: "string", ...(id === "tt" ? {} : { canvas: "object" }), x: "number", y: "number", width: "number", height: "number",
    destWidth: "number", destHeight: "number", fileType: "string", quality: "number",
  }, (o) => {
    if (!o.canvasId && !o.canvas) return { fail: "param" };
    const wide = o.destWidth ?? (id === "wx" ? (o.width ?? 300) * RATIO : o.width ?? 300);
    if (o.destWidth === undefined && id === "my") world.unknown("how wide a picture is where nothing says it");
    world.affect("exported", { wide, type: o.fileType ?? "png", quality: o.fileType === "jpg" ? o.quality ?? 1 : 1 });
    const path = temp("shot");
    return ok("canvasToTempFilePath", id === "my" ? { apFilePath: path } : { tempFilePath: path });
  }, id === "my" ? "always" : "without_callbacks");

  return { getRecorderManager, createCameraContext, canvasToTempFilePath: exported };
}

module.exports = { recording };
