// digest_from_bytes: md5, sha1 and sha256 of a whole file.
const DIGESTS = {};
const rotl = (word, by) => (word << by) | (word >>> (32 - by));

function digestOf(bytes, algorithm) {
  const little = algorithm === "md5";
  const length = ((bytes.length + 8) >> 6 << 6) + 64;
  const padded = new Uint8Array(length);
  padded.set(bytes);
  padded[bytes.length] = 128;
  const view = new DataView(padded.buffer);
  const high = Math.floor(bytes.length / 536870912), low = bytes.length << 3;
  view.setUint32(length - 8, little ? low : high, little);
  view.setUint32(length - 4, little ? high : low, little);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  if (!little) state.push(0xc3d2e1f0);
//if sha256
  if (algorithm === "sha256") state = powers(8, 2);
//endif
  const words = [];
  for (let block = 0; block < length; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = view.getInt32(block + at * 4, little);
    const next = DIGESTS[algorithm](words, state.slice());
    for (let at = 0; at < state.length; at++) state[at] = (state[at] + next[at]) | 0;
  }
  return state.map((word) => {
    view.setInt32(0, word, little);
    return (view.getUint32(0) + 4294967296).toString(16).slice(1);
  }).join("");
}

//if sha256
let cubes;

/** First 32 bits of the fractions of the roots of the first primes. */
function powers(count, root) {
  const found = [];
  for (let number = 2; found.length < count; number++) {
    let prime = true;
    for (let by = 2; by * by <= number; by++) prime = prime && number % by > 0;
    const value = Math.pow(number, 1 / root);
    if (prime) found.push(((value - Math.floor(value)) * 4294967296) | 0);
  }
  return found;
}
//endif

//if md5
DIGESTS.md5 = (words, s) => {
  const turns = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
  let [a, b, c, d] = s;
  for (let at = 0; at < 64; at++) {
    const part = at >> 4;
    const mix = part === 0 ? (b & c) | (~b & d) : part === 1 ? (d & b) | (~d & c)
      : part === 2 ? b ^ c ^ d : c ^ (b | ~d);
    const from = [at, 5 * at + 1, 3 * at + 5, 7 * at][part] & 15;
    const sine = Math.floor(Math.abs(Math.sin(at + 1)) * 4294967296) | 0;
    const sum = (a + mix + sine + words[from]) | 0;
    a = d; d = c; c = b;
    b = (b + rotl(sum, turns[part * 4 + (at & 3)])) | 0;
  }
  return [a, b, c, d];
};
//endif

//if sha1
DIGESTS.sha1 = (words, s) => {
  let [a, b, c, d, e] = s;
  for (let at = 0; at < 80; at++) {
    if (at > 15) words[at] = rotl(words[at - 3] ^ words[at - 8] ^ words[at - 14] ^ words[at - 16], 1);
    const mix = at < 20 ? ((b & c) | (~b & d)) + 0x5a827999 : at < 40 ? (b ^ c ^ d) + 0x6ed9eba1
      : at < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
    const sum = (rotl(a, 5) + mix + e + words[at]) | 0;
    e = d; d = c; c = rotl(b, 30); b = a; a = sum;
  }
  return [a, b, c, d, e];
};
//endif

//if sha256
DIGESTS.sha256 = (words, s) => {
  cubes = cubes || powers(64, 3);
  const rotr = (word, by) => rotl(word, 32 - by);
  for (let at = 0; at < 64; at++) {
    if (at > 15) {
      const one = words[at - 15], two = words[at - 2];
      words[at] = (words[at - 16] + words[at - 7] + (rotr(one, 7) ^ rotr(one, 18) ^ (one >>> 3)) +
        (rotr(two, 17) ^ rotr(two, 19) ^ (two >>> 10))) | 0;
    }
    const e = s[4], a = s[0];
    const first = (s[7] + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & s[5]) ^ (~e & s[6])) +
      cubes[at] + words[at]) | 0;
    const second = ((rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) +
      ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]))) | 0;
    s.pop();
    s.unshift((first + second) | 0);
    s[4] = (s[4] + first) | 0;
  }
  return s;
};
//endif

RECIPES.fills.digest_from_bytes = (job, path, next) => {
  if (job.result[path] !== undefined) return next();
  const algorithm = job.values.digest || Object.keys(DIGESTS)[0];
  bytesOf(job, { path: job.values.file }, (bytes) => {
    job.result[path] = digestOf(bytes, algorithm);
    next();
  }, () => next());
};
