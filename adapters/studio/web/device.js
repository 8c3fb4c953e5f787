// The device under the phones: permissions, pictures, network, time.

import { fill, h } from "./dom.js";
import { w } from "./words.js";

const STATES = ["undetermined", "allowed", "denied", "denied_forever"];

/** The pane for it. `act(plain)` does something, `hand(files, to)` adds files. */
export class DevicePane {
  constructor(act, hand) {
    this.act = act;
    this.key = "";
    const input = (to, many) => h("input", { type: "file", accept: "image/*,video/*", multiple: many, hidden: true, onchange: (event) => {
      hand(event.target.files, to);
      event.target.value = "";
    } });
    this.pictures = input("album", true);
    this.scene = input("camera", false);
    this.drop = h("div", { class: "drop" }, h("p", {}, w("Drop pictures here")),
      h("button", { type: "button", onclick: () => this.pictures.click() }, w("Add pictures …")));
    this.scopes = h("div");
    this.notes = h("div");
    this.element = h("div", { class: "pane device" }, this.pictures, this.scene,
      section("Album", this.drop),
      section("Camera", h("button", { type: "button", onclick: () => this.scene.click() }, w("A picture of your own …"))),
      section("Permissions", this.scopes),
      section("Network", h("div", { class: "pair" }, [["Every address answers", true], ["Offline", false]].map(([text, on]) =>
        h("label", { class: "tick" }, h("input", { type: "radio", name: "network", checked: on, onchange: () => act({ kind: "network", on }) }), w(text))))),
      section("Time", h("div", { class: "pair" }, [1, 10, 60].map((seconds) => h("button", { type: "button", onclick: () => act({ kind: "wait", seconds }) }, w("{0} s pass", seconds))))),
      this.notes);
  }

  show(phones) {
    const [phone] = phones;
    if (!phone) return;
    const unknown = (phone.page && phone.page.unknown) || [];
    const key = JSON.stringify([phones.map((it) => it.consents), phones.map((it) => it.notes), unknown]);
    if (key === this.key) return;
    this.key = key;
    fill(this.scopes, Object.keys(phone.consents || {}).map((scope) => {
      const asks = phones.some((it) => it.consents && it.consents[scope].asks);
      const { state } = phone.consents[scope];
      return h("label", { class: "row" }, h("span", {}, w(scope), !asks && h("small", {}, w("never asked for by this client"))),
        h("select", { "aria-label": w(scope), disabled: !asks, onchange: (event) => this.act({ kind: "consent", scope, state: event.target.value }) },
          STATES.map((name) => h("option", { value: name, selected: name === state }, w(name)))));
    }));
    const lists = phones.filter((it) => (it.notes || []).length).map((it) => section("Notes", h("small", {}, it.client), h("ul", {}, it.notes.map((text) => h("li", {}, text)))));
    fill(this.notes, lists, unknown.length > 0 && section("What is not known of this page", h("ul", {}, unknown.map((text) => h("li", {}, text)))));
  }
}

function section(title, ...inner) {
  return h("section", {}, h("h2", {}, w(title)), inner);
}
