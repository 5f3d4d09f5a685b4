import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { principalOf } from '../../src/model/plan.ts';
import { askForPrincipal, sayPrincipal } from '../../src/model/planned-principal.ts';

const principals = suite('principals that do not exist yet');

const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourcegroups/rg-edge/providers';
const IDENTITY = `${GROUP}/microsoft.managedidentity/userassignedidentities/uami-edge`;
const CLUSTER = `${GROUP}/microsoft.networkcloud/clusters/cluster-edge`;
const OBJECT_ID = '99999999-8888-4777-8666-555555555555';

/** A principal, how it reads, and what asks for it. */
const CASES: readonly (readonly [principal: string, reads: string, command: string | undefined])[] = [
  [
    principalOf(IDENTITY),
    'the principal of uami-edge',
    `az identity show --ids <${IDENTITY}> --query principalId -o tsv`,
  ],
  [
    principalOf(IDENTITY, 2),
    'the principal of uami-edge',
    `az identity show --ids <${IDENTITY}> --query principalId -o tsv`,
  ],
  [
    principalOf(CLUSTER),
    'the principal of cluster-edge',
    `az resource show --ids <${CLUSTER}> --query identity.principalId -o tsv`,
  ],
  [
    principalOf('no id at all'),
    'the principal of no id at all',
    'az resource show --ids <no id at all> --query identity.principalId -o tsv',
  ],
  [OBJECT_ID, OBJECT_ID, undefined],
  ['', '', undefined],
];

for (const [principal, reads, command] of CASES) {
  principals(`"${principal}" reads "${reads}", and its object id can be asked for`, () => {
    assert.equal([sayPrincipal(principal), askForPrincipal(principal, word => `<${word}>`)], [reads, command]);
  });
}

principals.run();
