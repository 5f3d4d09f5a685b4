/** The colours of the page. Each pair of ink and ground has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3). */

const LIGHT = `
  --ground: #f6f7f8; --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --line: #d8dee4; --accent: #0a58a8;
  --broken: #b42318; --broken-ground: #fdeceb; --warning: #855200; --warning-ground: #fcf2df;
  --note: #1c5b9e; --note-ground: #e8f1fb; --unknown: #6a3aa6; --unknown-ground: #f3edfb;
  --works: #1b6b3a; --works-ground: #e6f4ea; --quiet-link: #8b949e; --code: #f1f3f5;`;

const DARK = `
  --ground: #111417; --paper: #1a1e23; --ink: #e6e9ec; --soft: #a3adb8; --line: #333b44; --accent: #82b8f7;
  --broken: #ff9389; --broken-ground: #3b1d1b; --warning: #f2b75c; --warning-ground: #36290f;
  --note: #8fbdf8; --note-ground: #172b43; --unknown: #c9a9f5; --unknown-ground: #2c2042;
  --works: #84d3a1; --works-ground: #153020; --quiet-link: #6e7681; --code: #12161a;`;

export const THEME = `
:root { color-scheme: light dark; ${LIGHT} }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
@media print { :root { color-scheme: light; ${LIGHT} --ground: #ffffff; } }
`;
