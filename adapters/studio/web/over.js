// What lies over a page for a while, without an answer: toasts, what is loading, previews, pickers.

import { fill, focused, h, trap } from "./dom.js";
import { w } from "./words.js";

const LASTS = 2200;

/** A layer of one phone. */
export class Over {
  constructor() {
    this.toast = h("div", { class: "toast", role: "status", hidden: true });
    this.loading = h("div", { class: "loading", role: "status", hidden: true });
    this.preview = h("div", { class: "preview", hidden: true, role: "dialog", "aria-modal": "true" });
    this.layers = [this.loading, this.toast, this.preview];
    this.seen = -1;
    this.preview.addEventListener("keydown", (event) => {
      trap(this.preview, event);
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step !== undefined) this.turn(step);
      else return;
      event.preventDefault();
    });
  }

  show(phone) {
    const over = phone.over || [];
    if (this.client !== phone.client || (phone.told || 0) < this.told) this.seen = this.client === undefined ? 0 : -1;
    this.client = phone.client;
    this.told = phone.told || 0;
    for (const one of over) {
      if (one.n <= this.seen) continue;
      this.seen = one.n;
      if (one.is === "toast") this.say(one.text);
      else this.look(one);
    }
    const text = phone.loading;
    this.loading.hidden = text === null || text === undefined;
    if (!this.loading.hidden) fill(this.loading, h("i"), text);
  }

  say(text) {
    fill(this.toast, text);
    this.toast.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.toast.hidden = true;
    }, LASTS);
  }

  look({ pictures, current }) {
    this.pictures = pictures;
    this.at = current;
    this.back = focused();
    this.draw();
    this.preview.hidden = false;
    this.preview.querySelector("button").focus({ preventScroll: true });
  }

  turn(step) {
    const next = this.at + step;
    if (next < 0 || next >= this.pictures.length) return;
    this.at = next;
    this.draw();
    this.preview.querySelector("button").focus({ preventScroll: true });
  }

  draw() {
    const { key, name } = this.pictures[this.at];
    const count = this.pictures.length;
    const told = w("picture {0} of {1}", this.at + 1, count);
    this.preview.setAttribute("aria-label", told);
    const picture = key ? h("img", { src: `large/${key}.jpg`, alt: told, draggable: "false" }) : h("p", {}, w("no network here"), h("br"), name);
    let from = 0;
    const stage = h("div", { class: "stage", onpointerdown: (event) => {
      from = event.clientX;
    }, onpointerup: (event) => {
      const far = event.clientX - from;
      if (Math.abs(far) > 40) this.turn(far < 0 ? 1 : -1);
      else this.close();
    } }, picture);
    fill(this.preview, h("div", { class: "head" }, h("button", { type: "button", onclick: () => this.close(), "aria-label": w("Close") }, "✕"),
      h("span", {}, `${this.at + 1} / ${count}`)), stage,
      count > 1 && h("button", { type: "button", class: "turn left", disabled: this.at === 0, "aria-label": w("Previous"), onclick: () => this.turn(-1) }, "‹"),
      count > 1 && h("button", { type: "button", class: "turn right", disabled: this.at === count - 1, "aria-label": w("Next"), onclick: () => this.turn(1) }, "›"));
  }

  close() {
    this.preview.hidden = true;
    if (this.back && this.back.focus) this.back.focus({ preventScroll: true });
  }
}

/** A picker of the page: what is chosen, as its value. `chosen(value)`. */
export function choose(a, chosen) {
  const mode = a.mode || "selector";
  const box = h("div", { class: "over" });
  const back = focused();
  const end = () => {
    box.remove();
    if (back) back.focus({ preventScroll: true });
  };
  const take = (value) => {
    end();
    chosen(value);
  };
  let inner;
  if (mode === "date" || mode === "time") {
    const input = h("input", { type: mode, value: a.value || "", min: a.start, max: a.end, "aria-label": a.title || mode });
    inner = [h("label", { class: "row" }, input), h("button", { type: "button", class: "main", onclick: () => take(input.value) }, w("Done"))];
  } else if (mode === "region") {
    const now = Array.isArray(a.value) && a.value.length ? a.value : ["广东省", "广州市", "海珠区"];
    const inputs = now.map((it) => h("input", { value: String(it), size: 6, "aria-label": w("Region") }));
    inner = [h("div", { class: "row" }, inputs), h("button", { type: "button", class: "main", onclick: () => take(inputs.map((it) => it.value)) }, w("Done"))];
  } else {
    const range = Array.isArray(a.range) ? a.range : [];
    const columns = mode === "multiSelector" ? range : [range];
    const text = (it) => (it !== null && typeof it === "object" ? it[a["range-key"]] || "" : String(it));
    if (columns.length === 1) {
      inner = [h("div", { class: "entries" }, columns[0].map((it, at) => h("button", { type: "button", onclick: () => take(mode === "multiSelector" ? [at] : at) }, text(it))))];
    } else {
      const now = Array.isArray(a.value) ? a.value : [];
      const selects = columns.map((column, place) => h("select", {}, (Array.isArray(column) ? column : []).map((it, at) => h("option", { value: at, selected: now[place] === at }, text(it)))));
      inner = [h("div", { class: "row" }, selects), h("button", { type: "button", class: "main", onclick: () => take(selects.map((it) => Number(it.value) || 0)) }, w("Done"))];
    }
  }
  box.append(h("div", { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": a.title || w("Choose") }, inner,
    h("button", { type: "button", class: "cancel", onclick: end }, w("Cancel"))));
  box.addEventListener("keydown", (event) => {
    trap(box, event);
    if (event.key === "Escape") end();
  });
  return box;
}
