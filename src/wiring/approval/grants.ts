/** What is approved of access: the role assignments that bear on the wiring. */

import type { Estate } from '../../estate/estate.ts';
import { type Fact, Unknown } from '../../model/fact.ts';
import { textAt } from '../../model/json.ts';
import type { WiredFact } from '../../model/lock.ts';
import { foldId } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';
import { oneLine } from './text.ts';

/** The fact of a `wiring.grant`. `names` are what principals are called. */
export function grantFacts(subject: Subject, estate: Estate, names: ReadonlyMap<string, string>): WiredFact[] {
  if (subject.kind !== 'wiring.grant') return [];
  const { grant } = subject.variables;
  const scope = foldId(grant.scope as string);
  const principal = (grant.principalId as string).toLowerCase();
  const resource = grant.scope as string;
  const isNamed = (grant.roleName as string).toLowerCase() !== (grant.roleId as string).toLowerCase();
  if (!isNamed) {
    const because = `the definition of the role ${grant.roleName as string} could not be read`;
    return [{ path: ['grants', scope], value: new Unknown(because), resource }];
  }
  const called = names.get(principal);
  return [
    {
      path: ['grants', scope, grant.roleName as string, principal],
      value: conditionOf(subject, estate),
      resource,
      assignment: grant.id as string,
      ...(called === undefined ? {} : { called }),
    },
  ];
}

/** What principals are called, by their ids. */
export function namesOf(subjects: readonly Subject[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const subject of subjects) {
    const who =
      subject.kind === 'wiring.identity'
        ? subject.variables.identity
        : subject.kind === 'nexus.operator'
          ? subject.variables.operator
          : undefined;
    // Ids and names of resources come in any case; one form keeps the file the same.
    if (typeof who?.principalId === 'string') names.set(who.principalId, (who.name as string).toLowerCase());
  }
  return names;
}

function conditionOf({ variables: { grant } }: Subject<'wiring.grant'>, estate: Estate): Fact<string> {
  if (grant.isConditional !== true) return 'unconditional';
  const row = estate.row('authorizationresources', grant.id as string);
  if (row === undefined) return new Unknown(`only a direct read showed ${grant.id as string}, without its condition`);
  const condition = textAt(row, 'properties', 'condition');
  return condition === undefined ? 'a condition of the role' : `if ${oneLine(condition)}`;
}
