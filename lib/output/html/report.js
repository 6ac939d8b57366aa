// SPDX-License-Identifier: Apache-2.0
// What moves in a report. The page tells everything without it; here words are only chosen, marked and joined by lines.
'use strict';
(() => {
  const root = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const fill = (text, ...values) => values.reduce((out, value) => out.replace('{}', value), text);
  root.classList.add('js');

  // --- what belongs to what: ranges of pieces of the text

  const pieces = all('.s');
  const ranges = (text) => (text || '').split(' ').filter(Boolean).map((range) => range.split('-').map(Number));
  const piecesOf = (text) => ranges(text).flatMap(([begin, end]) => pieces.slice(begin, end));

  const quotes = all('#quotes > li').map((card) => ({
    card,
    number: find('#n' + card.id.slice(1)),
    words: piecesOf(card.dataset.s),
    cue: piecesOf(card.dataset.cue),
    by: piecesOf(card.dataset.by),
    far: piecesOf(card.dataset.far),   // the name behind words that are none
    shown: true,
  }));
  const quoteOf = new Map();     // piece: the innermost quote there
  const mentionOf = new Map();   // piece: the line of the panel about the name there
  for (const quote of quotes) for (const piece of quote.words) quoteOf.set(piece, quote);
  for (const line of all('.mentions li')) for (const piece of piecesOf(line.dataset.s)) mentionOf.set(piece, line);

  // --- lines

  const article = find('article'), svg = find('#lines');
  const svgElement = (name, attributes) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    svg.append(element);
  };

  const boxesOf = (elements) => {
    const origin = article.getBoundingClientRect();
    return elements.flatMap((element) => [...element.getClientRects()]).map((box) => ({
      left: box.left - origin.left, right: box.right - origin.left, top: box.top - origin.top, bottom: box.bottom - origin.top,
    }));
  };
  const distance = (a, b) =>
    Math.max(0, a.left - b.right, b.left - a.right) + 3 * Math.max(0, a.top - b.bottom, b.top - a.bottom);

  // From the nearest line of the quote to the nearest of the other words, an arc below both.
  const join = (from, to, name) => {
    if (!from.length || !to.length) return;
    let best = [from[0], to[0]];
    for (const a of from) for (const b of to) if (distance(a, b) < distance(...best)) best = [a, b];
    const [a, b] = best;
    const end = { x: (b.left + b.right) / 2, y: b.bottom + 3 };
    const start = { x: Math.min(Math.max(end.x, a.left + 6), a.right - 6), y: a.bottom + 3 };
    if (Math.abs(start.y - end.y) < 8 && Math.abs(start.x - end.x) < 40) start.x += start.x < end.x ? -24 : 24;
    const down = 10 + Math.min(24, Math.abs(start.x - end.x) / 8);
    const path = `M${start.x} ${start.y}C${start.x} ${start.y + down} ${end.x} ${end.y + down} ${end.x} ${end.y}`;
    svgElement('path', { d: path, class: name });
    for (const { x, y } of [start, end]) svgElement('circle', { cx: x, cy: y, r: 3, class: name.split(' ')[0] });
  };

  let marked = null;
  const mark = (quote) => {
    if (marked) {
      for (const piece of [...marked.words, ...marked.cue, ...marked.by, ...marked.far]) piece.classList.remove('on', 'cue', 'by');
      marked.number.classList.remove('on');
    }
    svg.replaceChildren();
    marked = quote;
    if (!quote) return;
    for (const piece of quote.words) piece.classList.add('on');
    for (const piece of quote.cue) piece.classList.add('cue');
    for (const piece of [...quote.by, ...quote.far]) piece.classList.add('by');
    quote.number.classList.add('on');
    const words = boxesOf(quote.words), cue = boxesOf(quote.cue), by = boxesOf(quote.by);
    join(words, cue, 'to-cue');
    if (!quote.by.some((piece) => quote.cue.includes(piece))) join(cue.length ? cue : words, by, 'to-by');
    join(by.length ? by : words, boxesOf(quote.far), 'to-by far');
  };

  // --- the chosen quote

  const panel = find('#selected'), place = find('#place');
  const steps = { before: find('#before'), next: find('#next'), close: find('#close') };
  let chosen = null;
  const shown = () => quotes.filter((quote) => quote.shown);

  const choose = (quote, { scroll = true } = {}) => {
    if (chosen) chosen.card.classList.remove('on');
    chosen = quote;
    panel.classList.toggle('open', Boolean(quote));
    find('#hint').hidden = Boolean(quote) || !quotes.length;
    for (const step of Object.values(steps)) step.hidden = !quote;
    if (quote) quote.card.classList.add('on');
    const list = shown(), at = list.indexOf(quote);
    place.textContent = at < 0 ? '' : fill(place.dataset.of, at + 1, list.length);
    if (quote && scroll) quote.number.scrollIntoView({ block: 'center' });
    mark(quote);
  };

  const step = (by) => {
    const list = shown(), at = list.indexOf(chosen);
    if (list.length) choose(list[(Math.max(at, by < 0 ? 0 : -1) + by + list.length) % list.length]);
  };
  steps.before.addEventListener('click', () => step(-1));
  steps.next.addEventListener('click', () => step(1));
  steps.close.addEventListener('click', () => leave());
  const leave = () => {
    const number = chosen && chosen.number;
    choose(null);
    if (number) number.focus({ preventScroll: true });
  };

  for (const quote of quotes) {
    quote.number.addEventListener('focus', () => mark(quote));
    quote.number.addEventListener('blur', () => mark(chosen));
    quote.number.addEventListener('click', (event) => {
      event.preventDefault();
      choose(quote, { scroll: false });
      if (event.detail === 0) quote.card.focus({ preventScroll: true });   // by keyboard
    });
  }

  const showMention = (line) => {
    for (const other of all('.mentions li.on')) other.classList.remove('on');
    if (!line) return;
    line.classList.add('on');
    line.closest('.sources > li').classList.add('open');
    for (let outer = line.parentElement; outer; outer = outer.parentElement) if (outer.tagName === 'DETAILS') outer.open = true;
    line.scrollIntoView({ block: 'nearest' });
  };

  article.addEventListener('click', (event) => {
    const piece = event.target.closest('.s');
    if (!piece) return event.target.closest('a') ? undefined : choose(null);
    const quote = quoteOf.get(piece), line = mentionOf.get(piece);
    if (quote) choose(quote, { scroll: false });
    else showMention(line);
  });
  const under = (event) => {
    const piece = event.target.closest('.s'), number = event.target.closest('.n');
    return piece ? quoteOf.get(piece) : number ? quotes[number.id.slice(1) - 1] : null;
  };
  article.addEventListener('mouseover', (event) => {
    const quote = under(event) || chosen;
    if (quote !== marked) mark(quote);
  });
  article.addEventListener('mouseleave', () => mark(chosen));
  for (const button of all('.go'))
    button.addEventListener('click', () => {
      const line = button.closest('li'), piece = piecesOf(line.dataset.s)[0];
      showMention(line);
      if (!piece) return;
      mark(null);
      piece.scrollIntoView({ block: 'center' });
      piece.classList.add('by');
      setTimeout(() => piece.classList.remove('by'), 3000);
    });

  // --- filters

  const form = find('#filters'), stance = find('#stance'), who = find('#who'), sure = find('#sure');
  const apply = () => {
    const types = new Set(all('[name=type]:checked').map((box) => box.value));
    for (const quote of quotes) {
      const { type, stance: put, who: source, sure: confidence } = quote.card.dataset;
      quote.shown = types.has(type) && (!stance.value || stance.value === put) && (!who.value || who.value === source) &&
        confidence * 100 >= sure.value;
      quote.number.classList.toggle('out', !quote.shown);
    }
    // A piece keeps its lines as long as one of its quotes is shown.
    for (const quote of quotes) for (const piece of quote.words) piece.classList.add('out');
    for (const quote of shown()) for (const piece of quote.words) piece.classList.remove('out');
    for (const button of all('button[data-who]')) {
      button.setAttribute('aria-pressed', String(button.dataset.who === who.value));
      button.parentElement.classList.toggle('open', button.dataset.who === who.value);
    }
    find('#least').textContent = sure.value + '\u00a0%';
    find('#shown').textContent = fill(find('#shown').dataset.of, shown().length, quotes.length);
    if (chosen && !chosen.shown) choose(null);
    else choose(chosen, { scroll: false });
  };
  if (form) {
    form.addEventListener('input', apply);
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('reset', () => setTimeout(apply));
    apply();
  }
  for (const button of all('button[data-who]'))
    button.addEventListener('click', () => {
      if (who.value !== button.dataset.who) {
        form.reset();
        who.value = button.dataset.who;
        apply();
        if (!chosen) step(1);
      } else step(1);
    });

  // --- keys, links from elsewhere

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    if (event.key === 'j' || event.key === 'n') step(1);
    else if (event.key === 'k' || event.key === 'p') step(-1);
    else if (event.key === 'Escape' && chosen) leave();
  });

  const follow = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    find('#panel').scrollTop = 0;
    const quote = quotes.find(({ card }) => card === target);
    if (quote) choose(quote);
    else if (target.matches('.mentions li')) showMention(target);
  };
  addEventListener('hashchange', follow);
  addEventListener('resize', () => mark(marked));
  choose(null);
  follow();
})();
