/** What is known, before a deployment, of what a template asks of a resource with `reference()`. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import { principalOf } from '../../model/plan.ts';
import { parseResourceId } from '../../model/resource-id.ts';
import { IDENTITY, STORAGE_ACCOUNT, VAULT } from '../../model/resource-types.ts';
import type { ScopeFunction } from '../arm/expression/evaluate.ts';
import { partlyKnown } from '../arm/expression/partly-known.ts';
import type { PlanContext } from '../context.ts';

/** `reference(id or symbolic name[, API version[, 'Full']])`; `idOf` finds the resource of a symbolic name. */
export function referenceIn(idOf: (name: string) => string | undefined, context: PlanContext): ScopeFunction {
  return args => {
    const [target, , full] = args;
    if (typeof target !== 'string') return unknownValue(whyUnknown(target) ?? 'reference() is given no text');
    const id = target.startsWith('/') ? target : idOf(target);
    if (id === undefined) return unknownValue(`what-if does not list ${target}`);
    const because = `what-if does not resolve reference()`;
    const properties = partlyKnown(because, knownProperties(id, context));
    if (typeof full !== 'string' || full.toLowerCase() !== 'full') return properties;
    return partlyKnown(because, {
      properties,
      identity: partlyKnown(because, { principalId: principalOf(id) }),
    });
  };
}

/** The addresses of storage accounts and vaults follow from their names; that of an account with DNS zone endpoints does not, and its row shows it. */
function knownProperties(id: string, { cloud }: PlanContext): { readonly [key: string]: Json } {
  const parsed = parseResourceId(id);
  const name = parsed?.name.toLowerCase();
  switch (parsed?.type) {
    case IDENTITY:
      return { principalId: principalOf(id) };
    case STORAGE_ACCOUNT:
      return { primaryEndpoints: blobEndpoint(`https://${name}.${cloud.blobSuffixes[0]}/`) };
    case VAULT:
      return { vaultUri: `https://${name}.${cloud.vaultSuffix}/` };
    default:
      return {};
  }
}

function blobEndpoint(blob: string): Row {
  return partlyKnown('what-if does not resolve reference()', { blob });
}
