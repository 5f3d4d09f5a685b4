/** The bar that narrows the findings down; of use with scripts only, and hidden without them. */

import { LEVELS } from '../../model/finding.ts';
import { SHARED } from '../groups.ts';
import { name, printable } from '../printable.ts';
import { html, type Markup } from './markup.ts';
import { isQuiet, type Page } from './page.ts';

type Option = { readonly value: string; readonly says: string };

export function filters({ groups, result, subscriptions }: Page): Markup {
  const systems = groups.flatMap((group, index) =>
    isQuiet(group)
      ? []
      : [
          {
            value: String(index),
            says: group.system === undefined ? SHARED : name(group.system.name, 60) || '(no name)',
          },
        ],
  );
  const open = result.findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  const requirements = [...new Set(open.map(({ requirement }) => requirement))].sort();
  return html`<form id="filters" role="search" aria-label="Filter findings" autocomplete="off">
    <label class="search"><span>Search findings</span><input type="search" name="search" placeholder="name, role, rule, words…" /></label>
    <fieldset><legend>Level</legend>${LEVELS.map(level => box('level', level, level))}</fieldset>
    <fieldset><legend>Verdict</legend>${box('verdict', 'fail', 'failed')}${box('verdict', 'unknown', 'unknown')}${open.some(({ waived }) => waived !== undefined) && box('verdict', 'waived', 'waived')}</fieldset>
    ${choice('system', 'System', systems)}
    ${choice(
      'requirement',
      'Requirement',
      requirements.map(each => ({ value: printable(each), says: name(each) })),
    )}
    ${choice(
      'subscription',
      'Subscription',
      subscriptions.map((each, index) => ({ value: String(index), says: name(each) })),
    )}
    <p class="status"><output aria-live="polite"></output> <button type="reset">Clear</button></p>
  </form>`;
}

function box(field: string, value: string, says: string): Markup {
  return html`<label><input type="checkbox" name=${field} value=${value} checked /> ${says}</label>`;
}

function choice(field: string, title: string, options: readonly Option[]): Markup {
  return html`<label class="choice"><span>${title}</span>
    <select name=${field}><option value="">all</option>${options.map(({ value, says }) => html`<option value=${value}>${says}</option>`)}</select>
  </label>`;
}
