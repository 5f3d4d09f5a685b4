import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import { isUnknown } from '../../src/model/fact.ts';
import { noFirewall, storageFirewall, vaultFirewall } from '../../src/wiring/firewall.ts';

const firewall = suite('firewalls');

const UNSAID =
  '? public network access is disabled, and the documents do not say that the trusted-services exception still applies';
const PRIVATE =
  '? public network access is disabled, so IP rules have no effect; operators can only come through private endpoints';
const ABSENT = '? the firewall denies by default and the setting "bypass" is absent';
const UNDECIDED = '? the firewall has network rules without "defaultAction", whose default no document states';
const PERIMETER =
  '? a network security perimeter decides, and trusted access is not honoured where the perimeter is in enforced mode';
const PERIMETER_ADDRESSES = '? a network security perimeter decides which addresses are let in';

/** Whether access is limited, whether trusted services may pass, and which declared addresses may not. */
type Says = readonly [limits: boolean | string, trusted: boolean | string, outside: readonly string[] | string];

const OPEN: Says = [false, true, []];
const DECLARED = ['203.0.113.0/28'];
const LET_IN = [{ value: '203.0.113.0/24', action: 'Allow' }];

/** `networkAcls` with rules that let the declared addresses in. */
const acls = (defaultAction: string, bypass?: string | null) => ({
  networkAcls: { defaultAction, ipRules: LET_IN, ...(bypass === undefined ? {} : { bypass }) },
});

const BOTH: readonly (readonly [what: string, properties: Json, says: Says])[] = [
  ['no network rules', {}, OPEN],
  ['network rules that are null', { networkAcls: null }, OPEN],
  ['Allow, whatever else it says', acls('Allow', 'None'), OPEN],
  ['allow in other case', acls('allow', 'None'), OPEN],
  ['Deny and AzureServices', acls('Deny', 'AzureServices'), [true, true, []]],
  ['deny and azureservices in other case', acls('deny', 'azureSERVICES'), [true, true, []]],
  ['Deny and None', acls('Deny', 'None'), [true, false, []]],
  ['Deny and none in other case', acls('DENY', 'NONE'), [true, false, []]],
  ['Deny and a bypass that is absent', acls('Deny'), [true, ABSENT, []]],
  ['Deny and a bypass that is null', acls('Deny', null), [true, ABSENT, []]],
  ['Deny and a bypass that is empty', acls('Deny', ''), [true, ABSENT, []]],
  ['keys in other case', { NetworkACLs: { DefaultAction: 'Deny', Bypass: 'None' } }, [true, false, DECLARED]],
  [
    'no rule that holds the declared addresses',
    { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [{ value: '203.0.113.0/29' }] } },
    [true, true, DECLARED],
  ],
  [
    'two rules that hold them together',
    {
      networkAcls: {
        defaultAction: 'Deny',
        bypass: 'AzureServices',
        ipRules: [{ value: '203.0.113.8/29' }, { value: '203.0.113.0/29' }],
      },
    },
    [true, true, []],
  ],
  [
    'a rule that is no address, where another holds them',
    {
      networkAcls: {
        defaultAction: 'Deny',
        bypass: 'AzureServices',
        ipRules: [{ value: 'office' }, { value: '203.0.113.0/24' }],
      },
    },
    [true, true, []],
  ],
  [
    'a rule that is no address, where no other holds them',
    { networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices', ipRules: [{ value: 'office' }] } },
    [true, true, '? the IP rule "office" is no address or range'],
  ],
  [
    'a perimeter',
    { publicNetworkAccess: 'SecuredByPerimeter', ...acls('Allow', 'AzureServices') },
    [true, PERIMETER, PERIMETER_ADDRESSES],
  ],
  [
    'a perimeter in other case, alone',
    { publicNetworkAccess: 'securedbyperimeter' },
    [true, PERIMETER, PERIMETER_ADDRESSES],
  ],
  ['public access Enabled', { publicNetworkAccess: 'Enabled', ...acls('Allow', 'None') }, OPEN],
  ['public access that is null', { publicNetworkAccess: null, ...acls('Deny', 'None') }, [true, false, []]],
];

const STORAGE: typeof BOTH = [
  ['network rules without an action', { networkAcls: { bypass: 'None', ipRules: [] } }, OPEN],
  ['a list that has AzureServices', acls('Deny', 'Logging, Metrics, AzureServices'), [true, true, []]],
  ['a list in other order, case and spacing', acls('Deny', 'azureservices,METRICS ,Logging'), [true, true, []]],
  ['a list without it', acls('Deny', 'Logging, Metrics'), [true, false, []]],
  ['a word that only holds it', acls('Deny', 'NotAzureServices'), [true, false, []]],
  ['public access Disabled', { publicNetworkAccess: 'Disabled', ...acls('Allow', 'None') }, [true, UNSAID, PRIVATE]],
  [
    'public access disabled in other case',
    { publicNetworkAccess: 'disabled', ...acls('Deny', 'AzureServices') },
    [true, UNSAID, PRIVATE],
  ],
  [
    'public access Disabled, Deny and None',
    { publicNetworkAccess: 'Disabled', ...acls('Deny', 'None') },
    [true, false, PRIVATE],
  ],
  [
    'public access Disabled, Deny and no bypass',
    { publicNetworkAccess: 'Disabled', ...acls('Deny') },
    [true, UNSAID, PRIVATE],
  ],
];

const VAULT: typeof BOTH = [
  [
    'network rules without an action',
    { networkAcls: { bypass: 'None', ipRules: [] } },
    [UNDECIDED, UNDECIDED, UNDECIDED],
  ],
  ['network rules that are empty', { networkAcls: {} }, [UNDECIDED, UNDECIDED, UNDECIDED]],
  [
    'public access Disabled and AzureServices',
    { publicNetworkAccess: 'Disabled', ...acls('Allow', 'AzureServices') },
    [true, true, PRIVATE],
  ],
  [
    'public access disabled in other case and None',
    { publicNetworkAccess: 'disabled', ...acls('Allow', 'None') },
    [true, false, PRIVATE],
  ],
  ['public access Disabled without network rules', { publicNetworkAccess: 'Disabled' }, [true, ABSENT, PRIVATE]],
];

const shown = (fact: unknown) => (isUnknown(fact) ? `? ${fact.because}` : fact);

const KINDS = [
  { kind: 'a storage account', read: storageFirewall, table: [...BOTH, ...STORAGE] },
  { kind: 'a key vault', read: vaultFirewall, table: [...BOTH, ...VAULT] },
];

for (const { kind, read, table } of KINDS) {
  for (const [what, properties, says] of table) {
    firewall(`${kind} with ${what} ${says[0] === false ? 'is open' : 'limits access, or may'}`, () => {
      const { limitsAccess, admitsTrustedServices, addressesOutside } = read({ id: '/a', properties }, DECLARED);

      assert.equal([shown(limitsAccess), shown(admitsTrustedServices), shown(addressesOutside)], says);
    });
  }
}

firewall('what Azure wrote is kept as it is, for the report', () => {
  const row = { id: '/a', properties: { publicNetworkAccess: 'enabled', ...acls('deny', 'logging,  Metrics') } };

  const { defaultAction, bypass, publicNetworkAccess, declaredAddresses } = storageFirewall(row, DECLARED);

  assert.equal(
    [defaultAction, bypass, publicNetworkAccess, declaredAddresses],
    ['deny', 'logging,  Metrics', 'enabled', DECLARED],
  );
});

firewall('of a resource that cannot be read everything is unknown, for the same reason', () => {
  const facts = Object.values(noFirewall('it is not visible'));

  assert.equal(facts.map(shown), Array(7).fill('? it is not visible'));
});

firewall.run();
