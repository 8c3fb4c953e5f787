'use strict';
(() => {
  const { words, vendors, clients, cells } = JSON.parse(document.getElementById('data').textContent);
  const form = document.getElementById('filters');
  const said = form.querySelector('output');
  const table = document.querySelector('.compatibility');
  const heads = [...table.tHead.rows[0].cells].slice(1);
  const rows = [...table.tBodies[0].rows];
  const whole = rows.map((row) => [...row.cells].slice(1).map((cell) => cell.innerHTML));
  const boxes = [...form.querySelectorAll('[name=vendor]')];
  const FIELDS = ['q', 'family', 'client', 'version', 'evidence', 'support'];
  const VERSION = /^\d+(\.\d+)*$/;

  const older = (one, other) => {
    const [a, b] = [one, other].map((text) => text.split('.').map(Number));
    for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
      if ((a[at] || 0) !== (b[at] || 0)) return (a[at] || 0) < (b[at] || 0);
    }
    return false;
  };
  /** What a cell comes to: `yes`, `no`, `unknown`, `part` (clients differ), `absent` (no such client); since when. */
  const answer = (cell, vendor, client, version) => {
    const place = client ? clients[vendor].indexOf(client) : -1;
    if (client && place < 0) return ['absent', ''];
    if (!cell.length) return ['unknown', ''];
    const each = Array.isArray(cell[2]) ? cell[2] : clients[vendor].map(() => cell[2]);
    const asked = client ? [each[place]] : each;
    const found = asked.map((code) => {
      if (code === 'y') return 'yes';
      if (code === 'n') return 'no';
      if (code === '?') return 'unknown';
      return version && older(version, code) ? 'no' : 'yes';
    });
    const kind = new Set(found).size === 1 ? found[0] : 'part';
    const since = asked.every((code) => code === asked[0]) && VERSION.test(asked[0]) ? asked[0] : '';
    return [kind, since];
  };
  const graded = (cell, evidence) => !evidence
    || (evidence === 'none' ? cell.length > 0 && !cell[1].length : Boolean(cell.length) && cell[1].includes(evidence));
  const supports = (kinds, wanted) => {
    const there = kinds.filter((kind) => kind !== 'absent');
    if (wanted === 'all') return there.length > 0 && there.every((kind) => kind === 'yes');
    if (wanted === 'none') return there.length > 0 && there.every((kind) => kind === 'no');
    if (wanted === 'some') {
      return there.some((kind) => kind === 'yes' || kind === 'part') && there.some((kind) => kind === 'no' || kind === 'part');
    }
    return wanted ? there.includes('unknown') : true;
  };
  const told = (cell, kind, since) => {
    const span = document.createElement('span');
    span.className = `support ${kind}`;
    if (kind === 'absent') {
      span.textContent = '–';
      span.title = words['not a client of this vendor'];
    } else if (kind === 'part') span.textContent = cell[0];
    else span.textContent = since ? `${words[kind]} (${words.since} ${since})` : words[kind];
    return span;
  };

  const asked = () => {
    const state = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value.trim()]));
    state.vendor = boxes.filter((box) => box.checked).map((box) => box.value);
    return state;
  };
  const show = () => {
    const state = asked();
    const chosen = state.vendor.length ? state.vendor.map((id) => vendors.indexOf(id)) : vendors.map((_, at) => at);
    const field = form.elements.version;
    field.disabled = state.vendor.length !== 1;
    const good = VERSION.test(state.version);
    field.setCustomValidity(state.version && !good ? words['a version has numbers and dots, such as 2.10.0'] : '');
    const version = !field.disabled && good ? state.version : '';
    heads.forEach((head, at) => { head.hidden = !chosen.includes(at); });
    const part = state.q.toLowerCase();
    let count = 0;
    rows.forEach((row, at) => {
      const answers = vendors.map((_, vendor) => answer(cells[at][vendor], vendor, state.client, version));
      const fits = (!part || row.textContent.toLowerCase().includes(part))
        && (!state.family || row.dataset.family === state.family)
        && chosen.some((vendor) => graded(cells[at][vendor], state.evidence))
        && supports(chosen.map((vendor) => answers[vendor][0]), state.support);
      row.hidden = !fits;
      if (!fits) return;
      count += 1;
      vendors.forEach((_, vendor) => {
        const cell = row.cells[vendor + 1];
        cell.hidden = !chosen.includes(vendor);
        if (cell.hidden) return;
        cell.innerHTML = whole[at][vendor];
        if (state.client || version) cell.firstElementChild.replaceWith(told(cells[at][vendor], ...answers[vendor]));
        cell.classList.toggle('off', !graded(cells[at][vendor], state.evidence));
        const grades = cells[at][vendor][1] || [];
        cell.title = grades.map((grade) => words[grade]).join(', ');
      });
    });
    said.textContent = count
      ? words['{0} of {1} operations'].replace('{0}', count).replace('{1}', rows.length)
      : words['nothing fits'];
    return state;
  };
  const kept = () => {
    const state = show();
    const pairs = Object.entries({ ...state, vendor: state.vendor.join(',') }).filter(([, value]) => value);
    history.replaceState(null, '', `#${new URLSearchParams(pairs)}`.replaceAll('%2C', ','));
  };
  const restored = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const name of FIELDS) form.elements[name].value = state.get(name) || '';
    const chosen = (state.get('vendor') || '').split(',');
    for (const box of boxes) box.checked = chosen.includes(box.value);
    show();
  };
  form.addEventListener('input', kept);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(kept));
  addEventListener('hashchange', restored);
  form.hidden = false;
  restored();
})();
