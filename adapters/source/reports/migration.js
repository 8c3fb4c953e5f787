'use strict';
(() => {
  const words = JSON.parse(document.getElementById('data').textContent);
  const form = document.querySelector('.controls');
  const files = [...document.querySelectorAll('.files > details')];
  const radios = [...document.querySelectorAll('.filter')];
  const said = form.querySelector('output');
  const fields = ['words', 'cause', 'page', 'severity'].filter((name) => form.elements[name]);
  const texts = new Map();
  const text = (file) => {
    if (!texts.has(file)) texts.set(file, file.textContent.toLowerCase());
    return texts.get(file);
  };
  const only = () => radios.find((it) => it.checked).id.replace('only-', '');
  const shown = () => {
    const asked = Object.fromEntries(fields.map((name) => [name, form.elements[name].value]));
    const parts = asked.words.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const file of files) {
      const fits = fields.every((name) => name === 'words' || !asked[name]
          || file.dataset[name].split(' ').includes(asked[name]))
        && parts.every((part) => text(file).includes(part));
      file.hidden = !fits;
      if (fits && (only() === 'all' || file.classList.contains(only()))) count += 1;
    }
    said.textContent = count === files.length ? ''
      : words['{0} of {1} files'].replace('{0}', count).replace('{1}', files.length);
    return asked;
  };
  const kept = () => {
    const asked = shown();
    if (only() !== 'all') asked.only = only();
    const state = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
    history.replaceState(null, '', `#${state}`);
  };
  const restored = () => {
    const state = new URLSearchParams(location.hash.slice(1));
    for (const name of fields) form.elements[name].value = state.get(name) || '';
    const radio = radios.find((it) => it.id === `only-${state.get('only') || 'all'}`);
    if (radio) radio.checked = true;
    shown();
  };
  let waiting = 0;
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(kept, 120);
  });
  form.addEventListener('change', kept);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    kept();
  });
  form.addEventListener('reset', () => setTimeout(() => {
    radios[0].checked = true;
    kept();
  }));
  for (const radio of radios) radio.addEventListener('change', kept);
  for (const button of form.querySelectorAll('[data-open]')) {
    button.addEventListener('click', () => {
      for (const file of files) if (!file.hidden) file.open = Boolean(button.dataset.open);
    });
  }
  for (const name of document.querySelectorAll('td > span[data-cause], td > span[data-page]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.title = name.title;
    button.textContent = name.textContent;
    const field = 'cause' in name.dataset ? 'cause' : 'page';
    button.addEventListener('click', () => {
      form.reset();
      setTimeout(() => {
        form.elements[field].value = name.dataset[field];
        kept();
        document.getElementById('files').scrollIntoView();
        form.elements[field].focus({ preventScroll: true });
      });
    });
    name.replaceWith(button);
  }
  addEventListener('hashchange', restored);
  form.hidden = false;
  restored();
})();
