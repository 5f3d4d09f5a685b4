/** What may never be kept, and what must be. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { redact } from '../../src/estate/redact.ts';

const secrets = suite('secrets');

for (const key of [
  'password',
  'adminPassword',
  'administratorLoginPassword',
  'secret',
  'clientSecret',
  'application_secret',
  'secretText',
  'sharedKey',
  'primarySharedKey',
  'PrimaryKey',
  'secondaryKey',
  'accountKey',
  'connectionString',
  'primaryConnectionString',
  'sas',
  'sasToken',
  'accessToken',
  'pwd',
]) {
  secrets(`${key} is not kept`, () => {
    assert.equal(redact({ id: '/a', properties: { list: [{ [key]: 'x', kept: 1 }] } }), {
      id: '/a',
      properties: { list: [{ kept: 1 }] },
    });
  });
}

secrets('settings whose names only resemble secrets are kept', () => {
  const row = {
    id: '/a',
    secretArchive: { keyVaultId: '/v', useKeyVault: 'True' },
    secretArchiveSettings: { vaultUri: 'https://v.vault.azure.net/' },
    secretUri: 'https://v.vault.azure.net/secrets/x',
    allowSharedKeyAccess: false,
    sshPublicKey: 'ssh-rsa AAAA',
    disablePasswordAuthentication: true,
    secrets: [{ sourceVault: { id: '/v' } }],
    basAndSas: 'x',
    password: null,
  };

  assert.equal(redact(row), row);
});

secrets('signatures and keys inside of values are covered, and the rest of the value is kept', () => {
  const row = {
    id: '/a',
    containerUrl: 'https://a.blob.core.windows.net/c?sv=2024&sig=abc%2F%3D&se=2027',
    tag: 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=abc==;EndpointSuffix=core.windows.net',
  };

  assert.equal(redact(row), {
    id: '/a',
    containerUrl: 'https://a.blob.core.windows.net/c?sv=2024&sig=redacted&se=2027',
    tag: 'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=redacted;EndpointSuffix=core.windows.net',
  });
});

secrets('the old and new values of a changed secret are not kept', () => {
  const change = { previousValue: 'x', newValue: 'y' };

  assert.equal(redact({ changes: { 'properties.adminPassword': change, 'properties.size': change } }), {
    changes: { 'properties.size': change },
  });
});

secrets.run();
