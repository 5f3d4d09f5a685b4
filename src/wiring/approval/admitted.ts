/** What firewalls admit: addresses, subnets, and resources by their own identity. */

import type { Json, Row } from '../../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact } from '../../model/fact.ts';
import { listAt, textAt } from '../../model/json.ts';
import { foldId, parseResourceId } from '../../model/resource-id.ts';
import { ipRules } from '../firewall.ts';

/** Something that is admitted, by the key of a lock that it stands under; a list that is unknown may admit anything. */
export type Admitted = { readonly key: string; readonly what: Fact<string>; readonly how: string };

/** Sorting is left to others; of the same thing twice the last one counts. */
export function admittedBy(resource: Row): Admitted[] {
  return [
    ...ipRules(resource).map(rule => ({
      key: 'addresses',
      what: mapFact(rule, text => text.toLowerCase()),
      how: 'admitted',
    })),
    ...rulesAt(resource, 'virtualNetworkRules', 'id').map(({ what }) => ({
      key: 'virtual networks',
      what: mapFact(what, foldId),
      how: 'admitted',
    })),
    ...rulesAt(resource, 'resourceAccessRules', 'resourceId').map(({ what, rule }) => ({
      key: 'resource instances',
      what: mapFact(what, instance),
      how: tenantOf(rule),
    })),
  ];
}

/** Rules without what they are about admit nothing. */
function rulesAt(resource: Row, list: string, key: string): { readonly what: Fact<string>; readonly rule: Json }[] {
  const rules = factOf(() => listAt(resource, 'properties', 'networkAcls', list));
  if (isUnknown(rules)) return [{ what: rules, rule: null }];
  return rules.map(rule => ({ rule, what: factOf(() => textAt(rule, key) ?? '') })).filter(({ what }) => what !== '');
}

/** Its type stands before its id, as short ids have none; `*` for a name means any of that type. */
function instance(id: string): string {
  const type = parseResourceId(id)?.type;
  return type === undefined ? foldId(id) : `${type} ${foldId(id)}`;
}

function tenantOf(rule: Json): string {
  const tenant = factOf(() => textAt(rule, 'tenantId') ?? '');
  return isUnknown(tenant) || tenant === '' ? 'admitted' : `of tenant ${tenant.toLowerCase()}`;
}
