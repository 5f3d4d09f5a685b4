import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { CLOUDS } from '../../src/model/cloud.ts';
import { Unknown } from '../../src/model/fact.ts';
import { isOneOf, parseContainerUrl, parseVaultUri, withoutSecrets } from '../../src/wiring/endpoint.ts';

const endpoint = suite('addresses of containers and vaults');

const [PUBLIC, GOVERNMENT, CHINA] = CLOUDS as [(typeof CLOUDS)[0], (typeof CLOUDS)[0], (typeof CLOUDS)[0]];
const PRIVATE = { ...PUBLIC, name: 'Local', blobSuffixes: ['blob.local.example'], vaultSuffix: 'vault.local.example' };

const valid = (host: string, account: string, container: string) =>
  ({ is: 'valid', host, account, container }) as const;
const invalid = (fault: string) => ({ is: 'invalid', fault }) as const;
const custom = (host: string, cloud = PUBLIC) =>
  ({
    is: 'unknown',
    because: `${host} is no blob endpoint of ${cloud.name}; it may be a custom domain of a storage account`,
  }) as const;

const service = (host: string, name: string) =>
  invalid(`${host} is the ${name} endpoint of a storage account, not its blob endpoint`);

const EDGE = valid('stedge.blob.core.windows.net', 'stedge', 'run-output');
const PORT = 'it names the port 8443';
const USER = 'it carries a user name or password';
const MORE = 'it has more after the container';
const noAccount = (name: string) =>
  invalid(`"${name}" is no name of a storage account: 3 to 24 lower-case letters and digits`);
const noContainer = (name: string) =>
  invalid(`"${name}" is no name of a container: 3 to 63 lower-case letters, digits and single hyphens`);

const CONTAINERS: readonly (readonly [text: string, address: unknown, cloud?: typeof PUBLIC])[] = [
  ['https://stedge.blob.core.windows.net/run-output', EDGE],
  ['https://stedge.blob.core.windows.net/run-output/', EDGE],
  ['https://stedge.blob.core.windows.net//run-output', EDGE],
  ['https://stedge.blob.core.windows.net:443/run-output', EDGE],
  ['https://stedge.blob.core.windows.net/run-output?restype=container', EDGE],
  ['https://stedge.blob.core.windows.net/run-output?sv=2024&sig=a%2Fb', EDGE],
  ['https://stedge.blob.core.windows.net/run-output#part', EDGE],
  ['HTTPS://StEdge.BLOB.core.windows.net/run-output', EDGE],
  [' https://stedge.blob.core.windows.net/run-output\n', EDGE],
  ['https://stedge.blob.core.windows.net/%72un-output', EDGE],
  [
    'https://stedge-microsoftrouting.blob.core.windows.net/abc',
    valid('stedge-microsoftrouting.blob.core.windows.net', 'stedge', 'abc'),
  ],
  [
    'https://stedge-internetrouting.blob.core.windows.net/abc',
    valid('stedge-internetrouting.blob.core.windows.net', 'stedge', 'abc'),
  ],
  ['https://stedge.z07.blob.storage.azure.net/abc', valid('stedge.z07.blob.storage.azure.net', 'stedge', 'abc')],
  ['https://stedge.blob.core.windows.net/$root', valid('stedge.blob.core.windows.net', 'stedge', '$root')],
  ['https://stedge.blob.core.windows.net/$web', valid('stedge.blob.core.windows.net', 'stedge', '$web')],
  [
    `https://stedge.blob.core.windows.net/${'a'.repeat(63)}`,
    valid('stedge.blob.core.windows.net', 'stedge', 'a'.repeat(63)),
  ],
  [
    'https://stedge.blob.core.usgovcloudapi.net/abc',
    valid('stedge.blob.core.usgovcloudapi.net', 'stedge', 'abc'),
    GOVERNMENT,
  ],
  ['https://stedge.blob.core.chinacloudapi.cn/abc', valid('stedge.blob.core.chinacloudapi.cn', 'stedge', 'abc'), CHINA],
  ['https://stedge.blob.local.example/abc', valid('stedge.blob.local.example', 'stedge', 'abc'), PRIVATE],
  [
    'https://stedge.blob.core.usgovcloudapi.net/abc',
    invalid('stedge.blob.core.usgovcloudapi.net belongs to AzureUSGovernment, not to AzureCloud'),
  ],
  [
    'https://stedge.blob.core.windows.net/abc',
    invalid('stedge.blob.core.windows.net belongs to AzureCloud, not to AzureChinaCloud'),
    CHINA,
  ],
  [
    'https://stedge.blob.core.windows.net/abc',
    invalid('stedge.blob.core.windows.net belongs to AzureCloud, not to Local'),
    PRIVATE,
  ],
  [
    'https://stedge-secondary.blob.core.windows.net/abc',
    invalid('stedge-secondary.blob.core.windows.net is a secondary endpoint, which can only be read'),
  ],
  [
    'https://other.stedge.blob.core.windows.net/abc',
    invalid(
      'other.stedge.blob.core.windows.net is no blob endpoint: it has more before .blob.core.windows.net than the name of an account',
    ),
  ],
  ['https://files.example.com/run-output', custom('files.example.com')],
  ['https://stedge.dfs.core.windows.net/run-output', service('stedge.dfs.core.windows.net', 'dfs')],
  ['https://stedge.z13.web.core.windows.net/run-output', service('stedge.z13.web.core.windows.net', 'web')],
  ['https://stedge.file.core.usgovcloudapi.net/abc', service('stedge.file.core.usgovcloudapi.net', 'file')],
  ['https://stedge.z07.queue.storage.azure.net/abc', service('stedge.z07.queue.storage.azure.net', 'queue')],
  ['https://dfs.example.com/run-output', custom('dfs.example.com')],
  [
    'https://stedge.z07.blob.core.windows.net/abc',
    invalid(
      'stedge.z07.blob.core.windows.net is no blob endpoint: it has more before .blob.core.windows.net than the name of an account',
    ),
  ],
  [
    'https://stedge.blob.storage.azure.net/abc',
    invalid(
      'stedge.blob.storage.azure.net is no blob endpoint: it has no DNS zone, such as z07, before .blob.storage.azure.net',
    ),
  ],
  ['https://blob.core.windows.net/run-output', custom('blob.core.windows.net')],
  ['https://stedgeblob.core.windows.net/run-output', custom('stedgeblob.core.windows.net')],
  ['https://stedge.blob.core.windows.net.example.com/abc', custom('stedge.blob.core.windows.net.example.com')],
  ['https://127.0.0.1/stedge/abc', custom('127.0.0.1')],
  ['https://st.blob.core.windows.net/abc', noAccount('st')],
  ['https://st-edge.blob.core.windows.net/abc', noAccount('st-edge')],
  [`https://${'a'.repeat(25)}.blob.core.windows.net/abc`, noAccount('a'.repeat(25))],
  ['https://stedge.blob.core.windows.net', invalid('it names no container after the host')],
  ['https://stedge.blob.core.windows.net/?restype=container', invalid('it names no container after the host')],
  ['https://stedge.blob.core.windows.net/run-output/file.json', invalid(MORE)],
  ['https://stedge.blob.core.windows.net/RunOutput', noContainer('RunOutput')],
  ['https://stedge.blob.core.windows.net/ab', noContainer('ab')],
  ['https://stedge.blob.core.windows.net/run--output', noContainer('run--output')],
  ['https://stedge.blob.core.windows.net/-run', noContainer('-run')],
  ['https://stedge.blob.core.windows.net/run-', noContainer('run-')],
  ['https://stedge.blob.core.windows.net/$other', noContainer('$other')],
  ['https://stedge.blob.core.windows.net/%E0%A4%A', noContainer('%E0%A4%A')],
  [`https://stedge.blob.core.windows.net/${'a'.repeat(64)}`, noContainer('a'.repeat(64))],
  ['https://stedge.blob.core.windows.net/run-output%3Fsv=1&sig=SECRET', invalid(MORE)],
  ['https://stedge.blob.core.windows.net/run-output&sig=SECRET', invalid(MORE)],
  ['https://stedge.blob.core.windows.net:8443/run-output', invalid(PORT)],
  ['https://me:SECRET@stedge.blob.core.windows.net/run-output', invalid(USER)],
  ['http://stedge.blob.core.windows.net/run-output', invalid('it does not start with https://')],
  ['javascript:alert(1)', invalid('it does not start with https://')],
  ['stedge.blob.core.windows.net/run-output', invalid('it is no URL')],
  ['', invalid('it is no URL')],
  ['https://', invalid('it is no URL')],
];

for (const [text, address, cloud = PUBLIC] of CONTAINERS) {
  endpoint(`the container ${JSON.stringify(text)} in ${cloud.name} is ${JSON.stringify(address)}`, () => {
    assert.equal(parseContainerUrl(text, cloud), address);
  });
}

const vault = (host: string) => ({ is: 'valid', host, vault: 'kv-edge' }) as const;
const KV = vault('kv-edge.vault.azure.net');
const noVault = (name: string) =>
  invalid(`"${name}" is no name of a key vault: 3 to 24 letters, digits and single hyphens`);

const VAULTS: readonly (readonly [text: string, address: unknown, cloud?: typeof PUBLIC])[] = [
  ['https://kv-edge.vault.azure.net/', KV],
  ['https://kv-edge.vault.azure.net', KV],
  ['https://KV-edge.VAULT.azure.net/', KV],
  ['https://kv-edge.vault.azure.net/?api-version=7.4', KV],
  ['https://kv-edge.vault.usgovcloudapi.net/', vault('kv-edge.vault.usgovcloudapi.net'), GOVERNMENT],
  ['https://kv-edge.vault.azure.cn/', vault('kv-edge.vault.azure.cn'), CHINA],
  ['https://kv-edge.vault.local.example/', vault('kv-edge.vault.local.example'), PRIVATE],
  ['https://kv-edge.vault.azure.cn/', invalid('kv-edge.vault.azure.cn belongs to AzureChinaCloud, not to AzureCloud')],
  [
    'https://kv-edge.managedhsm.azure.net/',
    invalid('kv-edge.managedhsm.azure.net is no key vault of AzureCloud: its address ends in .vault.azure.net'),
  ],
  [
    'https://kv-edge.privatelink.vaultcore.azure.net/',
    invalid(
      'kv-edge.privatelink.vaultcore.azure.net is no key vault of AzureCloud: its address ends in .vault.azure.net',
    ),
  ],
  ['https://kv-edge.vault.azure.net/secrets/password', invalid('it has more after the host')],
  ['https://other.kv-edge.vault.azure.net/', noVault('other.kv-edge')],
  ['https://kv--edge.vault.azure.net/', noVault('kv--edge')],
  ['https://1kv.vault.azure.net/', noVault('1kv')],
  ['https://kv-.vault.azure.net/', noVault('kv-')],
  ['https://kv.vault.azure.net/', noVault('kv')],
  [`https://k${'v'.repeat(24)}.vault.azure.net/`, noVault(`k${'v'.repeat(24)}`)],
  ['https://kv-edge.vault.azure.net:8443/', invalid(PORT)],
  ['https://me@kv-edge.vault.azure.net/', invalid(USER)],
  ['http://kv-edge.vault.azure.net/', invalid('it does not start with https://')],
  ['kv-edge', invalid('it is no URL')],
];

for (const [text, address, cloud = PUBLIC] of VAULTS) {
  endpoint(`the vault ${JSON.stringify(text)} in ${cloud.name} is ${JSON.stringify(address)}`, () => {
    assert.equal(parseVaultUri(text, cloud), address);
  });
}

const SHOWN: readonly (readonly [text: string, shown: string])[] = [
  ['https://a.example/c', 'https://a.example/c'],
  ['https://a.example/c?sv=1&sig=SECRET', 'https://a.example/c'],
  ['https://a.example/c#SECRET', 'https://a.example/c'],
  ['https://a.example/c%3fsig=SECRET', 'https://a.example/c'],
  ['https://a.example/c&sig=SECRET', 'https://a.example/c'],
  ['https://a.example/c;SECRET', 'https://a.example/c'],
  ['https://me:SECRET@a.example/c', 'https://a.example/c'],
  ['https:me:SECRET@a.example/c', 'https:a.example/c'],
  ['https:\\\\me:SECRET@a.example/c', 'https:\\\\a.example/c'],
  ['https://me:SEC/RET@a.example/c', 'https://a.example/c'],
  ['a.example/c?x\nsig=SECRET', 'a.example/c'],
  ['(none)', '(none)'],
];

for (const [text, shown] of SHOWN) {
  endpoint(`${JSON.stringify(text)} is shown as ${JSON.stringify(shown)}`, () => {
    assert.is(withoutSecrets(text), shown);
  });
}

endpoint('neither a token nor a password is in anything that is said of an address', () => {
  const parts = fc.record({
    user: fc.constantFrom('', 'me:SECRET@', 'SECRET@'),
    host: fc.constantFrom(
      'stedge.blob.core.windows.net',
      'st.blob.core.windows.net',
      'kv.vault.azure.net',
      'a.example',
      '',
    ),
    path: fc.constantFrom('', '/', '/run-output', '/Run', '/a/b'),
    query: fc.constantFrom(
      '?sig=SECRET',
      '?a=b&sig=SECRET',
      '%3Fsig=SECRET',
      '%3fsv=1%26sig%3DSECRET',
      '#SECRET',
      '&sig=SECRET',
      ';sig=SECRET',
    ),
    scheme: fc.constantFrom('https://', 'https:', 'http://', 'HTTPS:\\\\'),
  });
  fc.assert(
    fc.property(parts, ({ scheme, user, host, path, query }) => {
      const text = `${scheme}${user}${host}${path}${query}`;

      const said = JSON.stringify([parseContainerUrl(text, PUBLIC), parseVaultUri(text, PUBLIC), withoutSecrets(text)]);

      assert.not.ok(/SECRET/i.test(said), `${text} gives ${said}`);
    }),
    { numRuns: 1000, seed: 5 },
  );
});

endpoint('an address is one of those that Azure shows for the resource, whatever their case and ending', () => {
  const shown = ['https://StEdge.blob.core.windows.net/', 'https://stedge-microsoftrouting.blob.core.windows.net'];
  const is = (host: string, endpoints = shown) => isOneOf(host, endpoints, 'stedge');

  assert.equal(
    [
      is('stedge.blob.core.windows.net'),
      is('stedge-microsoftrouting.blob.core.windows.net'),
      is('anything', []),
      is('stedge-internetrouting.blob.core.windows.net'),
    ],
    [
      true,
      true,
      true,
      new Unknown(
        'stedge-internetrouting.blob.core.windows.net is none of the addresses of stedge: stedge-microsoftrouting.blob.core.windows.net, stedge.blob.core.windows.net',
      ),
    ],
  );
});

endpoint.run();
