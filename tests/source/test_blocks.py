"""Where the script is in a single-file component."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.text.blocks import blocks_of, vue_blocks


def scripts(text: str) -> list[tuple[str, str]]:
    data = text.encode()
    return [(data[item.start : item.end].decode(), item.language) for item in vue_blocks(data)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<script>a</script>", [("a", "javascript")]),
        ('<script lang="ts" setup>a</script>', [("a", "typescript")]),
        ("<script setup lang=tsx>a</script>", [("a", "tsx")]),
        ("<script lang='ts'>a</script><script setup>b</script>",
         [("a", "typescript"), ("b", "javascript")]),
        ("<SCRIPT>a</SCRIPT >", [("a", "javascript")]),
        ('<script src="./a.js"></script>', []),
        ('<script lang="coffee">a</script>', []),
        ("<!-- <script>a</script> --><script>b</script>", [("b", "javascript")]),
        ("<template><script>a</script></template><script>b</script>", [("b", "javascript")]),
        ("<template><template v-if='a > b'></template></template><script>b</script>",
         [("b", "javascript")]),
        ("<template><template #a /></template><script>b</script>", [("b", "javascript")]),
        ("<template><!-- </template> --></template><script>b</script>", [("b", "javascript")]),
        ('<template lang="pug">\n  a(b="</x>")\n</template><script>b</script>',
         [("b", "javascript")]),
        ("<docs>\n```\n<script>a</script>\n```\n</docs><script>b</script>", [("b", "javascript")]),
        ("<script>if (a < b) c('<template>')</script>", [("if (a < b) c('<template>')",
                                                          "javascript")]),
        ("<script>a", [("a", "javascript")]),
        ("<template><view :a=\"b > 1 ? '<' : '>'\" /></template>\n<script>c</script>",
         [("c", "javascript")]),
        ("", []),
        ("<!-- <script>a</script>", []),
        ("<template><!-- </template> <script>a</script>", []),
        ("<template><view><script>a</script>", []),
        ("<template><a/><script>a</script>", []),
        ("<template/><script>a</script>", [("a", "javascript")]),
        ("</template><script>a</script></script><script>b</script>",
         [("a", "javascript"), ("b", "javascript")]),
        ("<script>a</script", [("a</script", "javascript")]),
        ("<template><!-- --><template></template><!-- </template> --></template><script>b</script>",
         [("b", "javascript")]),
    ],
)  # fmt: skip
def test_script_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert scripts(text) == expected


def test_other_files_are_one_block() -> None:
    assert [item.language for item in blocks_of(b"ab", ".mjs")] == ["javascript"]
    assert [(item.start, item.end) for item in blocks_of(b"ab", ".ts")] == [(0, 2)]
    assert blocks_of(b"ab", ".css") == ()
