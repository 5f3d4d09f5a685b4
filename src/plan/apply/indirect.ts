/** Resources whose writing does something else that the plan does not hold. */

import type { Operation } from '../../model/plan.ts';
import {
  DEPLOYMENT_SCRIPT,
  DEPLOYMENT_STACK,
  ROLE_ASSIGNMENT,
  ROLE_ASSIGNMENT_REQUEST,
} from '../../model/resource-types.ts';
import { scopeOf } from '../resource-type.ts';
import { ANYTHING } from './tables.ts';

type Indirect = {
  readonly type: string;
  readonly because: string;
  /** Without an identity of its own it cannot act on Azure by itself. */
  readonly needsIdentity?: true;
};

const INDIRECT: { readonly [type: string]: Indirect } = {
  [DEPLOYMENT_STACK]: {
    type: ANYTHING,
    because: 'it deploys a template of its own, and may delete what that leaves out',
  },
  [DEPLOYMENT_SCRIPT]: {
    type: ANYTHING,
    because: 'it runs a script with an identity, and what the script does is not looked at',
    needsIdentity: true,
  },
  [ROLE_ASSIGNMENT_REQUEST]: {
    type: ROLE_ASSIGNMENT,
    because: 'it asks for a role to be given or taken away',
  },
};

/** The doubt that stands for such a write; any other operation as it is. */
export function spelledOut(operation: Operation): Operation {
  const indirect = INDIRECT[operation.type];
  if (indirect === undefined || operation.does === 'doubt') return operation;
  const { id, body, address, locate } = operation;
  const { type, because, needsIdentity } = indirect;
  if (needsIdentity && !Object.hasOwn(body, 'identity')) return operation;
  return { does: 'doubt', id: scopeOf(id), type, body: {}, address, because, locate };
}
