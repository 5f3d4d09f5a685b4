/** How the drawings look: lines differ in their dashes and signs as well as in colour. */

export const DRAWING_STYLE = `
.wiring { margin: .75rem 0 1rem; content-visibility: auto; contain-intrinsic-size: auto 320px; }
.wiring svg, .legend svg { font: 13px/1 system-ui, sans-serif; }
.wiring .scroll > svg { display: block; max-width: 100%; height: auto; }
.wiring .scroll > svg.wide { min-width: 820px; }
.column { fill: var(--soft); font-size: 11px; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; }
.box rect { fill: var(--paper); stroke: var(--line); stroke-width: 1.25; }
.box .name { fill: var(--ink); font-weight: 600; }
.box .what { fill: var(--soft); font-size: 11.5px; }
.box.works rect { stroke: var(--quiet-link); }
.box.broken rect { fill: var(--broken-ground); stroke: var(--broken); stroke-width: 2; }
.box.unknown rect { fill: var(--unknown-ground); stroke: var(--unknown); stroke-width: 1.5; stroke-dasharray: 3 3; }
.box.unknown.minor rect { fill: var(--paper); stroke-width: 1.25; }
.box.warning rect { fill: var(--warning-ground); stroke: var(--warning); stroke-width: 1.5; }
.box.note rect { fill: var(--note-ground); stroke: var(--note); }
.box.broken .what, .box.unknown .what, .box.warning .what, .box.note .what { fill: var(--ink); }
.link { fill: none; stroke: var(--quiet-link); stroke-width: 1.5; }
.link.works { stroke: var(--works); stroke-width: 1.75; }
.link.unjudged { stroke: var(--line); }
.link.broken { stroke: var(--broken); stroke-width: 2.5; stroke-dasharray: 9 6; }
.link.unknown { stroke: var(--unknown); stroke-width: 2; stroke-dasharray: 2 5; stroke-linecap: round; }
.link.warning { stroke: var(--warning); stroke-width: 2; }
.link.note { stroke: var(--note); stroke-width: 2; }
.sign circle { fill: var(--soft); stroke: var(--paper); stroke-width: 2; }
.sign text { fill: var(--paper); font-size: 13px; font-weight: 700; }
.sign.broken circle { fill: var(--broken); }
.sign.unknown circle { fill: var(--unknown); }
.sign.warning circle { fill: var(--warning); }
.sign.note circle { fill: var(--note); }
.wiring a:focus-visible circle, .wiring a:hover circle { stroke: var(--ink); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: .25rem 0 1rem; padding: 0; list-style: none; color: var(--soft); font-size: .8125rem; }
.legend li { display: flex; align-items: center; gap: .4rem; }
.words { font-size: .8125rem; color: var(--soft); }
.words ul { columns: 2 24rem; column-gap: 2rem; margin: .4rem 0; padding-left: 1.1rem; }
.words li { break-inside: avoid; overflow-wrap: anywhere; padding: .1rem 0; }
.words li.broken strong { color: var(--broken); }
.words li.unknown strong { color: var(--unknown); }
`;
