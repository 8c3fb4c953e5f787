// Makes clients/ before the package is packed or installed: `build.py` does it, in a Python that has
// mediaglot. Without one, Python 3.11 or later is enough: a throw-away environment is made.
"use strict";
const { spawnSync } = require("child_process");
const fs = require("fs");
const os = require("os");
const path = require("path");
const { inside, named, runs, listed } = require("./pythons");

const ROOT = path.dirname(__dirname);
const OLDEST = "import sys; sys.exit(sys.version_info < (3, 11))";
const HAS = "import mediaglot.adapters.runtime";

/** How Python may be called here, the likeliest first. */
function pythons() {
  const own = process.env.MEDIAGLOT_PYTHON;
  return own ? [[own]] : [[inside(path.join(ROOT, ".venv"))], ...named()];
}

function run([command, ...rest], told) {
  const done = spawnSync(command, rest, { cwd: __dirname, encoding: "utf8" });
  if (done.status === 0) return;
  const why = done.error ? done.error.message : (done.stderr || done.stdout || "").trim().split("\n").slice(-5).join("\n");
  throw new Error(`${told}:\n${why}`);
}

/** Call with a Python in which mediaglot is installed. */
function withMediaglot(use) {
  const found = pythons();
  const ready = found.find((it) => runs(it, "-c", HAS));
  if (ready) return use(ready);
  const bare = found.find((it) => runs(it, "-c", OLDEST));
  if (!bare) {
    throw new Error("Python 3.11 or later is needed to make the clients; " +
      `tried ${listed(found)}; MEDIAGLOT_PYTHON names another`);
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mediaglot-node-"));
  try {
    console.error("mediaglot-host: no Python with mediaglot here; installing it for the moment");
    run([...bare, "-m", "venv", folder], "no environment for Python could be made");
    const python = [inside(folder)];
    run([...python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", ROOT],
      "mediaglot could not be installed");
    use(python);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

try {
  withMediaglot((python) => run([...python, path.join(__dirname, "build.py")], "build.py failed"));
} catch (error) {
  console.error(`mediaglot-host: ${error.message}`);
  process.exitCode = 1;
}
