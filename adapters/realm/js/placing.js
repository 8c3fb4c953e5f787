// Components are placed, the outer first. What one sets meanwhile, those in it are handed at once, before
// they are placed themselves: so does WeChat's published framework.
let due; // those to be placed, in the order of the page; undefined while none is
let dueAt = 0;

function placing(born) {
  const before = due;
  const beforeAt = dueAt;
  due = born;
  try {
    for (dueAt = 0; dueAt < due.length; dueAt++) {
      const kid = due[dueAt];
      if (kid.gone) continue;
      kid.placed = true;
      const { placed } = kid.whole.model;
      hooksAt(kid, (name) => has(placed, name));
      relink(kid, false);
    }
  } finally {
    due = before;
    dueAt = beforeAt;
  }
}

/** Hand what a component has set to those in it, while components are placed: its template against
 * its data of now. The page is drawn as a whole before anybody looks at it. */
function handOn(kid) {
  const page = kid.root;
  if (due === undefined || frame !== undefined || kid.host === undefined || kid.gone || page.failed !== undefined) return;
  for (let round = 0; round < MOST_DRAWN && kid.tree !== undefined && ownKeys(kid.touched).length; round++) {
    frame = bare({ page, count: 0, rules: page.rules || map(), doubts: page.doubts || map(), born: list() });
    const { born } = frame;
    const { tree, host } = kid;
    try {
      drawInstance(kid, kid.depth);
      for (let i = 0; i < host.inner.length; i++) if (host.inner[i] === tree) host.inner[i] = kid.tree;
    } catch (thrown) {
      kid.tree = tree; // drawing the page says so
      kid.touched = create(null);
    }
    frame = undefined;
    comeDue(kid, born);
  }
}

/** Those that came of it are placed after what stands in the component already. */
function comeDue(kid, born) {
  let at = dueAt + 1;
  for (let i = at; i < due.length; i++) if (isInside(due[i], kid)) at = i + 1;
  const rest = list();
  for (let i = at; i < due.length; i++) rest.push(due[i]);
  for (let i = 0; i < born.length; i++) due[at + i] = born[i];
  for (let i = 0; i < rest.length; i++) due[at + born.length + i] = rest[i];
}

function isInside(kid, outer) {
  for (let at = kid; at !== undefined; at = at.owner) if (at === outer) return true;
  return false;
}
