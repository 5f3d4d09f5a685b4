/** Small labels that count. */

import { LEVELS } from '../../model/finding.ts';
import { count } from '../printable.ts';
import { stateOf } from '../state.ts';
import { type Tally, total } from '../tally.ts';
import { html, type Markup } from './markup.ts';

/** `2 errors`, `1 unknown`, or that all passed. */
export function tags({ fail, waived, unknown, pass }: Tally): Markup[] {
  const found = [
    ...LEVELS.filter(level => fail[level] > 0).map(level =>
      tag(stateOf({ verdict: 'fail', level }), count(fail[level], level)),
    ),
    ...(total(unknown) > 0 ? [tag('unknown', `${total(unknown)} unknown`)] : []),
    ...(total(waived) > 0 ? [tag('waived', `${total(waived)} waived`)] : []),
  ];
  if (found.length > 0) return found;
  return [
    pass > 0 ? tag('works', pass === 1 ? '1 passed' : `all ${pass} passed`) : tag('unjudged', 'nothing was judged'),
  ];
}

function tag(state: string, says: string): Markup {
  return html`<span class=${`tag ${state}`}>${says}</span>${' '}` as Markup;
}
