// The package for ES modules. Vitest gives its hooks to those alone.
import hooks from "./hooks.js";
import host from "./index.js";

if (globalThis.__vitest_worker__) hooks.finishInVitest(await import("vitest"));

export const {
  createHost, finishAll, ScriptError, picks, picks_first, shoots, records, toggles_original, cancels,
  allows, denies, denies_forever, saves, taps,
} = host;
