/** What is approved of roles: the conditions that their definitions carry. */

import { Roles } from '../../access/role.ts';
import type { Estate } from '../../estate/estate.ts';
import type { WiredFact } from '../../model/lock.ts';
import { lastSegment } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';
import { isDefinition, oneLine } from './text.ts';

/** A fact for each role with a condition that some grant gives. */
export function roleFacts(subjects: readonly Subject[], estate: Estate): WiredFact[] {
  const granted = new Set<string>();
  for (const subject of subjects) {
    if (subject.kind === 'wiring.grant' && subject.variables.grant.isConditional === true)
      granted.add(subject.variables.grant.roleId as string);
  }
  if (granted.size === 0) return [];
  const roles = new Roles(estate);
  const definitions = new Map(
    [...estate.rows('authorizationresources')]
      .filter(isDefinition)
      .map(row => [lastSegment(String(row.id)), String(row.id)]),
  );
  return [...granted].sort().flatMap(id => {
    const { name, permissions = [] } = roles.get(id);
    const conditions = permissions.flatMap(({ condition }) => (condition === undefined ? [] : oneLine(condition)));
    const definition = definitions.get(lastSegment(id));
    if (conditions.length === 0 || definition === undefined) return [];
    const value = [...new Set(conditions)].sort().join('; ');
    return [{ path: ['roles', name, 'condition'], value, resource: definition, assignment: definition }];
  });
}
