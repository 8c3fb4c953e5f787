#!/usr/bin/env node
// `npx mediaglot …`: the command line, by a Python that has mediaglot.
"use strict";
const { spawn } = require("child_process");
const fs = require("fs");
const path = require("path");
const { inside, named, runs, listed } = require("./pythons");

const HAS = "import importlib.util as it, sys; sys.exit(it.find_spec('mediaglot') is None)";
const SIGNALS = ["SIGTERM", "SIGHUP"];

/** The environments of the folder and of those above it, the nearest first. */
function environments(folder) {
  const above = path.dirname(folder);
  return [inside(path.join(folder, ".venv")), ...(above === folder ? [] : environments(above))];
}

/** How Python may be called here, the likeliest first. */
function pythons() {
  const { MEDIAGLOT_PYTHON: own, VIRTUAL_ENV: active } = process.env;
  if (own) return [[own]];
  const there = [...(active ? [inside(active)] : []), ...environments(process.cwd()), inside(path.join(__dirname, "..", ".venv"))];
  return [...there.filter((it) => fs.existsSync(it)).map((it) => [it]), ...named()];
}

function main() {
  const tried = pythons();
  const python = tried.find((it) => runs(it, "-P", "-c", HAS));
  if (!python) {
    console.error("mediaglot: error: no Python here has mediaglot; " +
      `tried ${listed(tried)}; ` +
      "install it (pip install mediaglot), or name one that has it in MEDIAGLOT_PYTHON");
    process.exitCode = 2;
    return;
  }
  const [command, ...rest] = python;
  // -P: a folder here that is called mediaglot is not the package
  const child = spawn(command, [...rest, "-P", "-m", "mediaglot", ...process.argv.slice(2)], { stdio: "inherit" });
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal));
  process.on("SIGINT", () => {}); // a terminal tells the child, too: what ends is the child's to say
  child.on("error", (error) => {
    console.error(`mediaglot: error: ${command} cannot be run: ${error.message}`);
    process.exitCode = 2;
  });
  child.on("close", (status, signal) => {
    process.removeAllListeners();
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = status;
  });
}

main();
