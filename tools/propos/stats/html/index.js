// SPDX-License-Identifier: Apache-2.0
// The list of quotes in an index: what is chosen stands in the address (#kind=0&f0=2), so that each figure is a link to its quotes.
'use strict';
(() => {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const fill = (text, ...values) => values.reduce((out, value) => out.replace('{}', value.toLocaleString(root.lang)), text);
  root.classList.add('js');

  const data = JSON.parse(find('#data').textContent);
  // Places in a quote, as the page writes it.
  const [text, source, kind, named, type, stance, id, words, described] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const fold = (string) => string.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const nameOf = (quote) => quote[source] >= 0 ? data.sources[quote[source]][0] : quote[named] === 2 ? data.nobody : quote[described] || data.unnamed;
  let folded = null;   // words and name of each quote, for the search
  const haystack = () => folded ??= data.quotes.map((quote) => fold(quote[words] + '\n' + nameOf(quote)));

  // --- what is chosen

  const form = find('#filters'), search = find('#search');
  const choices = all('#filters select');
  let who = '';

  const wanted = () => {
    const tests = [];
    const places = { kind, named, type, stance };
    for (const { id: name, value } of choices) {
      if (value === '') continue;
      const number = Number(value);
      if (name in places) tests.push((quote) => quote[places[name]] === number);
      else tests.push((quote) => data.texts[quote[text]][2 + Number(name.slice(1))] === number);
    }
    if (who !== '') tests.push((quote) => quote[source] === Number(who));
    const terms = fold(search.value).split(/\s+/).filter(Boolean);
    if (terms.length) {
      const stack = haystack();
      tests.push((quote, at) => terms.every((term) => stack[at].includes(term)));
    }
    return data.quotes.filter((quote, at) => tests.every((test) => test(quote, at)));
  };

  // --- what is shown

  const list = find('#quotes'), more = find('#more'), shown = find('#shown'), most = find('#most');
  const element = (name, content = '', attributes = {}) => {
    const out = document.createElement(name);
    if (content) out.append(content);
    for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, value);
    return out;
  };
  const isolated = (string) => element('bdi', string);

  const item = (quote) => {
    const [name, page] = data.texts[quote[text]];
    const said = element('blockquote', '', { lang: 'fr' });
    const line = element('span', '', { class: `q ${data.types[quote[type]]} d0` });
    line.append(page ? element('a', isolated(quote[words]), { href: `${page}#${quote[id]}` }) : isolated(quote[words]));
    said.append(line);
    const entity = data.sources[quote[source]];
    const by = element('p', element('strong', isolated(nameOf(quote)), { class: entity ? entity[2] : 'unnamed' }));
    if (entity && entity[1]) by.append(', ', isolated(entity[1]));
    by.append(' · ', isolated(name));
    const out = element('li');
    out.append(said, by);
    return out;
  };

  const step = 50;
  let found = [];
  const grow = () => {
    const from = list.children.length;
    list.append(...found.slice(from, from + step).map(item));
    more.hidden = list.children.length >= found.length;
  };

  const showMost = () => {
    const counts = new Map();
    for (const quote of found) if (quote[source] >= 0) counts.set(quote[source], (counts.get(quote[source]) || 0) + 1);
    const first = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8);
    most.hidden = !first.length;
    most.replaceChildren(most.dataset.says, ...first.map(([at, count]) => {
      const button = element('button', isolated(data.sources[at][0]), { type: 'button', 'aria-pressed': String(who === String(at)) });
      button.append(` ${count}`);
      button.addEventListener('click', () => {
        who = who === String(at) ? '' : String(at);
        remember();
        show();
      });
      return button;
    }));
  };

  const show = () => {
    found = wanted();
    list.replaceChildren();
    grow();
    showMost();
    shown.textContent = fill(shown.dataset.of, found.length, data.quotes.length, new Set(found.map((quote) => quote[text])).size);
    const here = location.hash;
    for (const link of all('.figures a')) link.classList.toggle('on', link.getAttribute('href') === here && here !== '');
  };

  // --- the address

  const remember = () => {
    const chosen = new URLSearchParams();
    for (const choice of choices) if (choice.value !== '') chosen.set(choice.id, choice.value);
    if (who !== '') chosen.set('who', who);
    if (search.value) chosen.set('search', search.value);
    history.replaceState(null, '', chosen.size ? `#${chosen}` : location.pathname);
  };
  const follow = () => {
    const chosen = new URLSearchParams(location.hash.slice(1));
    for (const choice of choices) choice.value = chosen.get(choice.id) ?? '';
    who = chosen.get('who') ?? '';
    search.value = chosen.get('search') ?? '';
    show();
  };
  addEventListener('hashchange', () => {
    follow();
    find('#list').scrollIntoView();
    find('#list').focus({ preventScroll: true });
  });

  form.hidden = false;
  form.addEventListener('input', () => {
    remember();
    show();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    history.replaceState(null, '', location.pathname);
    follow();
  });
  more.addEventListener('click', grow);

  follow();
  setTimeout(haystack);   // not when the first letter is typed
})();
