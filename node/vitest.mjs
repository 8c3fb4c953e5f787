// For Vitest, and as one of its `setupFiles`.
import * as vitest from "vitest";
import hooks from "./hooks.js";

hooks.finishInVitest(vitest);

export * from "./index.mjs";
