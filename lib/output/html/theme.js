// SPDX-License-Identifier: Apache-2.0
// Light or dark: as the system has it, until the reader chooses.
'use strict';
(() => {
  const root = document.documentElement, button = document.querySelector('#theme');
  const remembered = {
    get: () => { try { return localStorage.propos; } catch { return undefined; } },
    set: (value) => { try { localStorage.propos = value; } catch { /* a page in a frame has no store */ } },
  };
  if (remembered.get()) root.dataset.theme = remembered.get();
  button.hidden = false;
  button.addEventListener('click', () => {
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    remembered.set(root.dataset.theme);
  });
})();
