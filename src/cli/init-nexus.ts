/** The part of a first config about Operator Nexus: its applications as they were found, its operators for people to fill in. */

import { type Fact, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import { isGuid, NO_GUID } from '../model/guid.ts';
import { sentence, stopped } from '../report/printable.ts';
import { type Entry, set, shown } from '../sources/config/draft.ts';
import type { Discovery } from './init-discovery.ts';

/** Nothing where there is no cluster. */
export function nexusEntries({ clusters, applications }: Discovery): Entry[] {
  if (clusters.length === 0) return [];
  return [set('nexus', [OPERATORS, set('afoi', [REQUIRED, ...objectIds(applications)])])];
}

const OPERATORS = shown(
  'operators',
  [
    set('principals', { list: [{ value: [set('id', NO_GUID), set('name', 'run-command operators')] }] }),
    set('addresses', { list: [{ value: '203.0.113.0/28' }] }),
  ],
  [
    'Who runs run-* commands (object ids of users or groups), and from which addresses. Azure cannot know it; once it is',
    'declared, scans check that they reach the output and the secrets.',
  ],
);

const REQUIRED = set('required', true, [
  "Whether AFOI-NC-MGMT-PME-PROD must be able to assign the secret archive's identity: false where your version of the",
  'document no longer asks for it.',
]);

/** Those that are known are set, so that no other run needs Microsoft Graph for them. */
function objectIds(applications: Discovery['applications']): Entry[] {
  const ids = [...applications].map(([key, id]) => ({ key, id: mapFact(id, checked) }));
  if (ids.length === 0) return [];
  const because = [...new Set(ids.flatMap(({ id }) => (isUnknown(id) ? [said(id)] : [])))];
  if (ids.every(({ id }) => isUnknown(id))) {
    const examples = ids.map(({ key }) => set(key, NO_GUID));
    return [
      shown('objectIds', examples, [
        'Object ids of the applications in this tenant, where Microsoft Graph cannot be asked for them.',
        ...because,
      ]),
    ];
  }
  const entries = ids.map(({ key, id }) => (isUnknown(id) ? shown(key, NO_GUID, [said(id)]) : set(key, id)));
  return [
    set('objectIds', entries, [
      'Object ids of the applications in this tenant, as Microsoft Graph told them: no other run has to ask it for them.',
    ]),
  ];
}

function checked(id: string): Fact<string> {
  return isGuid(id) ? id : new Unknown(`"${id}" is no object id`);
}

function said({ because }: Unknown): string {
  return stopped(`Not set: ${sentence(because)}`);
}
