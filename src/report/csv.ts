/** Draws a result as CSV (RFC 4180): a line for every verdict, passes included. */

import type { Finding, Result } from '../model/finding.ts';
import { subscriptionOf } from '../model/resource-id.ts';
import { printable } from './printable.ts';

/** What a finding only has the id of. */
type Named = { readonly system: string; readonly title: string };

const COLUMNS: { readonly [column: string]: (finding: Finding, named: Named) => string | number } = {
  verdict: ({ verdict }) => verdict,
  level: ({ level }) => level,
  rule: ({ rule }) => rule,
  requirement: ({ requirement }) => requirement,
  title: (_, { title }) => title,
  system: (_, { system }) => system,
  subject: ({ subject }) => subject.name,
  message: ({ verdict, message }) => (verdict === 'fail' ? message : ''),
  because: ({ because }) => because ?? '',
  impact: ({ impact }) => impact ?? '',
  fix: ({ fix }) => fix?.say ?? '',
  command: ({ fix }) => fix?.az ?? '',
  kind: ({ subject }) => subject.kind,
  id: ({ subject }) => subject.id,
  subscription: ({ subject }) => subscriptionOf(subject.id) ?? '',
  file: ({ location }) => location.file,
  line: ({ location }) => location.line,
  column: ({ location }) => location.column,
  waived: ({ waived }) => waived?.because ?? '',
  until: ({ waived }) => waived?.until ?? '',
  by: ({ waived }) => waived?.by ?? '',
  baseline: ({ baseline }) => baseline ?? '',
  gate: ({ gate }) => gate ?? '',
};

/** The chunks of the table, a line each. */
export function* csv({ systems, rules, findings }: Result): Generator<string> {
  const names = new Map(systems.map(({ id, name }) => [id, name]));
  const titles = new Map(rules.map(({ id, title }) => [id, title]));
  const columns = Object.values(COLUMNS);
  yield `${Object.keys(COLUMNS).join(',')}\r\n`;
  // Findings of one system, which follow each other, say much alike.
  const known = new Map<string, string>();
  let last: string | undefined;
  for (const finding of findings) {
    if (finding.subject.system !== last || last === undefined) known.clear();
    last = finding.subject.system;
    const named = {
      system: names.get(finding.subject.system ?? '') ?? '',
      title: titles.get(finding.rule) ?? '',
    };
    let line = '';
    for (const column of columns) line += `,${cell(column(finding, named), known)}`;
    yield `${line.slice(1)}\r\n`;
  }
}

/** Most text, and soon seen to be: printable, no formula, and nothing that needs quotes. */
const PLAIN = /^(?! *[=+\-@])[ !#-+\--~]*$/;

function cell(value: string | number, known: Map<string, string>): string {
  if (value === '' || typeof value === 'number') return String(value);
  const before = known.get(value);
  if (before !== undefined) return before;
  const text = quoted(value);
  known.set(value, text);
  return text;
}

function quoted(value: string): string {
  if (PLAIN.test(value) && !value.includes('##')) return value;
  const text = harmless(value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Spreadsheets take a cell that begins with one of these for a formula, in full width too (OWASP, "CSV injection");
 * a quote before it makes it text.
 */
function harmless(value: string): string {
  const text = printable(value);
  return /^[=+\-@\t\r＝＋－＠]/.test(value) || /^\s*[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;
}
