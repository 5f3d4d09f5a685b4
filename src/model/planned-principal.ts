/** Principals that do not exist before a plan runs, as people and shells are told of them. */

import { principalOwner } from './plan.ts';
import { parseResourceId } from './resource-id.ts';
import { IDENTITY } from './resource-types.ts';

/** The text, in which a principal that does not exist yet reads `the principal of <name of the resource>`; an object id stays. */
export function sayPrincipal(text: string): string {
  const owner = principalOwner(text);
  return owner === undefined ? text : `the principal of ${parseResourceId(owner)?.name ?? owner}`;
}

/** The `az` command that prints the object id once there is one; `undefined` for an object id. `quote` makes one word of the shell. */
export function askForPrincipal(text: string, quote: (word: string) => string): string | undefined {
  const owner = principalOwner(text);
  if (owner === undefined) return undefined;
  return parseResourceId(owner)?.type === IDENTITY
    ? `az identity show --ids ${quote(owner)} --query principalId -o tsv`
    : `az resource show --ids ${quote(owner)} --query identity.principalId -o tsv`;
}
