/** Puts a first config together: what is certain is set, what people decide is shown. */

import type { Estate } from '../estate/estate.ts';
import { CLOUDS, type Cloud } from '../model/cloud.ts';
import type { Gap } from '../model/finding.ts';
import { printable } from '../report/printable.ts';
import { type Entry, set, shown, type Value, writeDraft } from '../sources/config/draft.ts';
import { cycleCloudEntry } from './init-cyclecloud.ts';
import type { Discovery, FederatedCredential } from './init-discovery.ts';
import { nexusEntries } from './init-nexus.ts';
import { scopeEntry } from './init-scope.ts';

/** The text of the file; the same for the same estate. */
export function initConfig(cloud: Cloud, found: Discovery, estate: Estate, gaps: readonly Gap[]): string {
  return writeDraft(HEADING, [
    set('cloud', cloudValue(cloud)),
    scopeEntry(found, estate, gaps),
    ...nexusEntries(found),
    cycleCloudEntry(found),
    identitiesEntry(found.federatedCredentials),
    RULES,
    WAIVERS,
    FAIL_ON,
  ]);
}

const HEADING = [
  'What we declare of our managed-identity wiring. Begun by "midrift init" with what it found, and ours to edit since: every',
  'key is optional, and what stands in a comment here waits for a decision.',
  '',
  'Once the wiring is as it should be, "midrift lock" writes it into midrift.lock.yaml beside this file, for review. From then',
  'on every scan says what changed since.',
];

/** A national cloud by its name, a private one in full. */
function cloudValue(cloud: Cloud): Value {
  if (CLOUDS.includes(cloud)) return cloud.name;
  const { name, authority, resourceManager, microsoftGraph, vaultSuffix, blobSuffixes } = cloud;
  const optional = (['resourceManagerAudience', 'portal'] as const).filter(key => cloud[key] !== resourceManager);
  return [
    set('name', name),
    set('authority', authority),
    set('resourceManager', resourceManager),
    set('microsoftGraph', microsoftGraph),
    set('blobSuffix', blobSuffixes[0]!),
    set('vaultSuffix', vaultSuffix),
    ...optional.map(key => set(key, cloud[key])),
  ];
}

/** To declare a credential is to trust it: those that were found are only shown. */
function identitiesEntry(found: readonly FederatedCredential[]): Entry {
  const good = found.filter(one => Object.values(one).every(text => text !== '' && printable(text) === text));
  const says = ['Federated credentials that are meant to be there: any other on a wired identity is reported.'];
  const list = (good.length > 0 ? good : [EXAMPLE]).map(one => ({
    value: Object.entries(one).map(([key, value]) => set(key, value)),
  }));
  return shown(
    'identities',
    [set('federatedCredentials', { list })],
    good.length > 0 ? [...says, 'These were found; keep the ones that you know.'] : says,
  );
}

const EXAMPLE: FederatedCredential = {
  identity:
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/NAME/providers/Microsoft.ManagedIdentity/userAssignedIdentities/NAME',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:OWNER/NAME:environment:prod',
};

const RULES = shown('rules', { list: [{ value: './rules' }] }, [
  'Folders of your own rules; "midrift rules new" begins one.',
]);

const WAIVERS = shown(
  'waivers',
  {
    list: [
      {
        value: [
          set('rule', 'nexus-vault-not-rbac'),
          set('subject', '*/clusters/NAME#secret-archive'),
          set('because', 'The vault is replaced in spring.'),
          set('until', '2027-03-31'),
          set('by', 'platform team'),
        ],
      },
    ],
  },
  ['Failures that are accepted for a while. "midrift waive" writes them; none is accepted now.'],
);

const FAIL_ON = set('failOn', 'error', [
  'The lowest level whose failures make a run exit with 1: error, warning, note or never.',
]);
