/** How the trend looks: levels differ in their dashes and marks as well as in colour. */

export const TREND_STYLE = `
.trend { width: fit-content; max-width: 100%; padding: .75rem 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.trend svg { display: block; min-width: 480px; max-width: 100%; height: auto; font: 12px/1 system-ui, sans-serif; }
.trend .grid { stroke: var(--line); } .trend .axis { fill: var(--soft); font-variant-numeric: tabular-nums; }
.trend .run { fill: none; stroke-width: 2; stroke-linejoin: round; } .trend .last { font-weight: 600; }
.trend .run.broken { stroke: var(--broken); } .trend .mark.broken, .trend .last.broken { fill: var(--broken); }
.trend .run.warning { stroke: var(--warning); stroke-dasharray: 8 4; } .trend .mark.warning, .trend .last.warning { fill: var(--warning); }
.trend .run.note { stroke: var(--note); stroke-dasharray: 2 4; } .trend .mark.note, .trend .last.note { fill: var(--note); }
.trend details { margin-top: .5rem; font-size: .8125rem; } .trend table { border-collapse: collapse; margin-top: .4rem; font-variant-numeric: tabular-nums; }
.trend th, .trend td { padding: .15rem .75rem .15rem 0; text-align: right; font-weight: 400; white-space: nowrap; } .trend th:first-child { text-align: left; } .trend thead th { color: var(--soft); }
`;
