import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readChanges } from '../../src/azure/changes.ts';
import type { Faults } from '../../src/emulator/faults.ts';
import { Estate } from '../../src/estate/estate.ts';
import type { Row } from '../../src/model/estate.ts';
import { textAt } from '../../src/model/json.ts';
import { against, TAKEN_AT } from './against.ts';
import { STORE, smallAzure } from './small-azure.ts';

const changes = suite('records of changes');

function record(name: string, timestamp: string, target: string, setting = 'networkAcls.defaultAction'): Row {
  return {
    id: `${target}/providers/Microsoft.Resources/changes/${name}`,
    name,
    type: 'microsoft.resources/changes',
    properties: {
      targetResourceId: target.toUpperCase(),
      changeType: 'Update',
      changeAttributes: { timestamp, changedBy: 'kim' },
      changes: {
        [`properties.${setting}`]: { previousValue: 'Deny', newValue: 'Allow', propertyChangeType: 'Update' },
      },
    },
  };
}

/** The names of the records that are read of a storage account, the coverage, and the number of queries. */
function read(faults: Faults = {}): Promise<unknown[]> {
  const azure = smallAzure();
  azure.add('resourcechanges', record('yesterday', '2026-10-31T10:00:00Z', STORE));
  azure.add('resourcechanges', record('status', '2026-10-31T11:00:00Z', STORE, 'provisioningState'));
  azure.add('resourcechanges', record('long-ago', '2026-10-01T10:00:00Z', STORE));
  azure.add('resourcechanges', record('elsewhere', '2026-10-31T10:00:00Z', `${STORE}2`));
  return against(azure, { faults }, async ({ connection, emulator }) => {
    const estate = new Estate({ ...azure.header, takenAt: TAKEN_AT });
    await readChanges(connection, estate, [STORE, STORE.toLowerCase()]);
    return [
      [...estate.rows('resourcechanges')].map(row => textAt(row, 'name')),
      estate.coverage.map(({ source, scope, status }) => `${source} ${scope.split('/').at(-2)} ${status}`),
      emulator.requests.filter(({ kind }) => kind === 'resource graph').length,
    ];
  });
}

changes('the ones of the last fourteen days that may be about wiring are read by one query', async () => {
  assert.equal(await read(), [['yesterday'], ['resourcechanges storageaccounts complete'], 1]);
});

changes('a refusal leaves one gap in each subscription', async () => {
  assert.equal(await read({ denied: ['resourcechanges'] }), [[], ['resourcechanges subscriptions denied'], 1]);
});

changes.run();
