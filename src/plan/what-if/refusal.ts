/** What a what-if answer says instead of a prediction. */

import type { Json, Row } from '../../model/estate.ts';
import { at, listAt, textAt } from '../../model/json.ts';

/** Why the answer predicts nothing, in Azure's words where it has some. */
export function refusalOf(answer: Row): string | undefined {
  const status = textAt(answer, 'status');
  const error = at(answer, 'error');
  const says = typeof error === 'object' && error !== null ? wordsOf(error) : '';
  if (says === '' && (status === undefined || status.toLowerCase() === 'succeeded')) return undefined;
  if (says !== '' || /^(?:failed|canceled)$/i.test(status ?? ''))
    return `Azure could not predict the deployment: ${says === '' ? 'it gives no reason' : says}; mend the template and run what-if again`;
  return `the what-if is not finished: its status is "${status}"; wait for its answer`;
}

/** An error and what it is made of, the innermost last. */
function wordsOf(error: Json, levels = 5): string {
  const own = [textAt(error, 'code'), textAt(error, 'message')].filter(text => text !== undefined).join(': ');
  const inner = levels > 0 ? listAt(error, 'details').map(detail => wordsOf(detail, levels - 1)) : [];
  const all = [own, ...inner].filter(text => text !== '').join(' – ');
  const line = all.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > 1000 ? `${line.slice(0, 1000)}…` : line;
}
