/** Who made a change, by Azure's own records. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withAuthors } from '../../src/drift/history.ts';
import { madeBy } from '../../src/drift/words.ts';
import type { Row } from '../../src/model/estate.ts';
import type { Change, Topic } from '../../src/model/lock.ts';

const author = suite('the author of a change');

const TARGET = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st';

type Attributes = { readonly [key: string]: string };

function record(changeType: string, paths: readonly string[], attributes: Attributes): Row {
  const changes = Object.fromEntries(
    paths.map(path => [
      path,
      { previousValue: 'a', newValue: 'b', propertyChangeType: 'Update', isTruncated: 'false' },
    ]),
  );
  const changeAttributes = { timestamp: '2026-10-31T14:05:59.347+00:00', changedBy: 'kim@example.org', ...attributes };
  return {
    id: `${TARGET}/providers/Microsoft.Resources/changes/${changeType}${attributes.timestamp}`,
    properties: { targetResourceId: TARGET.toUpperCase(), changeType, changeAttributes, changes },
  };
}

const OPENED = ['properties.networkAcls.defaultAction'];
const NOBODY = 'by whom is not known';

const RECORDS: readonly (readonly [name: string, topic: Topic, rows: readonly Row[], says: string])[] = [
  [
    'is said with the client that was used',
    'firewall',
    [record('Update', OPENED, { clientType: 'Azure CLI', changedByType: 'User' })],
    'changed by kim@example.org on 2026-10-31 14:05 UTC with Azure CLI',
  ],
  [
    'is said without a client that Azure did not recognise',
    'firewall',
    [record('Update', OPENED, { clientType: 'Unknown' })],
    'changed by kim@example.org on 2026-10-31 14:05 UTC',
  ],
  [
    'is Azure where a change in the background is nobody else’s',
    'firewall',
    [record('Update', OPENED, { changedBy: 'System', changedByType: 'System', clientType: 'Unspecified' })],
    'changed by Azure itself, in the background, on 2026-10-31 14:05 UTC',
  ],
  ['is not known where Azure says so', 'firewall', [record('Update', OPENED, { changedBy: 'Unspecified' })], NOBODY],
  [
    'is that of the last record, however times are written',
    'firewall',
    [
      record('Update', OPENED, { timestamp: '2026-10-31T14:05:59.5Z', changedBy: 'first' }),
      record('Update', OPENED, { timestamp: '2026-10-31T15:05:59.4+00:00', changedBy: 'last' }),
      record('Update', OPENED, { timestamp: '2026-10-31T14:05:59.5000001Z', changedBy: 'second' }),
    ],
    'changed by last on 2026-10-31 15:05 UTC',
  ],
  ['of another setting is none', 'firewall', [record('Update', ['properties.networkAcls.bypass'], {})], NOBODY],
  [
    'of a setting that a resource was made with made the resource',
    'firewall',
    [record('Create', [], {})],
    'changed by kim@example.org on 2026-10-31 14:05 UTC',
  ],
  ['of a deletion made no setting', 'firewall', [record('Delete', [], {})], NOBODY],
  [
    'of a deletion is that of its record',
    'resource',
    [record('Delete', [], {})],
    'changed by kim@example.org on 2026-10-31 14:05 UTC',
  ],
  [
    'of a subnet is found by its place in the list',
    'virtual network',
    [record('Update', ['properties.networkAcls.virtualNetworkRules[1].id'], {})],
    'changed by kim@example.org on 2026-10-31 14:05 UTC',
  ],
];

for (const [name, topic, rows, says] of RECORDS) {
  author(name, () => {
    const change: Change = {
      topic,
      is: 'altered',
      path: ['storage', 'sub/rg/st'],
      before: 'a',
      after: 'b',
      resource: TARGET.toLowerCase(),
      location: { file: 'midrift.lock.yaml', line: 1, column: 1 },
    };

    const [found] = withAuthors([change], rows, () => undefined);

    assert.is(madeBy(found!.author), says);
  });
}

author.run();
