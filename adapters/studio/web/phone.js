// One phone: its frame with bars, the page, and what lies over it.

import { fill, h } from "./dom.js";
import { Over, choose } from "./over.js";
import { Drawn } from "./page.js";
import { Prompts } from "./prompts.js";
import { w } from "./words.js";

const BASE = '<!doctype html><html><head><meta charset="utf-8"><link rel="stylesheet" href="frame.css"></head><body></body></html>';

/** A phone of a number. `act(plain)` does something; `scene()` adds a picture for the camera. */
export class PhoneView {
  constructor(number, about, act, scene) {
    this.number = number;
    this.act = act;
    this.state = {};
    this.frame = h("iframe", { sandbox: "allow-same-origin", srcdoc: BASE, title: w("Page") });
    this.drawn = new Drawn(this.frame, (node, event, more) => this.touch(node, event, more), () => this.escape());
    this.prompts = new Prompts((prompt, actions) => act({ kind: "answer", phone: number, prompt: prompt.id, actions }), scene);
    this.over = new Over();
    this.back = h("button", { type: "button", class: "back", "aria-label": w("Back"), onclick: () => act({ kind: "back" }) }, "‹");
    this.title = h("strong");
    this.bar = h("div", { class: "bar-top" }, this.back, this.title);
    this.tabs = h("nav", { class: "bar-tabs", "aria-label": w("Tabs") });
    this.told = h("div", { class: "told", role: "status" });
    this.screen = h("div", { class: "screen" }, this.bar, h("div", { class: "page" }, this.frame, this.told), this.tabs, this.over.layers, this.prompts.box);
    this.chooser = chooser(number, about, act);
    this.problem = h("p", { class: "problem", role: "alert", hidden: true });
    this.element = h("article", { class: "phone" }, this.chooser.element, h("div", { class: "case" }, this.screen), this.problem);
    this.program = about.program;
  }

  /** Close what lies over the page; whether anything did. */
  escape() {
    if (!this.over.preview.hidden) this.over.close();
    else if (this.state.prompt && this.prompts.cancel !== undefined) this.prompts.cancel();
    else return false;
    return true;
  }

  touch(node, event, more) {
    const { prompt, busy } = this.state;
    if (prompt || (busy && event !== "input")) return;
    if (node.el === "picker" && event === "tap" && !(node.a || {}).disabled) {
      const box = choose(node.a || {}, (value) => this.send(node, "change", { value }));
      this.screen.append(box);
      box.querySelector("button, input").focus();
      return;
    }
    this.send(node, event, more);
  }

  send(node, event, { value, detail } = {}) {
    this.act({ kind: "touch", phone: this.number, node: node.n, event, ...(value === undefined ? {} : { value }), ...(detail ? { detail } : {}) });
  }

  show(phone) {
    this.state = phone;
    const page = phone.page || {};
    this.chooser.show(phone);
    this.element.setAttribute("aria-label", phone.client);
    this.element.toggleAttribute("data-busy", !!phone.busy && !phone.prompt);
    this.back.hidden = !(page.depth > 1);
    this.title.textContent = page.title || page.route || "";
    this.bar.style.background = page.colour || "";
    this.bar.dataset.light = page.light ? "yes" : page.colour ? "no" : "";
    const tabs = page.tabs || [];
    this.tabs.hidden = !tabs.length;
    const key = JSON.stringify(tabs);
    if (this.tabs.key !== key) {
      this.tabs.key = key;
      fill(this.tabs, tabs.map(({ route, text, here }) => h("button", { type: "button", "aria-current": here ? "page" : undefined, onclick: () => this.act({ kind: "tab", route }) }, text)));
    }
    if (page.nodes) this.drawn.show(page, !phone.busy);
    const deaf = this.drawn.deaf && !phone.problem;
    this.frame.hidden = !page.nodes;
    this.frame.title = page.route || w("Page");
    this.notDrawn(phone, page);
    this.over.show(phone);
    this.prompts.show(phone.prompt, this.program);
    this.problem.hidden = !phone.problem && !deaf;
    this.problem.textContent = deaf ? w("This browser tells nothing of a frame without scripts: use Chromium or Firefox") : phone.problem || "";
  }

  notDrawn(phone, page) {
    this.told.hidden = !!page.nodes;
    if (page.nodes) return;
    if (!page.why) fill(this.told, phone.problem ? "" : w("starting …"));
    else fill(this.told, h("b", {}, w("The page is not drawn")), h("p", {}, page.why), page.handlers && h("p", {}, `${w("Its handlers")}: ${page.handlers.join(", ")}`));
  }
}

/** Which client a phone is. */
function chooser(number, about, act) {
  const vendor = h("select", { "aria-label": w("Client") }, number > 0 && h("option", { value: "" }, w("nobody")), about.vendors.map(({ id, name }) => h("option", { value: id }, name)));
  const os = h("select", { "aria-label": w("System") });
  const version = h("input", { "aria-label": w("Version"), placeholder: w("newest"), size: "6", maxlength: "20", spellcheck: "false" });
  const systems = (id, chosen) => {
    const found = about.vendors.find((it) => it.id === id);
    fill(os, (found ? found.os : []).map((name) => h("option", { value: name, selected: name === chosen }, name)));
  };
  const send = () => act({ kind: "client", phone: number, client: vendor.value ? `${vendor.value}${os.value ? `/${os.value}` : ""}${version.value ? `@${version.value.trim()}` : ""}` : "" });
  vendor.addEventListener("change", () => {
    version.value = "";
    systems(vendor.value, "");
    send();
  });
  os.addEventListener("change", send);
  version.addEventListener("change", send);
  const element = h("div", { class: "chooser" }, vendor, os, version);
  let shown = "";
  return { element, show(phone) {
    if (shown === phone.client) return;
    shown = phone.client;
    const match = /^([^/@]*)(?:\/([^@]*))?(?:@(.*))?$/.exec(phone.client) || [];
    vendor.value = (match[1] || "").split(":")[0];
    systems(vendor.value, match[2]);
    version.value = match[3] || "";
  } };
}
