"""Where code sees that what stands for nothing is another value on the target, and where it cannot.

The storage of one gives an empty text for a key that it does not hold, that of the other null: the
port puts the text in null's place where the code tells the two apart, and nowhere else.
"""

from __future__ import annotations

import mediaglot as mg
import pytest

SEEN = """\
use(K)
return K
this.data.a = K
use(`${K}`)
use(K + 'b')
use(typeof K)
use(K ?? 1)
use(K && 1)
use(K.length)
use(K === '')
use(K !== null)
use(K === x)
use(K == null)
use(K != x)
const a = K; use(a)
const a = K; use(a && 1)
const a = K; if ((a && x) === y) use(1)
const a = K; use(!(a + x))
const a = K; use(a && x ? 1 : 2, a && x)
const a = K; use(a.length)
const a = K; if (a) use(1); use(a)
const a = K; if (a) {} else use(a)
const a = K; if (b) use(a)
const a = K; if (a || x) use(a)
const a = K; a || use(a)
const a = K; b && use(a)
const a = K; use(b ? a : 1)
const a = K; if (!a) log(); use(a)
const a = K; if (!a) { log() } use(a)
const a = K; if (!a) {} use(a)
const a = K; if (!b) return; use(a)
const a = K; if (a) return; use(a)
const a = K; if (!a && x) return; use(a)
const a = K; if (!a) log(); else return; use(a)
const a = K; use(a); if (!a) return
const a = K; while (!a) return; use(a)
const a = K; use(x || a)
const a = K; use(x ? y : a)
const a = K; use(a ? 1 : a)
const a = K; use(a ?? 1)
const a = K; use((x || a) ?? 1)
const a = K; use(x && a)
const a = K; use(x ? a : a || 1)
const a = K; use((x || a) || 1, x || a)
let a = K; if (a === '') a = 1
"""
BLIND = """\
K
void K
console.log(K)
if (K) use(1)
if (!K) use(1)
while (K) use(1)
use(K ? 1 : 2)
use(K || 1)
use(!K)
use(K === 'b')
use(K !== 1)
use(K && 1 || 2)
if (K && x) use(1)
const a = K; use(b.a)
const a = K; use(a && x || 1)
const a = K; use(x ? a || 1 : 2)
const a = K; use((a ? a : 1) || 2)
const a = K
const a = K || 1; use(a)
const a = K; use(a || 1)
const a = K; if (a && x) use(1)
const a = K; if (x && a) use(1)
const a = K; if (!(a && x)) use(1)
const a = K; if ((a && x) || y) use(1)
const a = K; use(a && x ? 1 : 2)
const a = K; a && x()
const a = K; (a && x())
const a = K; while (a && x) {}
const a = K; if (a) use(a)
const a = K; if (a) { if (x) use(a) }
const a = K; if (x && a) use(a.length)
const a = K; if (x && (a && y)) use(a)
const a = K; a && use(a)
const a = K; x && a && use(a)
const a = K; use(a ? a : 1)
const a = K; use(a ? [a] : [])
const a = K; if (!a) return; use(a)
const a = K; if (!a) { log(); return } use(a)
const a = K; if (!a || x) return; use(a)
const a = K; if (x || !a) throw y; use(a)
const a = K; if (!a) return; if (x) { use(a) }
for (;;) { const a = K; if (!a) continue; use(a) }
const a = K; if (a === 'b' || 1 !== a) use(1)
const a = K; console.log(a); if (a) use(1); use(!a)
"""


def filled(code: str) -> int:
    """How often something is put in the place of null."""
    whole = f"function go() {{ {code} }}".replace("K", "wx.getStorageSync('k')")
    done = mg.port(whole, read="wx", write="my", name="a.js")
    assert not done.runtime
    return done.code.count("?? ''")


@pytest.mark.parametrize("code", SEEN.splitlines())
def test_code_that_tells_them_apart_is_given_what_it_knows(code: str) -> None:
    assert filled(code) == code.count("K")


@pytest.mark.parametrize("code", BLIND.splitlines())
def test_code_that_cannot_tell_them_apart_stays_as_it_is(code: str) -> None:
    assert filled(code) == 0
