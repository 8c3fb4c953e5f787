// What the browser says to the studio, and what it hears.

/** Say something; why it was refused, or what came back. */
export async function say(path, plain) {
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST", body: JSON.stringify(plain), headers: { "content-type": "application/json" },
    });
  } catch {
    return { problem: "gone" };
  }
  return answer.json().catch(() => ({ problem: `${answer.status}` }));
}

/** Hand in a file: to the album, or as a scene of the camera. */
export async function hand(to, name, file) {
  const answer = await fetch(`add/${to}?name=${encodeURIComponent(name)}`, { method: "POST", body: file });
  return answer.json().catch(() => ({ problem: `${answer.status}` }));
}

/** Ask for news again and again: `heard` takes each state, `known` gives the rows that are known. */
export async function listen(heard, known, lost) {
  let version = 0;
  for (;;) {
    try {
      const answer = await fetch(`state?version=${version}&rows=${known().join(",")}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const state = await answer.json();
      version = state.version;
      heard(state);
    } catch {
      lost();
      await new Promise((done) => setTimeout(done, 1000));
      version = 0;
    }
  }
}
