/** The order in which a template writes a resource that it writes more than once. */

import type { Operation, Step } from '../../model/plan.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Traced } from './operations.ts';
import { Order } from './order.ts';

/**
 * One step for all, and further ones for resources that nested deployments write again, such as a cluster that is given an identity
 * by one and selects it by the next. What is written twice in no stated order is in doubt.
 */
export function stepsOf(traced: readonly Traced[], name: string): Step[] {
  const order = new Order();
  const steps: Operation[][] = [[]];
  const written = new Map<string, { readonly traced: Traced; readonly step: number }[]>();
  for (const each of inOrder(traced, order)) {
    const { operation } = each;
    const key = foldId(operation.id);
    const before = operation.does === 'put' ? (written.get(key) ?? []) : [];
    const step = Math.max(-1, ...before.map(other => other.step)) + 1;
    const isOrdered = before.every(other => order.waitsFor(each, other.traced));
    const isRepeated = before.some(
      other => JSON.stringify(other.traced.operation.body) === JSON.stringify(operation.body),
    );
    if (isRepeated && !isOrdered) continue;
    steps[step] ??= [];
    steps[step].push(isOrdered ? operation : doubt(operation));
    if (operation.does === 'put') written.set(key, [...before, { traced: each, step }]);
  }
  return steps.map((operations, index) => ({
    name: index === 0 ? name : `${name} (what is deployed for the ${ordinal(index + 1)} time)`,
    operations,
  }));
}

/** Stable; of one resource, what waits for another comes after it. */
function inOrder(traced: readonly Traced[], order: Order): Traced[] {
  const byId = new Map<string, Traced[]>();
  for (const each of traced) {
    const key = foldId(each.operation.id);
    byId.set(key, [...(byId.get(key) ?? []), each]);
  }
  return [...byId.values()].flatMap(same => {
    const ordered: Traced[] = [];
    for (const each of same) {
      const after = ordered.findIndex(other => order.waitsFor(other, each));
      ordered.splice(after < 0 ? ordered.length : after, 0, each);
    }
    return ordered;
  });
}

function doubt({ id, type, address, locate }: Operation): Operation {
  const because = 'the template writes it more than once, in no stated order';
  return { does: 'doubt', atMost: 'write', id, type, body: {}, address, because, locate };
}

function ordinal(count: number): string {
  return ['first', 'second', 'third'][count - 1] ?? `${count}th`;
}
