/** The style sheet of the page. */

import { DRAWING_STYLE } from './drawing-style.ts';
import { DRIFT_STYLE } from './drift-style.ts';
import { THEME } from './theme.ts';
import { TREND_STYLE } from './trend-style.ts';

const BASE = `
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; -webkit-text-size-adjust: 100%; }
main, .masthead { overflow-wrap: anywhere; }
main, .masthead, nav { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, h4, p, ul, dl, figure { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.015em; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.75rem 0 .75rem; letter-spacing: -.01em; }
h3 { font-size: 1.0625rem; line-height: 1.3; }
h4 { font-size: .9375rem; line-height: 1.4; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:focus-visible, button:focus-visible, summary:focus-visible, input:focus-visible, select:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
b, dt { font-weight: 600; }
code, pre { font: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
summary { cursor: pointer; width: fit-content; color: var(--soft); }
summary:hover { color: var(--ink); }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.scroll { position: relative; overflow-x: auto; }
.kind, .when, .nothing { color: var(--soft); font-weight: 400; }
.kind { font-size: .8125rem; }
.cut { margin: .75rem 0; padding: .5rem .75rem; border-left: 3px solid var(--unknown); background: var(--unknown-ground); }
`;

const MASTHEAD = `
.masthead { padding-top: 2rem; }
.brand { color: var(--soft); font-size: .875rem; margin-bottom: 1rem; }
.brand b { color: var(--ink); letter-spacing: .01em; }
.when { margin-top: .35rem; }
.incomplete { margin-top: .9rem; padding: .6rem .9rem; border-left: 3px solid var(--unknown); background: var(--unknown-ground); border-radius: 0 6px 6px 0; width: fit-content; max-width: 100%; }
.tiles { display: flex; flex-wrap: wrap; gap: .6rem; padding: 0; margin-top: 1.25rem; list-style: none; }
.tile { min-width: 7.25rem; padding: .55rem .9rem .6rem; border: 1px solid var(--line); border-top: 3px solid var(--soft); border-radius: 6px; background: var(--paper); color: var(--soft); font-size: .8125rem; }
.tile b { display: block; color: var(--ink); font-size: 1.5rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile.broken { border-top-color: var(--broken); } .tile.broken b { color: var(--broken); }
.tile.warning { border-top-color: var(--warning); } .tile.note { border-top-color: var(--note); }
.tile.unknown, .tile.gaps { border-top-color: var(--unknown); border-top-style: dashed; } .tile.works { border-top-color: var(--works); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin-top: 1.5rem; padding: .6rem 0; border-block: 1px solid var(--line); list-style: none; font-size: .875rem; }
.tag { display: inline-block; padding: .05rem .5rem; border-radius: 4px; font-size: .75rem; font-weight: 600; line-height: 1.5; white-space: nowrap; color: var(--soft); background: var(--code); }
.tag.broken { color: var(--broken); background: var(--broken-ground); }
.tag.warning { color: var(--warning); background: var(--warning-ground); }
.tag.note { color: var(--note); background: var(--note-ground); }
.tag.unknown { color: var(--unknown); background: var(--unknown-ground); outline: 1px dashed var(--unknown); outline-offset: -1px; }
.tag.works { color: var(--works); background: var(--works-ground); }
table { border-collapse: collapse; }
.glance { width: 100%; overflow-wrap: normal; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.glance th, .glance td { padding: .6rem .9rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
.glance thead th { border-top: 0; color: var(--soft); font-size: .75rem; font-weight: 600; letter-spacing: .03em; padding-block: .5rem; }
.glance tbody th { white-space: nowrap; font-weight: 600; } .glance tbody th .kind { display: block; }
.glance td:nth-child(2) { width: 11rem; } .glance .tag { margin: 0 .15rem .2rem 0; }
.breaks, .breaks ul { padding: 0; list-style: none; } .breaks > li + li { margin-top: .4rem; }
.breaks b { font-weight: 500; }
.breaks ul { font-size: .8125rem; color: var(--soft); } .breaks ul li { display: inline; } .breaks ul li + li::before { content: " · "; }
.doubts { padding: 0; list-style: none; background: var(--paper); border: 1px solid var(--line); border-left: 3px dashed var(--unknown); border-radius: 0 8px 8px 0; }
.doubts > li { padding: .55rem .9rem; overflow-wrap: anywhere; } .doubts > li + li { border-top: 1px solid var(--line); }
.doubts ul { padding: 0; list-style: none; } .doubts ul > li { margin-top: .3rem; }
.doubts .about { font-size: .8125rem; color: var(--soft); }
#unknown h3, #decisions h3, #plan h3 { margin: 1.25rem 0 .5rem; }
.decided { padding: 0; list-style: none; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.decided li { padding: .55rem .9rem; overflow-wrap: anywhere; } .decided li + li { border-top: 1px solid var(--line); }
.decided.steps { padding-left: 2rem; list-style: decimal; } .decided.steps li { padding-left: .3rem; }
.tag.waived { outline: 1px solid var(--line); outline-offset: -1px; }
`;

const SYSTEMS = `
.system { margin-top: 1.25rem; padding: 1.1rem 1.25rem 1.25rem; background: var(--paper); border: 1px solid var(--line); border-radius: 10px; }
.system > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .9rem; }
.system > header h3 { font-size: 1.1875rem; overflow-wrap: anywhere; }
.id { flex-basis: 100%; color: var(--soft); font: .75rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
.finding { padding: .8rem 0 .85rem .95rem; border-top: 1px solid var(--line); border-left: 3px solid var(--soft); content-visibility: auto; contain-intrinsic-size: auto 190px; overflow-wrap: anywhere; }
.finding.broken { border-left-color: var(--broken); } .finding.warning { border-left-color: var(--warning); } .finding.note { border-left-color: var(--note); }
.finding.unknown { border-left: 3px dashed var(--unknown); }
.finding:target { background: var(--note-ground); }
.finding p { margin-top: .3rem; max-width: 62rem; }
.finding p > b { display: inline-block; min-width: 4.25rem; color: var(--soft); font-size: .8125rem; }
.finding h4 .tag { margin-right: .35rem; }
.self { color: var(--soft); text-decoration: none; opacity: .55; } .self:hover, .self:focus { opacity: 1; }
.command { display: flex; align-items: flex-start; gap: .5rem; margin-top: .4rem; }
.command pre { flex: 1; min-width: 0; margin: 0; padding: .5rem .7rem; border-radius: 6px; background: var(--code); border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
.copy { display: none; } .js .copy { display: block; }
button { font: inherit; font-size: .8125rem; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: var(--ink); cursor: pointer; }
button:hover { border-color: var(--soft); }
.finding details { margin-top: .35rem; font-size: .875rem; }
.finding details ul { margin: .2rem 0; padding-left: 1.2rem; }
.meta { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin-top: .45rem; color: var(--soft); font-size: .8125rem; }
.quiet { margin-top: .8rem; font-size: .875rem; }
.findings { margin-top: .75rem; }
.findings + .quiet { padding-top: .7rem; border-top: 1px solid var(--line); }
.passes { padding: 0; margin-top: .5rem; list-style: none; columns: 2 26rem; column-gap: 2rem; }
.passes li { padding: .2rem 0; break-inside: avoid; overflow-wrap: anywhere; color: var(--soft); } .passes b { color: var(--works); }
.passes .says { display: block; color: var(--ink); }
#filters { display: none; }
.js #filters { position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: end; margin: 0 -.75rem .75rem; padding: .7rem .75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--paper); font-size: .8125rem; box-shadow: 0 4px 12px -8px rgb(0 0 0 / .35); }
#filters.narrowed { border-color: var(--accent); }
#filters fieldset { display: flex; gap: .1rem .8rem; margin: 0; padding: 0 0 .3rem; border: 0; }
#filters legend, .choice span, .search span { display: block; padding: 0; margin-bottom: .1rem; color: var(--soft); font-size: .75rem; }
#filters input[type=search], #filters select { font: inherit; color: inherit; width: 100%; padding: .3rem .5rem; border: 1px solid var(--quiet-link); border-radius: 6px; background: var(--ground); }
.search { flex: 1 1 9rem; } .choice { flex: 0 1 7.25rem; min-width: 0; }
#filters input[type=checkbox] { margin: 0 .15rem 0 0; vertical-align: -1px; accent-color: var(--accent); }
.status { display: flex; align-items: center; gap: .75rem; color: var(--soft); margin-left: auto; white-space: nowrap; }
`;

const TABLES = `
.matrix { font-size: .8125rem; background: var(--paper); border: 1px solid var(--line); }
.matrix th, .matrix td { border: 1px solid var(--line); }
.matrix thead th { vertical-align: bottom; padding: .4rem .1rem; font-weight: 400; } .matrix thead th:first-child { padding: .4rem .7rem; text-align: left; font-weight: 600; }
.matrix thead a { color: var(--soft); text-decoration: none; } .matrix thead a:hover { text-decoration: underline; } .matrix thead a span { writing-mode: vertical-rl; rotate: 180deg; white-space: nowrap; }
.matrix tbody th { position: sticky; left: 0; max-width: 14rem; overflow: hidden; text-overflow: ellipsis; padding: .2rem .7rem; background: var(--paper); text-align: left; font-weight: 500; white-space: nowrap; }
.matrix td { min-width: 1.75rem; height: 1.75rem; padding: 0; text-align: center; font-weight: 700; }
.matrix td a { display: block; color: inherit; text-decoration: none; line-height: 1.75rem; }
.matrix td.works { color: var(--works); } .matrix td.unjudged { color: var(--soft); font-weight: 400; }
.matrix td.broken { color: var(--broken); background: var(--broken-ground); } .matrix td.unknown { color: var(--unknown); background: var(--unknown-ground); }
.matrix td.warning { color: var(--warning); background: var(--warning-ground); } .matrix td.note { color: var(--note); background: var(--note-ground); }
.rest { margin-top: .8rem; color: var(--soft); font-size: .8125rem; }
.sources { margin-top: .8rem; } .sources dl { margin-top: .5rem; }
.sources dl > div { display: grid; grid-template-columns: 5rem 1fr; padding: .25rem 0; } .sources dl > div:target { background: var(--note-ground); }
dd { margin: 0; overflow-wrap: anywhere; }
.sources dd a { font-size: .8125rem; }
.facts > div { display: grid; grid-template-columns: 10rem 1fr; padding: .25rem 0; border-top: 1px solid var(--line); }
.facts dt { color: var(--soft); font-weight: 400; }
main { padding-bottom: 4rem; }
`;

const NARROW = `
@media (max-width: 46rem) {
  main, .masthead, nav { padding-inline: 1rem; }
  h1 { font-size: 1.4rem; }
  .tiles { display: grid; grid-template-columns: repeat(3, 1fr); } .tile { min-width: 0; padding-inline: .6rem; }
  .js #filters { position: static; margin-inline: 0; } .choice { flex: 1 1 40%; } .status { margin-left: 0; flex-wrap: wrap; }
  .system { padding: .9rem; margin-inline: -.35rem; }
  .glance, .glance tbody, .glance tr, .glance th, .glance td { display: block; width: auto; } .glance thead { display: none; }
  .glance tr { padding: .6rem .8rem; border-top: 1px solid var(--line); } .glance tr:first-child { border-top: 0; }
  .glance { overflow-wrap: anywhere; }
  .matrix tbody th { max-width: 8rem; }
  .glance tbody th, .glance td { padding: .1rem 0; border: 0; white-space: normal; } .glance td:nth-child(2) { width: auto; }
  .glance tbody th .kind { display: inline; }
  .command { flex-direction: column; } .command pre { width: 100%; }
  .facts > div { grid-template-columns: 7.5rem 1fr; }
}
@media print {
  body { font-size: 10pt; } main, .masthead { overflow-wrap: anywhere; }
main, .masthead, nav { max-width: none; padding: 0; }
  nav, #filters, .js #filters, .js .copy, .self { display: none; }
  .finding, .wiring { content-visibility: visible; break-inside: avoid; } .system { padding: .5rem 0; border: 0; border-top: 2px solid; border-radius: 0; }
  .wiring .scroll > svg.wide { min-width: 0; } .scroll { overflow: visible; }
  details.seen::details-content { content-visibility: visible; display: block; }
  h2, h3, h4, header { break-after: avoid; }
}
`;

export const STYLE = [THEME, BASE, MASTHEAD, DRAWING_STYLE, DRIFT_STYLE, TREND_STYLE, SYSTEMS, TABLES, NARROW].join('');
