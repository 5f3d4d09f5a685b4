/** What is approved of denials: the deny assignments that lie over wired resources. */

import { Denials, type Deny, isEveryone, type Named } from '../../access/denials.ts';
import type { Permission, Plane } from '../../access/permission.ts';
import { Places } from '../../access/place.ts';
import type { Estate } from '../../estate/estate.ts';
import { type Fact, Unknown } from '../../model/fact.ts';
import { textAt } from '../../model/json.ts';
import type { WiredFact } from '../../model/lock.ts';
import type { Subject } from '../../subjects/subjects.ts';
import { wiredResources } from '../shared.ts';
import { oneLine } from './text.ts';

/** Several of one name at one scope are told apart by their ids. */
export function denialFacts(subjects: readonly Subject[], estate: Estate): WiredFact[] {
  if (estate.count('arm/denyassignments') === 0) return [];
  const denials = new Denials(estate);
  const places = new Places(estate);
  const found = new Map<string, { readonly deny: Deny; readonly value: Fact<string> }>();
  for (const [id] of wiredResources(subjects)) {
    for (const { deny, sureOfPlace } of denials.over(places.of(id))) {
      const unsure = new Unknown(`whether ${deny.scope} lies above ${id} is not known`);
      if (sureOfPlace || !found.has(deny.id))
        found.set(deny.id, { deny, value: sureOfPlace ? said(deny, estate) : unsure });
    }
  }
  const alike = Map.groupBy(found.values(), ({ deny }) => `${deny.at}\n${deny.name}`);
  return [...alike.values()].flatMap(some =>
    some.map(({ deny, value }): WiredFact => {
      const name =
        some.length === 1 ? deny.name : `${deny.name} (${deny.id.slice(deny.id.lastIndexOf('/') + 1).toLowerCase()})`;
      return { path: ['denials', deny.at, name], value, resource: deny.scope, assignment: deny.id };
    }),
  );
}

/** What it takes of the control plane and of the data plane, from whom, and what limits it. */
function said({ id, permissions, principals, exceptions, onlyThere }: Deny, estate: Estate): Fact<string> {
  if (permissions === undefined) return new Unknown(`what the deny assignment ${id} takes could not be read`);
  const condition = textAt(estate.row('arm/denyassignments', id), 'properties', 'condition');
  return [
    ...new Set(
      permissions.flatMap(permission => [patterns(permission, 'actions'), patterns(permission, 'dataActions')]),
    ),
    `to ${whom(principals)}${exceptions.length === 0 ? '' : ` except ${whom(exceptions)}`}`,
    ...(condition === undefined ? [] : [`if ${oneLine(condition)}`]),
    ...(onlyThere ? ['not below'] : []),
  ]
    .filter(part => part !== '')
    .join('; ');
}

function patterns(permission: Permission, plane: Plane): string {
  const { give, except } = permission[plane];
  if (give.length === 0) return '';
  const but = except.length === 0 ? '' : ` except ${listed(except)}`;
  const condition = permission.condition === undefined ? '' : ` if ${oneLine(permission.condition)}`;
  return `${plane === 'actions' ? 'actions' : 'data actions'} ${listed(give)}${but}${condition}`;
}

function whom(named: readonly Named[]): string {
  return named.some(isEveryone) ? 'everyone' : listed(named.map(({ id }) => id));
}

function listed(texts: readonly string[]): string {
  return [...new Set(texts)].sort().join(', ');
}
