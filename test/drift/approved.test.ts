/** What was approved differs from an estate that nobody touched: one thing at a time. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { lockIn } from '../../src/cli/lock-text.ts';
import { LOCK_FILE } from '../../src/model/lock.ts';
import { ROWS } from '../wiring/demo.ts';
import { CHANGES } from './changes.ts';
import { driftOf, estateOf, LOCKED, RULES } from './demo.ts';

const approved = suite('an approval of something else');

const ESTATE = estateOf(ROWS);
const OSLO = '  sub-hpc/rg-oslo/vm-oslo:\n';
const ORCHESTRATOR = '    acts as: sub-hpc/rg-oslo/id-orchestrator-oslo\n';
const BERGEN = '  sub-nexus-north/rg-bergen/stbergen:\n    addresses:\n';
const SUBNET = '      sub-nexus-north/rg-net/vnet-hub/jump: admitted\n';
const OUTPUT = 'sub-nexus-north/rg-identity/id-output-bergen';
const PRINCIPAL = '1d000001-0001-4000-8000-000000000001';
const ON_STORAGE = `  storage sub-nexus-north/rg-bergen/stbergen:\n    Storage Blob Data Contributor:\n`;
const GUARD = '  resource group sub-nexus-lab/rg-gdansk:\n    deny writes of a deployment stack: ';

/** What stands in the lock of the estate, what stands there instead, and what is said: level, rule and line. */
const EDITS: readonly (readonly [name: string, is: string, was: string, says: string])[] = [
  [
    'a use that was not set',
    `      analytics output: law-bergen as ${OUTPUT}\n`,
    '',
    'warning drift-use-added | uses:',
  ],
  [
    'a server that signed in with a secret',
    `stoslo/cyclecloud as sub-hpc/rg-oslo/id-locker-oslo\n    nodes:\n      oslo/execute:\n        sub-hpc/rg-oslo/id-nodes-oslo: asked for\n      oslo/scheduler:\n        sub-hpc/rg-oslo/id-nodes-oslo: asked for\n    signs in by: ManagedIdentity`,
    `stoslo/cyclecloud as sub-hpc/rg-oslo/id-locker-oslo\n    nodes:\n      oslo/execute:\n        sub-hpc/rg-oslo/id-nodes-oslo: asked for\n      oslo/scheduler:\n        sub-hpc/rg-oslo/id-nodes-oslo: asked for\n    signs in by: Secret`,
    'warning drift-sign-in-altered | signs in by: Secret',
  ],
  [
    'a locker that was used by its shared key',
    'stoslo/cyclecloud as sub-hpc/rg-oslo/id-locker-oslo',
    'stoslo/cyclecloud as shared key',
    'error drift-locker-altered | locker: stoslo/cyclecloud as shared key',
  ],
  [
    'nodes that had no identity',
    '      oslo/scheduler:\n        sub-hpc/rg-oslo/id-nodes-oslo: asked for\n',
    '',
    'warning drift-node-identity-added | nodes:',
  ],
  [
    'nodes that had one more identity',
    '      oslo/scheduler:\n',
    '      oslo/scheduler:\n        sub-hpc/rg-oslo/id-locker-oslo: asked for\n',
    'error drift-node-identity-removed | sub-hpc/rg-oslo/id-locker-oslo: asked for',
  ],
  [
    'an identity that was restricted to another provider',
    `  ${OUTPUT.replace('output', 'vault')}:\n    principal: 1d000002-0001-4000-8000-000000000002\n    restricted to: microsoft.networkcloud`,
    `  ${OUTPUT.replace('output', 'vault')}:\n    principal: 1d000002-0001-4000-8000-000000000002\n    restricted to: microsoft.compute`,
    'warning drift-identity-restriction-altered | restricted to: microsoft.compute',
  ],
  [
    'a federated credential more',
    `  ${OUTPUT}:\n    federated credentials:\n`,
    `  ${OUTPUT}:\n    federated credentials:\n      https://issuer.example.org someone: trusted\n`,
    'warning drift-federated-credential-removed | https://issuer.example.org someone: trusted',
  ],
  [
    'an address more',
    BERGEN,
    `${BERGEN}      198.51.100.7: admitted\n`,
    'warning drift-address-removed | 198.51.100.7: admitted',
  ],
  [
    'a virtual network more',
    BERGEN,
    BERGEN.replace('    addresses', `    virtual networks:\n${SUBNET}    addresses`),
    'warning drift-network-removed | sub-nexus-north/rg-net/vnet-hub/jump: admitted',
  ],
  [
    'a resource instance more',
    BERGEN,
    BERGEN.replace(
      '    addresses',
      '    resource instances:\n      microsoft.synapse/workspaces sub-nexus-north/rg-a/ws: admitted\n    addresses',
    ),
    'warning drift-instance-removed | microsoft.synapse/workspaces sub-nexus-north/rg-a/ws: admitted',
  ],
  [
    'a shared key that was refused',
    `${BERGEN}      203.0.113.0/24: admitted\n    bypass: AzureServices, Logging, Metrics\n    default action: Deny\n    public access: Enabled\n    shared key: allowed`,
    `${BERGEN}      203.0.113.0/24: admitted\n    bypass: AzureServices, Logging, Metrics\n    default action: Deny\n    public access: Enabled\n    shared key: refused`,
    'warning drift-shared-key-allowed | shared key: refused',
  ],
  [
    'a role of someone else',
    ON_STORAGE,
    `${ON_STORAGE}      99000001-0000-4000-8000-000000000001: unconditional\n`,
    'note drift-grant-to-others-removed | 99000001-0000-4000-8000-000000000001: unconditional',
  ],
  [
    'a role on a condition',
    `      ${PRINCIPAL}: unconditional # id-output-bergen\n  storage sub-nexus-north/rg-lyon`,
    `      ${PRINCIPAL}: if it is sunny\n  storage sub-nexus-north/rg-lyon`,
    `warning drift-grant-condition-altered | ${PRINCIPAL}: if it is sunny`,
  ],
  [
    'a deny assignment that denied something else',
    `${GUARD}data actions`,
    `${GUARD}actions`,
    `warning drift-denial-altered | ${GUARD.split('\n')[1]!.trim()} actions microsoft.storage/storageaccounts/blobservices/containers/blobs/write; to everyone except 0e5a0001-0000-4000-8000-000000000001`,
  ],
  [
    'a server that was not there',
    LOCKED.text.slice(LOCKED.text.indexOf(OSLO + ORCHESTRATOR), LOCKED.text.indexOf('  sub-hpc/rg-sligo/vm-sligo:')),
    '',
    'warning drift-system-added | cyclecloud:',
  ],
];

for (const [name, is, was, says] of EDITS) {
  approved(name, () => {
    const parts = LOCKED.text.split(is);
    const text = parts.join(was);

    const found = driftOf(ESTATE, lockIn(text, LOCK_FILE)).map(
      ({ level, rule, location }) => `${level} ${rule} | ${text.split('\n')[location.line - 1]!.trim()}`,
    );

    assert.equal([parts.length, found], [2, [says]]);
  });
}

approved('every rule on drift fails here or among the changes to an estate', () => {
  const said = [...CHANGES.map(([, , says]) => says), ...EDITS.map(([, , , says]) => says)];

  const silent = RULES.filter(({ id }) => !said.some(words => words.includes(` ${id} |`)));

  assert.equal(
    silent.map(({ id }) => id),
    [],
  );
});

approved.run();
