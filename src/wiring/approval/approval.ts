/** The wiring as facts that people approve: what a lock is written of and compared with. */

import type { Estate } from '../../estate/estate.ts';
import { textAt } from '../../model/json.ts';
import type { WiredFact, WiredFacts } from '../../model/lock.ts';
import { subscriptionOf } from '../../model/resource-id.ts';
import type { Subject } from '../../subjects/subjects.ts';
import { cycleCloudFacts } from './cyclecloud.ts';
import { denialFacts } from './denials.ts';
import { grantFacts, namesOf } from './grants.ts';
import { identityFacts } from './identities.ts';
import { nexusFacts } from './nexus.ts';
import { resourceFacts } from './resources.ts';
import { roleFacts } from './roles.ts';
import { unreadIn } from './unread.ts';

/** The facts of subjects that were wired of this estate. */
export function approvalOf(subjects: readonly Subject[], estate: Estate): WiredFacts {
  const names = namesOf(subjects);
  const facts = new Map<string, WiredFact>();
  for (const subject of subjects) {
    for (const fact of [
      ...nexusFacts(subject),
      ...cycleCloudFacts(subject),
      ...identityFacts(subject),
      ...resourceFacts(subject, estate),
      ...grantFacts(subject, estate, names),
    ]) {
      facts.set(JSON.stringify(fact.path), fact);
    }
  }
  for (const fact of [...roleFacts(subjects, estate), ...denialFacts(subjects, estate)])
    facts.set(JSON.stringify(fact.path), fact);
  return {
    facts: [...facts.keys()].sort().map(key => facts.get(key)!),
    subscriptions: subscriptionNames(estate),
    unread: unreadIn(subjects, estate),
  };
}

function subscriptionNames(estate: Estate): Map<string, string> {
  const names = new Map<string, string>();
  for (const row of estate.rows('resourcecontainers')) {
    const id = textAt(row, 'id')!;
    const subscription = subscriptionOf(id);
    const name = textAt(row, 'name');
    if (subscription !== undefined && name !== undefined) names.set(subscription, name);
  }
  return names;
}
