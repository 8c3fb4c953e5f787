// What a client asks its user, drawn over the phone: each prompt by its kind, each answer an action.

import { bytes, fill, focused, h, thumb, trap } from "./dom.js";
import { w } from "./words.js";

/** The prompts of one phone. `answer(prompt, actions)` says what is done; `camera()` adds a scene. */
export class Prompts {
  constructor(answer, scene) {
    this.answer = answer;
    this.scene = scene;
    this.box = h("div", { class: "over", hidden: true });
    this.open = 0;
    this.picked = [];
    this.box.addEventListener("keydown", (event) => trap(this.box, event));
  }

  /** Show a prompt, or none. */
  show(prompt, name) {
    if (!prompt) {
      if (this.open !== 0) {
        this.open = 0;
        const held = this.box.contains(document.activeElement);
        this.box.hidden = true;
        fill(this.box);
        if (held && this.back && this.back.isConnected) this.back.focus({ preventScroll: true });
      }
      return;
    }
    const key = `${prompt.id} ${(prompt.scenes || []).length} ${(prompt.items || []).length}`;
    if (this.open === key) return;
    if (this.open === 0) this.back = focused();
    const again = String(this.open).split(" ")[0] === String(prompt.id);
    this.open = key;
    if (!again) this.picked = [];
    this.name = name;
    this.does = (...actions) => this.answer(prompt, actions);
    this.cancel = has(prompt, "cancels") ? () => this.does({ kind: "cancels" }) : undefined;
    const draw = DRAWN[prompt.kind] || DRAWN.menu;
    const made = draw.call(this, prompt);
    made.setAttribute("role", "dialog");
    made.setAttribute("aria-modal", "true");
    made.setAttribute("aria-label", named(prompt, made));
    made.dataset.kind = prompt.kind;
    this.box.hidden = false;
    const elsewhere = document.activeElement.closest(".over, dialog");
    fill(this.box, made);
    if (elsewhere && elsewhere !== this.box) return; // somebody is at the other phone
    (made.querySelector("[data-first]") || made.querySelector("button:not(:disabled)") || made).focus({ preventScroll: true });
  }
}

/** What a prompt is called for those who do not see it: its title, else its kind. */
function named(prompt, made) {
  const head = made.querySelector("h3, strong");
  const kinds = { camera: "Camera", save: "Save", sound: "Sound is recorded", settings: "Settings" };
  return prompt.title || (head && head.textContent) || prompt.text || w(kinds[prompt.kind] || "Choose");
}

function has(prompt, kind) {
  return prompt.offers.includes(kind);
}

function button(text, does, look = "", more = {}) {
  return h("button", { type: "button", class: look, onclick: does, ...more }, text);
}

/** A sheet from below: entries under one another, and a way out. */
function sheet(it, entries, head = "") {
  return h("div", { class: "sheet" }, head && h("p", {}, head), h("div", { class: "entries" },
    entries.map(([text, action]) => button(text, () => it.does(action)))),
    it.cancel && button(w("Cancel"), it.cancel, "cancel"));
}

function source(prompt) {
  const words = { album: w("Album"), camera: w("Camera"), image: w("Photo"), video: w("Video") };
  return sheet(this, prompt.entries.map((name) => [words[name] || name, { kind: "taps", names: [name] }]));
}

function menu(prompt) {
  return sheet(this, (prompt.entries || []).map((name) => [name, { kind: "taps", names: [name] }]), prompt.title || "");
}

function dialog(prompt) {
  const [yes, no] = prompt.entries;
  return h("div", { class: "dialog" }, prompt.title && h("h3", {}, prompt.title), prompt.text && h("p", {}, prompt.text),
    h("div", { class: "pair" }, no !== undefined && button(no, () => this.does({ kind: "taps", names: [no] })),
      button(yes, () => this.does({ kind: "taps", names: [yes] }), "main", { "data-first": "" })));
}

function consent(prompt) {
  const [scope] = prompt.scopes;
  const forever = has(prompt, "denies_forever");
  const box = h("input", { type: "checkbox", id: `forever-${prompt.id}` });
  const denies = () => this.does({ kind: forever && box.checked ? "denies_forever" : "denies", names: [scope] });
  return h("div", { class: "dialog" }, h("h3", {}, this.name), h("p", {}, w("wants to use: {0}", w(scope)),
    prompt.named && h("code", {}, prompt.named)),
    forever && h("label", { class: "tick", for: box.id }, box, w("Don't ask again")),
    h("div", { class: "pair" }, button(w("Deny"), denies),
      button(w("Allow"), () => this.does({ kind: "allows", names: [scope] }), "main", { "data-first": "" })));
}

function save() {
  return sheet(this, [[w("Save"), { kind: "saves" }]]);
}

function settings(prompt) {
  const rows = (prompt.scopes || []).map((scope) => h("div", { class: "row" }, h("span", {}, w(scope)),
    button(w("Deny"), () => this.does({ kind: "denies", names: [scope] })),
    button(w("Allow"), () => this.does({ kind: "allows", names: [scope] }), "main")));
  return h("div", { class: "sheet" }, h("h3", {}, w("Settings")), rows, this.cancel && button(w("Back"), this.cancel, "cancel"));
}

function seconds(value) {
  return h("input", { type: "number", min: "1", max: "60", value: String(value), "aria-label": w("Seconds"), class: "seconds" });
}

function length(input) {
  const value = Number(input.value);
  return value > 0 ? Math.min(value, 60) : 1;
}

function sound(prompt) {
  const time = seconds(3);
  return h("div", { class: "sheet" }, h("h3", { class: "live" }, w("Sound is recorded")),
    h("label", { class: "row" }, w("Seconds"), time),
    has(prompt, "records") && button(w("Let it run"), () => this.does({ kind: "records", number: length(time) }), "main"),
    has(prompt, "is_interrupted") && button(w("A call comes in"), () => this.does({ kind: "is_interrupted", number: length(time) })),
    this.cancel && button(w("Cancel"), this.cancel, "cancel"));
}

function camera(prompt) {
  const time = seconds(3);
  const scenes = prompt.scenes || [];
  const stills = scenes.map(({ name, key }) => ({ name, key }));
  this.scene_ = this.scene_ && scenes.some((it) => it.name === this.scene_) ? this.scene_ : "";
  const look = h("div", { class: "finder" });
  const draw = () => fill(look, this.scene_ ? thumb(scenes.find((it) => it.name === this.scene_).key, this.scene_, "", "large") : h("span", { class: "made" }, w("a generated picture")));
  const choose = h("select", { "aria-label": w("What the camera sees"), onchange: (event) => {
    if (event.target.value === "+") this.scene();
    else {
      this.scene_ = event.target.value;
      draw();
    }
  } }, h("option", { value: "" }, w("a generated picture")), stills.map(({ name }) => h("option", { value: name, selected: name === this.scene_ }, name)),
    h("option", { value: "+" }, w("A picture of your own …")));
  const named = () => (this.scene_ ? { names: [this.scene_] } : {});
  draw();
  return h("div", { class: "camera" }, look, choose, h("div", { class: "pair" },
    has(prompt, "records") && h("span", { class: "record" }, time, button(w("Record a video"), () => this.does({ kind: "records", number: length(time), ...named() }), "shot film")),
    has(prompt, "shoots") && button(w("Take a photo"), () => this.does({ kind: "shoots", ...named() }), "shot", { "data-first": "" })),
    this.cancel && button(w("Cancel"), this.cancel, "cancel"));
}

function edit(prompt) {
  return h("div", { class: "dialog" }, h("h3", {}, prompt.what), h("div", { class: "pair" },
    this.cancel && button(w("Cancel"), this.cancel), button(w("Save"), () => this.does({ kind: "saves" }), "main")));
}

function pick(prompt) {
  const items = prompt.items || [];
  const most = prompt.most === undefined || prompt.most === null ? Infinity : prompt.most;
  const done = button(w("Done"), () => finish(), "main");
  const count = h("span", { class: "count", "aria-live": "polite" });
  const original = h("input", { type: "checkbox", id: `original-${prompt.id}` });
  const kinds = Object.fromEntries(items.map((it) => [it.name, it.kind]));
  const cells = new Map();
  const fits = (name) => this.picked.length < most && !(prompt.one_kind && this.picked.length && kinds[this.picked[0]] !== kinds[name]);
  const finish = () => {
    const picked = { kind: "picks", names: [...this.picked] };
    this.does(...(original.checked ? [{ kind: "toggles_original" }, picked] : [picked]));
  };
  const draw = () => {
    for (const [name, cell] of cells) {
      const at = this.picked.indexOf(name);
      cell.setAttribute("aria-pressed", String(at >= 0));
      cell.disabled = at < 0 && !fits(name);
      cell.dataset.at = at >= 0 ? String(at + 1) : "";
    }
    done.disabled = !this.picked.length;
    count.textContent = most === Infinity ? w("{0} picked", this.picked.length) : w("{0} of {1}", this.picked.length, most);
  };
  const toggle = (name) => {
    if (most === 1 && !this.picked.includes(name)) this.picked = [name];
    else if (this.picked.includes(name)) this.picked = this.picked.filter((it) => it !== name);
    else this.picked.push(name);
    draw();
  };
  const grid = h("div", { class: "grid" });
  if (has(prompt, "shoots") || has(prompt, "records")) {
    grid.append(h("button", { type: "button", class: "cell lens", onclick: () => {
      const { box } = this;
      fill(box, Object.assign(camera.call(this, prompt), { tabIndex: -1 }));
      for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"], ["aria-label", w("Camera")]]) box.firstElementChild.setAttribute(name, value);
      box.querySelector("[data-first], button").focus();
    } }, w("Camera")));
  }
  for (const { name, kind, size, key } of items) {
    const cell = h("button", { type: "button", class: "cell", title: `${name} ${bytes(size)}`, "aria-label": `${name}, ${w(kind)}, ${bytes(size)}`, onclick: () => toggle(name) }, thumb(key, "", kind), kind !== "image" && h("small", {}, name));
    cells.set(name, cell);
    grid.append(cell);
  }
  if (!items.length) grid.append(h("p", {}, w("Nothing to pick")));
  draw();
  return h("div", { class: "picker" }, h("div", { class: "head" }, this.cancel ? button(w("Cancel"), this.cancel, "plain") : h("span"),
    h("strong", {}, (prompt.media || []).includes("file") ? w("Files") : w("Album")), done), grid,
    h("div", { class: "foot" }, has(prompt, "toggles_original") ? h("label", { class: "tick", for: original.id }, original, w("Original")) : h("span"), count));
}

/** Wheels of days or times, as the browser has them. */
function date(prompt) {
  const types = { "HH:mm": "time", "yyyy-MM-dd": "date", "yyyy-MM": "month", "yyyy-MM-dd HH:mm": "datetime-local" };
  const type = types[prompt.date] || "text";
  const local = type === "datetime-local";
  const input = h("input", { type, value: local ? (prompt.text || "").replace(" ", "T") : prompt.text || "", "aria-label": prompt.date, "data-first": "" });
  const done = () => input.value && this.does({ kind: "chooses", names: [local ? input.value.replace("T", " ") : input.value] });
  return h("div", { class: "dialog" }, h("p", {}, h("label", {}, prompt.date, " ", input)),
    h("div", { class: "pair" }, this.cancel && button(w("Cancel"), this.cancel), button(w("Done"), done, "main")));
}

/** Regions, as text: clients have lists of their own. */
function region() {
  const input = h("input", { value: "广东省/广州市/海珠区", "aria-label": w("Region"), "data-first": "" });
  const done = () => input.value.split("/").filter(Boolean).length === 3 && this.does({ kind: "chooses", names: [input.value] });
  return h("div", { class: "dialog" }, h("p", {}, input),
    h("div", { class: "pair" }, this.cancel && button(w("Cancel"), this.cancel), button(w("Done"), done, "main")));
}

const DRAWN = { date, region, source, media: source, pick, camera, sound, consent, save, edit, dialog, menu, settings };
