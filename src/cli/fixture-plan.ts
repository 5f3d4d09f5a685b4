/** What a fixture plans: operations as it writes them down, made into a step. */

import type { Operation, Step } from '../model/plan.ts';
import { lastSegment } from '../model/resource-id.ts';

/** An operation as a fixture writes it down. A value that is not known yet is `{ midrift:unknown: why }`. */
export type Planned = Omit<Operation, 'address' | 'locate'>;

export const PLANNED_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['does', 'id', 'type', 'body'],
  properties: {
    does: { type: 'string', enum: ['put', 'set', 'patch', 'delete', 'doubt'] },
    id: { type: 'string' },
    type: { type: 'string' },
    body: { type: 'object' },
    replaces: { type: 'array', items: { type: 'string' } },
    apiVersion: { type: 'string' },
    client: { type: 'string', enum: ['azure-cli'] },
    because: { type: 'string' },
  },
};

/** All operations together; each says of itself what it does to what, and stands at the first line of its file. */
export function stepOf(planned: readonly Planned[]): Step {
  const locate = () => ({ file: 'plan.json', line: 1, column: 1 });
  return {
    name: 'the plan',
    operations: planned.map(one => ({ ...one, address: `${one.does} ${lastSegment(one.id)}`, locate })),
  };
}
