// How Python may be called on this machine.
"use strict";
const { spawnSync } = require("child_process");
const path = require("path");

const WINDOWS = process.platform === "win32";

/** The Python of an environment in a folder. */
const inside = (folder) => path.join(folder, ...(WINDOWS ? ["Scripts", "python.exe"] : ["bin", "python"]));

/** What a path of programs may lead to, the likeliest first. */
const named = () => [["python3"], ["python"], ...(WINDOWS ? [["py", "-3"]] : [])];

/** Whether one runs with these words. */
const runs = ([command, ...rest], ...words) =>
  spawnSync(command, [...rest, ...words], { stdio: "ignore" }).status === 0;

const listed = (pythons) => pythons.map((it) => it.join(" ")).join(", ");

module.exports = { inside, named, runs, listed };
