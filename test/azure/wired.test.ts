import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { principalsOf, wiredBy } from '../../src/azure/wired.ts';
import type { Row } from '../../src/model/estate.ts';
import { cluster, guid, IDENTITY, resource, resourceId, SUBSCRIPTIONS } from './small-azure.ts';

const wiring = suite('wired');

const id = (type: string, name: string) => resourceId(SUBSCRIPTIONS.north, type, name);
const withProperties = (properties: Row): Row => ({
  ...resource(SUBSCRIPTIONS.north, 'Microsoft.NetworkCloud/clusters', 'c'),
  properties,
});

wiring('settings and overrides tell what a cluster is wired to, each thing once', () => {
  const parts = { subscription: SUBSCRIPTIONS.north, number: 1, identities: 2 };

  assert.equal(wiredBy([cluster(parts), cluster(parts)]), {
    ids: [
      id(IDENTITY, 'id-1-0').toLowerCase(),
      id(IDENTITY, 'id-1-1').toLowerCase(),
      id('Microsoft.OperationalInsights/workspaces', 'logs').toLowerCase(),
    ],
    accounts: ['store1'],
    vaults: ['vault-shared'],
    containers: [{ account: 'store1', container: 'output' }],
  });
});

wiring('legacy settings count', () => {
  const vault = id('Microsoft.KeyVault/vaults', 'old');
  const workspace = id('Microsoft.OperationalInsights/workspaces', 'old');

  assert.equal(
    wiredBy([
      withProperties({ analyticsWorkspaceId: workspace, secretArchive: { keyVaultId: vault, useKeyVault: 'True' } }),
    ]).ids,
    [vault.toLowerCase(), workspace.toLowerCase()],
  );
});

const addresses: Readonly<Record<string, readonly [account: string, container: string] | undefined>> = {
  'https://store.blob.core.windows.net/c?restype=container': ['store', 'c'],
  'https://STORE-microsoftrouting.blob.core.windows.net/c/': ['store', 'c'],
  'https://store-internetrouting.blob.core.windows.net//c': ['store', 'c'],
  'https://store.z12.blob.storage.azure.net/$web': ['store', '$web'],
  'https://store.blob.core.windows.net/': undefined,
  'https://store.blob.core.windows.net/Upper': undefined,
  'https://no_store.blob.core.windows.net/c': undefined,
  "https://store.blob.core.windows.net/c'%20or": undefined,
  'no address': undefined,
};
for (const [containerUrl, expected] of Object.entries(addresses)) {
  wiring(`${containerUrl} is ${expected?.join('/') ?? 'no container'}`, () => {
    const { containers } = wiredBy([withProperties({ commandOutputSettings: { containerUrl } })]);

    assert.equal(
      containers.map(({ account, container }) => [account, container]),
      expected === undefined ? [] : [expected],
    );
  });
}

wiring('ids that are none are not asked for', () => {
  const identity = { userAssignedIdentities: { nonsense: {}, '/subscriptions/x': null } };

  assert.equal(
    wiredBy([{ id: '/c', identity, properties: { analyticsOutputSettings: { analyticsWorkspaceId: 7 } } }]).ids,
    [],
  );
});

wiring('principals are those of identities, of clusters, and those that clusters recorded', () => {
  const identity = resource(SUBSCRIPTIONS.north, IDENTITY, 'i', {
    properties: { principalId: guid(3, 1).toUpperCase() },
  });
  const bearer = {
    id: '/c',
    identity: { principalId: guid(3, 2), userAssignedIdentities: { '/i': { principalId: guid(3, 3) } } },
  };
  const other = resource(SUBSCRIPTIONS.north, 'Microsoft.Web/sites', 's', { properties: { principalId: guid(3, 4) } });

  assert.equal(principalsOf([identity, bearer, other]), [guid(3, 1), guid(3, 2), guid(3, 3)]);
});

wiring.run();
