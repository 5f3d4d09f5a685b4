/** Locks that an earlier midrift wrote. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lockIn, lockText } from '../../src/cli/lock-text.ts';
import { silentOn } from '../../src/drift/versions.ts';
import { LOCK_FILE, LOCK_VERSIONS } from '../../src/model/lock.ts';
import { approvalOf } from '../../src/wiring/approval/approval.ts';
import { EVERYTHING } from './changes.ts';
import { driftOf, estateOf, LOCKED, wiredOf } from './demo.ts';

const version = suite('the version of a lock');

/** The lock as version 1 has it. */
const OLD = LOCKED.text.replace('version: 2', 'version: 1').replace(/\ndenials:\n.*/s, '');

/** An estate in which everything is that version 1 does not speak of. */
const NOW = estateOf(EVERYTHING);

version('1 does not speak of virtual networks, resource instances and deny assignments: they are no drift', () => {
  const rules = driftOf(NOW, lockIn(OLD, LOCK_FILE)).map(({ rule }) => rule);

  assert.equal([...new Set(rules)], ['drift-grant-condition-altered']);
});

version('2 speaks of all of them, and the same estate has drift', () => {
  const rules = driftOf(NOW).map(({ rule }) => rule);

  assert.equal([...new Set(rules)].sort(), [
    'drift-denial-added',
    'drift-grant-condition-altered',
    'drift-instance-admitted',
    'drift-network-admitted',
  ]);
});

version('is brought to the newest by writing the lock again, with all that it then speaks of', () => {
  const before = lockIn(OLD, LOCK_FILE);
  const text = lockText(approvalOf(wiredOf(NOW).subjects, NOW), 'AzureCloud', { before });

  const added = text
    .split('\n')
    .filter(line => !OLD.split('\n').includes(line) && !/: (?:a condition|unconditional)/.test(line));
  assert.equal(
    [driftOf(NOW, lockIn(text, LOCK_FILE)), added.map(line => line.trim())],
    [
      [],
      [
        'version: 2',
        'resource instances:',
        'microsoft.network/virtualnetworks/subnets sub-nexus-north/rg-net/vnet-hub/jump: of tenant 7e',
        'virtual networks:',
        'sub-nexus-north/rg-net/vnet-hub/jump: admitted',
        'sub-nexus-north/rg-net/vnet-hub/more: admitted',
        'roles:',
        'Storage Blob Data Contributor:',
        'condition: it is sunny',
        'denials:',
        'resource group sub-nexus-lab/rg-gdansk:',
        'deny writes of a deployment stack: data actions microsoft.storage/storageaccounts/blobservices/containers/blobs/write; to everyone except 0e5a0001-0000-4000-8000-000000000001',
        'resource group sub-nexus-north/rg-bergen:',
        'stack guard: actions */delete; to everyone',
      ],
    ],
  );
});

version('of a newer midrift is a problem that says so', () => {
  let says = '';
  try {
    lockIn(LOCKED.text.replace('version: 2', 'version: 3'), LOCK_FILE);
  } catch (error) {
    says = (error as Error).message;
  }

  assert.is(
    says,
    'midrift.lock.yaml:4:10: the lock is of version 3, where this midrift reads versions 1 and 2; use the midrift that wrote it',
  );
});

version('says what it is silent on; the newest on nothing', () => {
  assert.equal(
    LOCK_VERSIONS.map(one => silentOn(one).length),
    [4, 0],
  );
});

version.run();
