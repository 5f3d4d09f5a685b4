/** A result that was compared with an approved wiring, and one whose names try to break the reports. */

import type { DriftReview, DriftState } from '../../src/model/drift-review.ts';
import type { Finding, Result } from '../../src/model/finding.ts';
import { HOSTILE, HOSTILE_NAMES, RICH } from './result.ts';

const [SYSTEM] = RICH.systems;
const VAULT = SYSTEM!.id.replace('Microsoft.NetworkCloud/clusters', 'Microsoft.KeyVault/vaults');
const LOCATION = { file: 'midrift.lock.yaml', line: 12, column: 5 };

const DRIFT: DriftReview = {
  lock: 'midrift.lock.yaml',
  unchanged: 40,
  unread: [{ topic: 'grant', because: 'no permission', facts: 3 }],
  changes: [
    {
      topic: 'use',
      is: 'altered',
      path: ['nexus', 'sub/rg/cluster-one', 'uses', 'secret archive'],
      before: 'kv-one as sub/rg/id-one',
      after: 'kv-two as sub/rg/id-one',
      resource: SYSTEM!.id,
      system: SYSTEM!.id,
      location: LOCATION,
      author: { by: 'kim@example.org', at: '2026-10-31T14:05:59Z', client: 'Azure Portal' },
      what: 'secret archive of cluster-one',
      made: 'changed by kim@example.org on 2026-10-31 14:05 UTC with Azure Portal',
      subject: `${SYSTEM!.id}#drift/uses/secret archive`,
    },
    {
      topic: 'firewall',
      is: 'opened',
      path: ['vaults', 'sub/rg/kv-other', 'default action'],
      before: 'Deny',
      after: 'Allow',
      resource: VAULT,
      location: { ...LOCATION, line: 40 },
      what: 'default action of kv-other',
      made: 'by whom is not known',
      subject: `${VAULT}#drift/default action`,
    },
  ],
  wiring: [
    {
      system: SYSTEM!.id,
      name: SYSTEM!.name,
      nodes: [
        {
          id: 'system',
          column: 'system',
          name: SYSTEM!.name,
          what: 'Nexus cluster',
          at: SYSTEM!.id,
          is: 'same',
          changes: [],
        },
        { id: 'archive', column: 'setting', name: 'secret archive', what: 'setting', is: 'altered', changes: [0] },
        { id: 'id', column: 'identity', name: 'id-one', what: 'user-assigned identity', is: 'same', changes: [] },
        {
          id: 'grant',
          column: 'grant',
          name: 'Writer',
          what: 'role assignment',
          at: VAULT,
          is: 'removed',
          changes: [0],
        },
        {
          id: 'gap',
          column: 'grant',
          name: 'role not known',
          what: 'the resource was not read',
          is: 'added',
          changes: [0],
        },
        { id: 'one', column: 'resource', name: 'kv-one', what: 'key vault', at: VAULT, is: 'removed', changes: [0] },
        { id: 'two', column: 'resource', name: 'kv-two', what: 'key vault', is: 'added', changes: [0] },
        {
          id: 'three',
          column: 'resource',
          name: 'law-one',
          what: 'Log Analytics workspace',
          is: 'unread',
          changes: [],
        },
      ],
      links: [
        { from: 'system', to: 'archive', is: 'same', changes: [] },
        { from: 'archive', to: 'id', is: 'same', changes: [] },
        { from: 'id', to: 'grant', is: 'removed', changes: [0] },
        { from: 'grant', to: 'one', is: 'removed', changes: [0] },
        { from: 'id', to: 'gap', is: 'added', changes: [0] },
        { from: 'gap', to: 'two', is: 'added', changes: [0] },
        { from: 'id', to: 'three', is: 'unread', changes: [] },
      ],
    },
  ],
};

const [first] = RICH.findings;

/** What a rule says of the first change. */
const FAILURE: Finding = {
  ...first!,
  subject: { kind: 'drift.change', id: DRIFT.changes[0]!.subject, name: DRIFT.changes[0]!.what, system: SYSTEM!.id },
  message: 'The secret archive names kv-two, where kv-one is approved.',
};

export const DRIFTED: Result = { ...RICH, findings: [FAILURE, ...RICH.findings.slice(1)], drift: DRIFT };

/** Compared, and as it was approved. */
export const UNDRIFTED: Result = {
  ...RICH,
  drift: { lock: 'midrift.lock.yaml', unchanged: 43, unread: [], changes: [], wiring: [] },
};

const STATES: readonly DriftState[] = ['same', 'added', 'removed', 'altered', 'unread'];

/** Hostile names wherever there are names. */
export const HOSTILE_DRIFTED: Result = {
  ...HOSTILE,
  drift: {
    lock: HOSTILE_NAMES[0]!,
    unchanged: 1,
    unread: HOSTILE_NAMES.map(text => ({ topic: text, because: text, facts: 1 })),
    changes: HOSTILE_NAMES.map((text, index) => ({
      topic: 'grant',
      is: index % 2 === 0 ? 'added' : 'removed',
      path: ['grants', text, text, text],
      before: text,
      after: text,
      resource: text,
      system: text,
      location: { file: text, line: 1, column: 1 },
      author: { by: text, at: text, client: text },
      what: text,
      made: text,
      subject: text,
    })),
    wiring: HOSTILE_NAMES.map((text, index) => ({
      system: `${text}${index}`,
      name: text,
      nodes: (['system', 'setting', 'identity', 'grant', 'resource'] as const).map((column, depth) => ({
        id: column,
        column,
        name: text,
        what: text,
        at: text,
        is: STATES[(index + depth) % STATES.length]!,
        changes: [index],
      })),
      links: [
        { from: 'system', to: 'setting', is: 'added', changes: [index] },
        { from: 'setting', to: text, is: 'removed', changes: [index] },
        { from: 'grant', to: 'resource', is: 'unread', changes: [] },
      ],
    })),
  },
};
