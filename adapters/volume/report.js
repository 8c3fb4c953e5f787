'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const form = document.querySelector('.controls');
  const [vendor, api, words] = ['vendor', 'api', 'words'].map((name) => form.elements[name]);
  const said = form.querySelector('output');
  const count = new Intl.NumberFormat('en');

  const say = (text, ...values) => data.words[text].replace(/\{(\d)\}/g, (_, at) => values[+at]);
  const element = (name, look, text) => {
    const made = document.createElement(name);
    if (look) made.className = look;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const wanted = (item) =>
    (!vendor.value || item.vendor === vendor.value) && (!api.value || item.api === api.value);

  // --- charts ------------------------------------------------------------------------------------
  const bars = (name, rows) => {
    const host = document.querySelector(`[data-chart="${name}"]`);
    if (!host) return;
    const most = Math.max(1, ...rows.map((row) => row[1]));
    host.replaceChildren(...rows.map(([label, value]) => {
      const line = element('div', 'line');
      const bar = element('i', 'plain');
      bar.style.width = `${(100 * value) / most}%`;
      const track = element('span', 'track');
      if (value) track.append(bar);
      line.append(element('span', 'name', label), track,
        element('span', 'count', count.format(value)));
      return line;
    }));
    if (!rows.length) host.append(element('p', 'none', say('none')));
  };
  const summed = (part, order) => {
    const total = new Map(order.map((name) => [name, 0]));
    for (const group of data.groups.filter(wanted)) {
      for (const [name, value] of Object.entries(group[part])) {
        total.set(name, (total.get(name) || 0) + value);
      }
    }
    return [...total];
  };
  const inner = (rows) => {
    const there = rows.map((row) => row[1] > 0);
    return rows.slice(Math.max(0, there.indexOf(true)), there.lastIndexOf(true) + 1);
  };
  const columns = () => {
    const chart = document.querySelector('.columns');
    if (!chart) return;
    const series = data.series.filter(wanted);
    const width = data.bins;
    const totals = data.outcomes.map((name) => Array.from({ length: width },
      (_, at) => series.reduce((sum, row) => sum + row[name][at], 0)));
    const heights = Array.from({ length: width },
      (_, at) => totals.reduce((sum, row) => sum + row[at], 0));
    const most = Math.max(1, ...heights);
    const found = new Map([...chart.querySelectorAll('rect')].map(
      (rect) => [`${rect.dataset.at} ${rect.dataset.outcome}`, rect]));
    for (let at = 0; at < width; at += 1) {
      let top = 100;
      data.outcomes.forEach((name, row) => {
        const rect = found.get(`${at} ${name}`);
        const height = (100 * totals[row][at]) / most;
        top -= height;
        if (!rect) return;
        rect.setAttribute('y', top);
        rect.setAttribute('height', height);
        rect.firstElementChild.textContent =
          `${data.labels[at]}: ${say(name)} ${count.format(totals[row][at])}`;
      });
    }
    document.querySelector('[data-most]').textContent = say('up to {0} calls', count.format(most));
  };

  // --- tables ------------------------------------------------------------------------------------
  const opened = new Set();
  const grouped = (table) => {
    const below = new Map();
    const rows = [];
    for (const row of table.tBodies[0].rows) {
      if (row.dataset.of) {
        if (!below.has(row.dataset.of)) below.set(row.dataset.of, []);
        below.get(row.dataset.of).push(row);
      } else rows.push(row);
    }
    return { rows, below };
  };
  const shown = () => {
    const text = words.value.trim().toLowerCase();
    let [seen, all] = [0, 0];
    for (const row of document.querySelectorAll('tbody tr, .line[data-vendor]')) {
      const { vendor: of, api: asked } = row.dataset;
      const fits = (!of || !vendor.value || of === vendor.value)
        && (!asked || !api.value || asked === api.value)
        && (row.matches('.line') || !text || row.textContent.toLowerCase().includes(text));
      row.hidden = !fits || (Boolean(row.dataset.of) && !opened.has(row.dataset.of) && !text);
      if (row.matches('tr') && !row.dataset.of) {
        all += 1;
        seen += fits ? 1 : 0;
      }
    }
    said.textContent = seen === all ? '' : say('{0} of {1} rows', count.format(seen), count.format(all));
    bars('kinds', summed('kinds', []).sort((one, other) => other[1] - one[1]));
    bars('files', inner(summed('files', data.files)));
    bars('sizes', inner(summed('sizes', data.sizes)));
    columns();
  };
  const compared = (place, way) => (one, other) => {
    const [a, b] = [one, other].map((row) => row.cells[place]);
    const [x, y] = [a, b].map((cell) => cell.dataset.by);
    if (x !== undefined && y !== undefined) return way * (x - y);
    const [m, n] = [a, b].map((cell) => cell.textContent.replace(/^[+−]/, ''));
    return way * m.localeCompare(n, 'en', { numeric: true });
  };
  for (const table of document.querySelectorAll('table')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      const button = element('button', '', head.textContent);
      button.type = 'button';
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const first = head.classList.contains('n') ? 'descending' : 'ascending';
        const next = first === 'ascending' ? 'descending' : 'ascending';
        const way = head.getAttribute('aria-sort') === first ? next : first;
        heads.forEach((other) => other.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', way);
        const { rows, below } = grouped(table);
        const order = compared(place, way === 'ascending' ? 1 : -1);
        for (const row of rows.sort(order)) {
          table.tBodies[0].append(row, ...(below.get(row.dataset.group) || []).sort(order));
        }
      });
    });
    const { rows, below } = grouped(table);
    for (const row of rows.filter((item) => below.has(item.dataset.group))) {
      const button = element('button', '', '+');
      button.type = 'button';
      const name = row.cells[0].textContent;
      const told = (open) => {
        button.textContent = open ? '−' : '+';
        button.setAttribute('aria-expanded', open);
        button.setAttribute('aria-label', say(open ? 'Hide versions of {0}' : 'Show versions of {0}', name));
      };
      told(false);
      button.addEventListener('click', () => {
        const open = !opened.delete(row.dataset.group);
        if (open) opened.add(row.dataset.group);
        told(open);
        shown();
      });
      row.cells[0].prepend(button);
    }
  }

  form.hidden = false;
  form.addEventListener('input', shown);
  form.addEventListener('reset', () => setTimeout(shown));
  form.addEventListener('submit', (event) => event.preventDefault());
  shown();
})();
