/** What Resource Graph does not have yet is found by direct reads before anything is reported. */

import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { collect } from '../../src/azure/collect.ts';
import { confirm } from '../../src/azure/confirm.ts';
import { connect, requestsOf } from '../../src/azure/connect.ts';
import { audit } from '../../src/cli/audit.ts';
import { auditAndConfirm } from '../../src/cli/commands/scan.ts';
import { NO_CONFIG } from '../../src/cli/config.ts';
import { type EstateText, readEstate } from '../../src/cli/fixture.ts';
import { SILENT } from '../../src/cli/progress.ts';
import { resultOf } from '../../src/cli/result.ts';
import { loadRuleSet } from '../../src/cli/rules.ts';
import type { Source } from '../../src/cli/source.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import type { Json } from '../../src/model/estate.ts';
import { mergePatch } from '../../src/sources/merge-patch.ts';
import { readYaml } from '../../src/sources/yaml.ts';

const behind = suite('behind Resource Graph');

const HEALTHY = readYaml(
  readFileSync(new URL('../../fixtures/estates/nexus.yaml', import.meta.url), 'utf8'),
  'nexus.yaml',
).value;
const RULES = await loadRuleSet([]);
const CREDENTIAL = { getToken: async () => ({ token: 'test', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };

/** The failures before and after direct reads, where Resource Graph serves an older estate than Resource Manager. */
async function scanLagging(older: Json) {
  const estateOf = (text: Json) => readEstate(text as unknown as EstateText).estate;
  const emulator = await startEmulator(estateOf(HEALTHY), { faults: { resourceGraph: estateOf(older) } });
  try {
    const { url, ca } = emulator;
    const cloud = { ...NO_CONFIG.cloud, authority: url, resourceManager: url, microsoftGraph: url };
    const connection = await connect({ cloud, credential: CREDENTIAL, ca });
    const { estate } = await collect(connection, { scope: {}, takenAt: '2026-11-01T02:00:00Z', operators: [] });
    const failed = (findings: ReturnType<typeof audit>['findings']) =>
      findings.filter(({ verdict }) => verdict === 'fail').map(({ rule }) => rule);
    const before = audit(estate, RULES.rules, NO_CONFIG);
    const source: Source = {
      estate,
      confirm: doubts => confirm(connection, estate, doubts),
      requests: () => requestsOf(connection),
    };
    const after = await auditAndConfirm(source, RULES, NO_CONFIG, SILENT);
    const result = resultOf(estate, after, RULES, requestsOf(connection));
    return { before: failed(before.findings), after: failed(after.findings), behind: result.behind };
  } finally {
    await emulator.close();
  }
}

const SUBSCRIPTION = '/subscriptions/5b000001-0000-4000-8000-000000000001';
const UNDECLARED = 'identity-federated-credential-undeclared';

behind('a grant that is new is no failure, and the report says that Resource Graph was behind', async () => {
  const older = mergePatch(HEALTHY!, { rows: { authorizationresources: { 'vault-identity-on-vault': null } } });

  assert.equal(await scanLagging(older), {
    before: ['nexus-secret-archive-not-granted', UNDECLARED],
    after: [UNDECLARED],
    behind: [
      `id-vault has Operator Nexus Key Vault Writer Service Role (Preview) at ${SUBSCRIPTION}/resourceGroups/rg-nexus/providers/Microsoft.KeyVault/vaults/kv-edge`,
    ],
  });
});

behind('an identity that is new is no failure, and its grants are asked for', async () => {
  const older = mergePatch(HEALTHY!, {
    rows: { resources: { 'vault-identity': null }, authorizationresources: { 'vault-identity-on-vault': null } },
  });
  const { before, after, behind: late } = await scanLagging(older);

  assert.equal(
    { before, after, late },
    {
      before: ['nexus-identity-missing', UNDECLARED],
      after: [UNDECLARED],
      late: [
        `${SUBSCRIPTION}/resourcegroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-vault exists`,
        `id-vault has Operator Nexus Key Vault Writer Service Role (Preview) at ${SUBSCRIPTION}/resourceGroups/rg-nexus/providers/Microsoft.KeyVault/vaults/kv-edge`,
      ],
    },
  );
});

behind('a cluster that was changed since is judged as it is', async () => {
  const older = mergePatch(HEALTHY!, {
    rows: { resources: { cluster: { properties: { commandOutputSettings: null } } } },
  });
  const { before, after } = await scanLagging(older);

  assert.equal([before.includes('nexus-command-output-not-set'), after], [true, [UNDECLARED]]);
});

behind.run();
