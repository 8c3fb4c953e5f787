'use strict';
(() => {
  const menu = document.querySelector('nav details');
  const narrow = matchMedia('(max-width: 50rem)');
  const folded = () => { menu.open = !narrow.matches; };
  narrow.addEventListener('change', folded);
  folded();

  const root = document.body.dataset.root;
  const chinese = document.documentElement.lang.startsWith('zh');
  const input = document.getElementById('find');
  const box = document.getElementById('found');
  const [said, list] = [box.querySelector('output'), box.querySelector('ol')];
  const MOST = 30;
  let loading = null;

  // a page opened from a file may fetch nothing, but it may load a script beside it
  const index = () => {
    loading ||= new Promise((done) => {
      const script = document.createElement('script');
      script.src = `${root}search.${chinese ? 'zh' : 'en'}.js`;
      script.onload = () => done(globalThis.mediaglotIndex.map(([address, page, title, text, behind]) => ({
        address, page, title, text, behind, low: `${page} ${title}`.toLowerCase(), all: `${page} ${title} ${text}`.toLowerCase(),
      })));
      document.head.append(script);
    });
    return loading;
  };
  const rank = (row, words, whole) => {
    const name = (row.title || row.page).toLowerCase();
    if (name === whole) return row.behind;
    if (name.startsWith(whole)) return 10 + row.behind;
    if (words.every((word) => row.low.includes(word))) return 20 + row.behind;
    return 40 + row.behind;
  };
  const marked = (text, words) => {
    const low = text.toLowerCase();
    const first = Math.min(...words.map((word) => low.indexOf(word)).filter((at) => at >= 0), text.length);
    const from = first === text.length ? 0 : Math.max(0, first - 50);
    const shown = text.slice(from, from + 160);
    const made = document.createElement('small');
    const parts = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    for (const part of shown.split(new RegExp(`(${parts.join('|')})`, 'i'))) {
      const inner = words.includes(part.toLowerCase()) ? document.createElement('mark') : document.createElement('span');
      inner.textContent = part;
      made.append(inner);
    }
    if (from) made.prepend('…');
    return made;
  };
  const closed = () => { box.hidden = true; };
  const find = async () => {
    const whole = input.value.trim().toLowerCase();
    const words = whole.split(/\s+/).filter(Boolean);
    if (!words.length) return closed();
    const rows = await index();
    if (input.value.trim().toLowerCase() !== whole) return undefined;
    const found = rows.filter((row) => words.every((word) => row.all.includes(word)));
    const ranked = found.map((row, at) => [rank(row, words, whole), at, row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    list.replaceChildren(...ranked.slice(0, MOST).map(([, , row]) => {
      const line = document.createElement('li');
      const link = document.createElement('a');
      link.href = root + row.address;
      const head = document.createElement('b');
      head.textContent = row.title && !row.page.startsWith(row.title) ? `${row.page} › ${row.title}` : row.page;
      link.append(head, marked(row.text, words));
      line.append(link);
      return line;
    }));
    said.textContent = found.length
      ? (chinese ? `找到 ${found.length} 处` : `${found.length} found`)
      : (chinese ? '没有找到' : 'nothing found');
    box.hidden = false;
    return undefined;
  };
  const step = (event) => {
    const links = [input, ...list.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') {
      input.value = '';
      closed();
      input.focus();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      links[Math.max(0, Math.min(links.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))].focus();
    } else if (event.key === 'Enter' && document.activeElement === input && links[1]) {
      links[1].click();
    }
  };
  input.hidden = false;
  input.addEventListener('focus', index);
  input.addEventListener('input', find);
  input.parentElement.addEventListener('keydown', step);
  box.addEventListener('click', (event) => { if (event.target.closest('a')) closed(); });
  document.addEventListener('click', (event) => { if (!event.target.closest('search')) closed(); });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      input.focus();
    }
  });
})();
