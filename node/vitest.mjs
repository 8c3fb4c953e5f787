// For Vitest, and as one of its `setupFiles`.
import { afterEach } from "vitest";
import hooks from "./hooks.js";
import host from "./index.js";

if (typeof globalThis.afterEach !== "function") hooks.finishAfterEach(afterEach);

export const {
  createHost, finishAll, ScriptError, picks, picks_first, shoots, records, toggles_original, cancels,
  allows, denies, denies_forever, saves, taps,
} = host;
