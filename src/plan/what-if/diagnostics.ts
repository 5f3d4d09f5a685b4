/** What what-if says it did not look into: whatever lies there may change in ways that it does not list. */

import type { Row } from '../../model/estate.ts';
import { listAt, textAt } from '../../model/json.ts';
import type { Operation, Plan } from '../../model/plan.ts';
import { DEPLOYMENT } from '../../model/resource-types.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { Path } from '../../sources/yaml.ts';
import { scopeOf, shortId, typeOf } from '../resource-type.ts';

/**
 * A nested deployment that was not expanded is a doubt about its scope, as is anything else that Azure warns of.
 * A nested deployment deletes nothing by itself; a deployment in complete mode deletes what it does not meet.
 */
export function diagnosticsOf(
  json: JsonText,
  answer: Row,
  path: Path,
): { doubts: Operation[]; notices: Plan['notices'][number][] } {
  const found = listAt(answer, 'diagnostics').map((item, index) => {
    const location = json.locate([...path, 'diagnostics', index]);
    const target = textAt(item, 'target') ?? '/';
    const says = withoutAdvice(textAt(item, 'message') ?? textAt(item, 'code') ?? 'a diagnostic without words');
    const isWarning = textAt(item, 'level')?.toLowerCase() !== 'info';
    const isDeployment = typeOf(target) === DEPLOYMENT;
    const deletes = listAt(answer, 'changes').some(change => /^delete$/i.test(textAt(change, 'changeType') ?? ''));
    const doubt: Operation = {
      does: 'doubt',
      id: isDeployment ? scopeOf(target) : target,
      type: isDeployment ? '*' : typeOf(target),
      body: {},
      address: shortId(target),
      because: `what-if says of ${shortId(target)}: ${says}`,
      ...(isDeployment && !deletes ? { atMost: 'write' } : {}),
      locate: () => location,
    };
    return {
      doubt: isWarning ? [doubt] : [],
      notice: { says: `what-if says of ${shortId(target)}: ${says}`, location },
    };
  });
  return { doubts: found.flatMap(({ doubt }) => doubt), notices: found.map(({ notice }) => notice) };
}

/** Azure's words without the address of a page and the full stop. */
export function withoutAdvice(text: string): string {
  return text
    .replace(/\s*Please see https?:\S+ for [^.]*\.?/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}
