// Components that are related: one stands in another in the template of their owner, and each names
// the other. As WeChat's published framework has it: a parent is the nearest component around, an
// ancestor any, and nobody is linked by his own word alone.
const DOWN = freeze(bare({ parent: "child", ancestor: "descendant" }));

/** What a component says of others: by its own keys, paths from where its script lies. */
function kinOf(kid) {
  if (kid.kin === undefined) {
    const { whole } = kid;
    const said = whole.relations;
    const rows = list();
    const keys = keysOf(said);
    for (let i = 0; i < keys.length; i++) {
      const entry = said[keys[i]];
      if (entry === null || typeof entry !== "object") continue;
      const target = entry.target !== null && typeof entry.target === "object" ? entry.target : undefined;
      const path = target === undefined ? reached(kid.file, entry.target ? inText(entry.target) : keys[i]) : "";
      rows.push(bare({ key: keys[i], type: entry.type, target, path, entry, link: undefined }));
    }
    kid.kin = rows;
  }
  return kid.kin;
}

function withoutSuffix(file) {
  return exec(/^([^]*?)(?:\.[a-z]+)?$/, file)[1];
}

/** The component that a path means in a script, without suffix. */
function reached(file, path) {
  const steps = startsWith(path, "/") ? list() : split(file, "/");
  if (steps.length) steps.pop();
  const more = split(path, "/");
  for (let i = 0; i < more.length; i++) {
    if (more[i] === "..") steps.pop();
    else if (more[i] !== "." && more[i] !== "") steps.push(more[i]);
  }
  return joined(steps, "/");
}

function isMeant(row, other) {
  if (row.target !== undefined) return has(other.whole.behaviors, row.target);
  return row.path === withoutSuffix(other.file);
}

/** The component that a row of `kid` links to, and the row of that one. */
function kinAbove(kid, row) {
  for (let view = kid.host.up; view !== undefined; view = view.up) {
    const other = view.page === kid.owner ? view.instance : undefined;
    if (other === undefined) continue;
    if (isMeant(row, other)) {
      const rows = kinOf(other);
      for (let i = 0; i < rows.length; i++) {
        if (rows[i].type === DOWN[row.type] && isMeant(rows[i], kid)) return bare({ kid: other, row: rows[i] });
      }
    }
    if (row.type === "parent") return undefined;
  }
  return undefined;
}

function toldOf(it, entry, name, other) {
  const run = entry[name];
  if (typeof run === "function") guarded(() => apply(run, it.own, [other.own]), name, run);
}

/** Link a component to those around it, or to nobody when it goes. */
function relink(kid, goes) {
  const rows = kinOf(kid);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!(row.type in DOWN)) continue;
    const old = row.link;
    const now_ = goes ? undefined : kinAbove(kid, row);
    if (old !== undefined && now_ !== undefined && old.kid === now_.kid && old.row === now_.row) continue;
    row.link = now_;
    if (old !== undefined) {
      toldOf(old.kid, old.row.entry, "unlinked", kid);
      toldOf(kid, row.entry, "unlinked", old.kid);
    }
    if (now_ !== undefined) {
      toldOf(now_.kid, now_.row.entry, "linked", kid);
      toldOf(kid, row.entry, "linked", now_.kid);
    }
  }
}

/** Those that a component is linked to by a key, in the order in which they stand there. */
function related(kid, key) {
  const rows = kinOf(kid);
  const found = list();
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (row.key !== key) continue;
    if (row.type in DOWN) {
      if (row.link !== undefined) found.push(row.link.kid);
      continue;
    }
    eachKid(kid.root, (other) => {
      const theirs = kinOf(other);
      for (let j = 0; j < theirs.length; j++) {
        if (theirs[j].link !== undefined && theirs[j].link.row === row) found.push(other);
      }
    });
  }
  sorted(found, (one, two) => one.host.n - two.host.n);
  const out = [];
  for (let i = 0; i < found.length; i++) put(out, i, found[i].own);
  return out;
}
