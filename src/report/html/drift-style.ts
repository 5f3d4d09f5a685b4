/** How changes to the approved wiring look: dashes, signs and words tell them apart as well as colours. */

export const DRIFT_STYLE = `
#drift > h3, .drifted h3 { margin: 1.25rem 0 .5rem; }
.drifted + .drifted { margin-top: 1.75rem; padding-top: .5rem; border-top: 1px solid var(--line); }
.drifted .wiring { content-visibility: visible; padding: .75rem 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.legend svg { flex: none; }
.views { display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin: 0 0 .5rem; padding: 0; border: 0; font-size: .8125rem; }
.views legend { float: left; margin-right: 1rem; padding: 0; color: var(--soft); } .views label { white-space: nowrap; }
.views input { margin: 0 .2rem 0 0; vertical-align: -1px; accent-color: var(--accent); }
.box.same rect, .box.altered rect { stroke: var(--quiet-link); }
.box.removed rect { fill: var(--broken-ground); stroke: var(--broken); stroke-width: 1.75; stroke-dasharray: 7 4; }
.box.added rect { fill: var(--note-ground); stroke: var(--note); stroke-width: 2.25; }
.box.altered rect { fill: var(--warning-ground); stroke: var(--warning); stroke-width: 1.75; }
.box.unread rect { fill: var(--unknown-ground); stroke: var(--unknown); stroke-width: 1.5; stroke-dasharray: 3 3; }
.box.removed .what, .box.added .what, .box.altered .what, .box.unread .what { fill: var(--ink); }
.link.removed { stroke: var(--broken); stroke-width: 2; stroke-dasharray: 7 5; }
.link.added { stroke: var(--note); stroke-width: 3; }
.link.altered { stroke: var(--warning); stroke-width: 2; }
.link.unread { stroke: var(--unknown); stroke-width: 2; stroke-dasharray: 2 5; stroke-linecap: round; }
.sign rect { stroke: var(--paper); stroke-width: 2; } .box .sign rect { stroke-dasharray: none; }
.sign.removed circle, .box .sign.removed rect { fill: var(--broken); stroke: var(--paper); }
.sign.added circle, .box .sign.added rect { fill: var(--note); stroke: var(--paper); }
.sign.altered circle, .box .sign.altered rect { fill: var(--warning); stroke: var(--paper); }
.sign.unread circle, .box .sign.unread rect { fill: var(--unknown); stroke: var(--paper); }
.sign .word { font-size: 11px; font-weight: 600; }
.wiring a:focus-visible .sign rect, .wiring a:hover .sign rect { stroke: var(--ink); }
.changes { margin: .75rem 0 0; padding: 0; list-style: none; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.changes > li { padding: .7rem .9rem; overflow-wrap: anywhere; } .changes > li + li { border-top: 1px solid var(--line); }
.changes > li:target { background: var(--note-ground); }
.changes .about { margin-top: .35rem; color: var(--soft); font-size: .8125rem; }
.mark { display: inline-block; min-width: 1ch; font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin-top: .4rem; }
.sides > div { min-width: 0; padding: .35rem .6rem; border-radius: 6px; border: 1px solid var(--line); background: var(--code); }
.sides dt { color: var(--soft); font-size: .75rem; } .sides dd { margin: 0; }
.sides .was { border-left: 3px dashed var(--broken); } .sides .is { border-left: 3px solid var(--note); }
.diff { margin: .5rem 0 0; padding: .6rem .8rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--code); white-space: pre-wrap; overflow-wrap: anywhere; }
.diff .at { color: var(--soft); } .diff .was { color: var(--broken); } .diff .is { color: var(--note); }
@media screen {
  .wiring:has([value=approved]:checked) svg .added, .wiring:has([value=now]:checked) svg .removed { display: none; }
}
@media (max-width: 46rem) { .sides { grid-template-columns: 1fr; } .drifted .wiring { padding-inline: .6rem; } }
@media print { .views { display: none; } .changes > li { break-inside: avoid; } }
`;
