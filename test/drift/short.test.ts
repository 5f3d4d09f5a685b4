import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { aliasesOf, shortId, wholeId } from '../../src/drift/short.ts';
import type { LockSection } from '../../src/model/lock.ts';

const short = suite('ids in a lock');

const A = '5b000001-0000-4000-8000-000000000001';
const ALIASES = new Map([[A, 'sub-a']]);
const SUBSCRIPTIONS = new Map([['sub-a', A]]);
const GROUP = `/subscriptions/${A}/resourcegroups/rg-a`;

/** Whole ids, folded, and how they are written. */
const IDS: readonly (readonly [section: LockSection, id: string, text: string])[] = [
  ['nexus', `${GROUP}/providers/microsoft.networkcloud/clusters/cl-a`, 'sub-a/rg-a/cl-a'],
  [
    'identities',
    `${GROUP}/providers/microsoft.networkcloud/clusters/cl-a`.replace(
      'microsoft.networkcloud/clusters',
      'microsoft.managedidentity/userassignedidentities',
    ),
    'sub-a/rg-a/cl-a',
  ],
  ['grants', '/', 'tenant'],
  ['grants', '/providers/microsoft.management/managementgroups/mg-a', 'management group mg-a'],
  ['grants', `/subscriptions/${A}`, 'subscription sub-a'],
  ['grants', GROUP, 'resource group sub-a/rg-a'],
  ['grants', `${GROUP}/providers/microsoft.keyvault/vaults/kv-a`, 'vault sub-a/rg-a/kv-a'],
  [
    'grants',
    `${GROUP}/providers/microsoft.storage/storageaccounts/sta/blobservices/default/containers/out`,
    'container sub-a/rg-a/sta/default/out',
  ],
  ['grants', `${GROUP}/providers/microsoft.web/sites/w`, 'microsoft.web/sites sub-a/rg-a/w'],
];

for (const [section, id, text] of IDS) {
  short(`${text} stands for one id of ${section} alone`, () => {
    assert.equal([shortId(id, section, ALIASES), wholeId(text, section, SUBSCRIPTIONS)], [text, id]);
  });
}

short('subscriptions keep the names that the file has for them; of equal names neither counts', () => {
  const names = new Map([
    ['1', 'Production'],
    ['2', 'same'],
    ['3', 'Same'],
    ['4', 'old'],
  ]);

  assert.equal([...aliasesOf(['1', '2', '3', '4'], names, new Map([['kept', '4']]))].sort(), [
    ['1', 'production'],
    ['2', '2'],
    ['3', '3'],
    ['4', 'kept'],
  ]);
});

short.run();
