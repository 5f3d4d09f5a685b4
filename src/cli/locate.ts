/** Where in the repository a subject belongs: the line of the config that includes it. */

import type { Estate } from '../estate/estate.ts';
import type { Location } from '../model/finding.ts';
import { listAt, textAt } from '../model/json.ts';
import { managementGroupScope, subscriptionOf } from '../model/resource-id.ts';
import type { Path } from '../sources/yaml.ts';
import type { Subject } from '../subjects/subjects.ts';
import type { Config } from './config.ts';

/** Finds places in the config for the subjects of an estate. Without a config, the first line of where it would be. */
export function locator({ source, file, scope }: Config, estate: Estate): (subject: Subject) => Location {
  const start: Location = { file, line: 1, column: 1 };
  if (source === undefined) return ({ at }) => at ?? start;
  const places = new Map<string, Location>();
  const pathOf = (subscription: string | undefined): Path => {
    const subscriptions = (scope.subscriptions ?? []).map(id => id.toLowerCase());
    const listed = subscription === undefined ? -1 : subscriptions.indexOf(subscription);
    if (listed >= 0) return ['scope', 'subscriptions', listed];
    const above = new Set(subscription === undefined ? [] : managementGroupsAbove(subscription, estate));
    const group = (scope.managementGroups ?? []).findIndex(name => above.has(managementGroupScope(name)));
    return group >= 0 ? ['scope', 'managementGroups', group] : ['scope'];
  };
  return ({ id, system, at }) => {
    if (at !== undefined) return at;
    const subscription = subscriptionOf(system ?? id);
    const key = subscription ?? '';
    let place = places.get(key);
    if (place === undefined) {
      const path = pathOf(subscription);
      place = { ...(path.length === 1 ? source.locateKey(path) : source.locate(path)), file };
      places.set(key, place);
    }
    return place;
  };
}

function managementGroupsAbove(subscription: string, estate: Estate): string[] {
  const row = estate.row('resourcecontainers', `/subscriptions/${subscription}`);
  return listAt(row, 'properties', 'managementGroupAncestorsChain').flatMap(group => {
    const name = textAt(group, 'name');
    return name === undefined ? [] : [managementGroupScope(name)];
  });
}
