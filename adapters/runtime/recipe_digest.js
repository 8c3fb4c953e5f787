// digest_from_bytes: md5, sha1 and sha256 of a whole file.
const rotl = (word, by) => (word << by) | (word >>> (32 - by));
const either = (x, y, z) => (x & y) | (~x & z);
//if sha1 sha256
const most = (x, y, z) => (x & y) | (z & (x | y));
//endif

const digestOf = (bytes, algorithm) => {
  const little = algorithm === "md5", size = bytes.length;
  const length = ((size + 8) >> 6 << 6) + 64;
  const padded = new Uint8Array(length), view = new DataView(padded.buffer), words = [];
  padded.set(bytes);
  padded[size] = 128;
  view.setUint32(length - (little ? 8 : 4), size << 3, little);
  view.setUint32(length - (little ? 4 : 8), size / 536870912, little);
  const one = 1732584193, two = -271733879;
  let state = [one, two, ~one, ~two];
  if (!little) state.push(-1009589776);
//if sha256
  if (algorithm === "sha256") state = roots(8, 2);
//endif
  for (let block = 0; block < length; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = view.getInt32(block + at * 4, little);
    const next = ROUNDS[algorithm](words, state);
    state = state.map((word, at) => (word + next[at]) | 0);
  }
  return state.map((word) => {
    view.setInt32(0, word, little);
    return (view.getUint32(0) + 4294967296).toString(16).slice(1);
  }).join("");
};

//if md5
const md5 = (words, state) => {
  const turns = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  for (let at = 0; at < 64; at++) {
    const [a, b, c, d] = state, part = at >> 4;
    const mix = part < 1 ? either(b, c, d) : part < 2 ? either(d, b, c)
      : part < 3 ? b ^ c ^ d : c ^ (b | ~d);
    const from = part < 1 ? at : part < 2 ? 5 * at + 1 : part < 3 ? 3 * at + 5 : 7 * at;
    const sine = Math.floor(Math.abs(Math.sin(at + 1)) * 4294967296);
    const by = turns[part * 4 + (at & 3)];
    state = [d, b + rotl(a + mix + sine + words[from & 15] | 0, by) | 0, b, c];
  }
  return state;
};
//endif

//if sha1
const sha1 = (words, state) => {
  for (let at = 0; at < 80; at++) {
    if (at > 15) words[at] = rotl(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1);
    const [a, b, c, d, e] = state, part = at / 20 | 0;
    const mix = part < 1 ? either(b, c, d) : part === 2 ? most(b, c, d) : b ^ c ^ d;
    const constant = Math.sqrt([2, 3, 5, 10][part]) * 1073741824 | 0;
    state = [rotl(a, 5) + mix + e + constant + words[at] | 0, a, rotl(b, 30), c, d];
  }
  return state;
};
//endif

//if sha256
/** First 32 bits of the fractions of the roots of the first primes. */
const roots = (count, root) => {
  const found = [];
  for (let number = 2; found.length < count; number++) {
    let by = 2;
    while (number % by) by++;
    if (by === number) found.push((Math.pow(number, 1 / root) % 1) * 4294967296 | 0);
  }
  return found;
};

const cubes = /*#__PURE__*/ roots(64, 3);

const sha256 = (words, state) => {
  const mixed = (word, one, two, last) => rotl(word, one) ^ rotl(word, two) ^ last;
  for (let at = 0; at < 64; at++) {
    if (at > 15) {
      const one = words[at - 15], two = words[at - 2];
      words[at] = words[at - 16] + words[at - 7] + mixed(one, 25, 14, one >>> 3) +
        mixed(two, 15, 13, two >>> 10) | 0;
    }
    const [a, b, c, d, e, f, g, h] = state;
    const first = h + mixed(e, 26, 21, rotl(e, 7)) + either(e, f, g) + cubes[at] + words[at];
    const second = mixed(a, 30, 19, rotl(a, 10)) + most(a, b, c);
    state = [first + second | 0, a, b, c, d + first | 0, e, f, g];
  }
  return state;
};
//endif

const ROUNDS = {
//if md5
  md5: md5,
//endif
//if sha1
  sha1: sha1,
//endif
//if sha256
  sha256: sha256,
//endif
};

FILLS.digest_from_bytes = (job, path, next) => {
  const algorithm = job.values.digest || keysOf(ROUNDS)[0];
  bytesOf(job, { path: job.values.file }, (bytes) => {
    if (bytes) job.result[path] = digestOf(bytes, algorithm);
    next();
  });
};
