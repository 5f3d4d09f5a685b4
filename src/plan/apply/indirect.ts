/** Resources whose writing does something else that the plan does not hold. */

import type { Operation } from '../../model/plan.ts';
import { scopeOf } from '../resource-type.ts';
import { ANYTHING, ROLE_ASSIGNMENT } from './tables.ts';

const INDIRECT: { readonly [type: string]: { readonly type: string; readonly because: string } } = {
  'microsoft.resources/deploymentstacks': {
    type: ANYTHING,
    because: 'it deploys a template of its own, and may delete what that leaves out',
  },
  'microsoft.authorization/roleassignmentschedulerequests': {
    type: ROLE_ASSIGNMENT,
    because: 'it asks for a role to be given or taken away',
  },
};

/** The doubt that stands for such a write; any other operation as it is. */
export function spelledOut(operation: Operation): Operation {
  const indirect = INDIRECT[operation.type];
  if (indirect === undefined || operation.does === 'doubt') return operation;
  const { id, address, locate } = operation;
  return { does: 'doubt', id: scopeOf(id), body: {}, address, locate, ...indirect };
}
