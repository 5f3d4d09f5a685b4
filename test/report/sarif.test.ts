/** SARIF as GitHub takes it. */

import type { Log, Run } from 'sarif';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Finding, Result } from '../../src/model/finding.ts';
import { type SarifOptions, sarif } from '../../src/report/sarif.ts';
import { matchesFile } from './golden.ts';
import { HEALTHY, HOSTILE, large, NOTHING, RICH } from './result.ts';
import { brokenRules, KNOWN } from './sarif-validator.ts';

const codeScanning = suite('sarif report');

const runOf = (result: Result, options: SarifOptions = {}): Run =>
  (JSON.parse([...sarif(result, options)].join('')) as Log).runs[0]!;

for (const [name, result] of Object.entries({ rich: RICH, hostile: HOSTILE, healthy: HEALTHY, nothing: NOTHING })) {
  codeScanning(`the validator finds no fault in the ${name} result`, async () => {
    assert.equal(await brokenRules(result, KNOWN), []);
  });
}

codeScanning('what nobody told is left out, which the validator only notes', async () => {
  assert.equal(await brokenRules(RICH, {}), ['SARIF2003', 'SARIF2005', 'SARIF2010', 'SARIF2011']);
});

codeScanning('every rule is listed, whether it fired or not', () => {
  assert.equal(
    runOf(HEALTHY).tool.driver.rules?.map(({ id, name }) => [id, name]),
    [
      ['NXKV21', 'NexusVaultNotRbac'],
      ['NXKV31', 'NexusVaultRoleMissing'],
      ['NXST41', 'NexusStorageRoleWide'],
      ['NXLA31', 'NexusLegacyWorkspace'],
      ['NXKV41', 'NexusVaultBypass'],
    ],
  );
});

codeScanning('a rule says how severe it is, and is tagged security only where it is', () => {
  const rules = runOf(RICH).tool.driver.rules ?? [];

  assert.equal(
    [rules[0]?.properties, rules[3]?.properties],
    [
      {
        tags: ['security', 'NX-KV-2', 'nexus', 'nexus-vault-not-rbac'],
        precision: 'very-high',
        'problem.severity': 'error',
        'security-severity': '7.1',
      },
      { tags: ['NX-LA-3', 'nexus', 'nexus-legacy-workspace'], precision: 'very-high', 'problem.severity': 'warning' },
    ],
  );
});

codeScanning('a whole result reads as in its file', () =>
  matchesFile(`${JSON.stringify(runOf(RICH, KNOWN).results?.[1], undefined, 2)}\n`, 'sarif-result.txt'),
);

codeScanning('failures are results; passes, unknowns and what is not applicable are none', () => {
  assert.equal(
    runOf(RICH).results?.map(({ ruleId, level }) => `${level} ${ruleId}`),
    ['error NXKV31', 'error NXKV21', 'error NXKV31', 'warning NXLA31', 'note NXST41'],
  );
});

codeScanning('gaps and unknowns are notifications, and the run is not successful', () => {
  const [invocation] = runOf(RICH).invocations ?? [];

  assert.equal(
    [invocation?.executionSuccessful, invocation?.toolExecutionNotifications?.map(({ message }) => message.text)],
    [
      false,
      [
        'arm/denyassignments at subscription 11111111-1111-1111-1111-111111111111 was not read whole: HTTP 403 AuthorizationFailed.',
        'graph/memberships at the tenant was not read whole: Microsoft Graph was not asked.',
        'cluster-one secret archive: Firewall of the vault keeps trusted services out? Not known because networkAcls.bypass of kv-one is absent while its defaultAction is Deny.',
      ],
    ],
  );
});

codeScanning('a run that read and decided everything is successful', () => {
  assert.equal(runOf(HEALTHY).invocations, [{ executionSuccessful: true, toolExecutionNotifications: [] }]);
});

const fingerprints = (change: (finding: Finding) => Finding, rules = RICH.rules): unknown =>
  runOf({ ...RICH, rules, findings: RICH.findings.map(change) }).results?.map(result => result.partialFingerprints);

const AS_IT_IS = fingerprints(finding => finding);

const same: { readonly [change: string]: () => unknown } = {
  'its line moves': () => fingerprints(each => ({ ...each, location: { file: 'other.yaml', line: 99, column: 1 } })),
  'Azure spells its id in other case': () =>
    fingerprints(each => ({ ...each, subject: { ...each.subject, id: each.subject.id.toUpperCase() } })),
  'its message changes': () => fingerprints(each => ({ ...each, message: 'Another message.' })),
  'its rule is renamed': () => {
    const renamed = (id: string): string => `renamed-${id}`;
    return fingerprints(
      each => ({ ...each, rule: renamed(each.rule) }),
      RICH.rules.map(each => ({ ...each, id: renamed(each.id), formerly: [...each.formerly, each.id] })),
    );
  },
};

for (const [change, changed] of Object.entries(same)) {
  codeScanning(`an alert stays the same alert when ${change}`, () => assert.equal(changed(), AS_IT_IS));
}

codeScanning('no two failures are the same alert', () => {
  const all = runOf(large(4000)).results?.map(result => result.partialFingerprints?.primaryLocationLineHash);

  assert.is(new Set(all).size, 4000);
});

codeScanning('of more failures than GitHub accepts the most severe are kept, and the rest is counted', () => {
  const { results = [], invocations } = runOf(large(30_000));

  assert.equal(
    [
      results.length,
      new Set(results.map(({ level }) => level)),
      invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text,
    ],
    [
      5000,
      new Set(['error']),
      '25000 failures of 30000 were left out, the least severe ones: GitHub shows 5000 at most. The JSON report has them all.',
    ],
  );
});

codeScanning('a name of Azure becomes neither a link nor a placeholder nor a foreign address', () => {
  const { results = [], tool } = runOf({
    ...HOSTILE,
    rules: RICH.rules.map(each => ({ ...each, title: 'A {0} title' })),
  });
  const result = results.find(
    ({ message }) => message.text?.includes('evil.example') && message.text.includes('click'),
  );

  assert.equal(
    [
      result?.message.text?.split('\n')[0],
      result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri,
      tool.driver.rules?.[0]?.messageStrings?.default?.text,
    ],
    [
      '[click] (https://evil.example) {0} **bold** | table decides by access policies.',
      'clusters/%5Bclick%5D(https%3A//evil.example)%20%7B0%7D%20**bold.yaml',
      "A {{0}} title ('{0}').",
    ],
  );
});

const FILES: readonly (readonly [file: string, uri: string])[] = [
  ['a b/c#d/50%/é 日.yaml', 'a%20b/c%23d/50%25/%C3%A9%20%E6%97%A5.yaml'],
  ['./plans/a?b.json', 'plans/a%3Fb.json'],
  ['/etc/midrift.yaml', 'etc/midrift.yaml'],
  ['//host/share.yaml', 'host/share.yaml'],
  ['../../above.yaml', 'above.yaml'],
  ['infra\\main.json', 'infra%5Cmain.json'],
  ['https://evil.example/a', 'https%3A//evil.example/a'],
];

for (const [file, uri] of FILES) {
  codeScanning(`a result in ${file} points to ${uri} inside of the repository`, () => {
    const [first] = RICH.findings;
    const { results } = runOf({ ...RICH, findings: [{ ...first!, location: { ...first!.location, file } }] });

    assert.is(results?.[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, uri);
  });
}

codeScanning('a role assignment leads to the page of what it is on', () => {
  const [first] = RICH.findings;
  const vault = first!.subject.id.replace(/#.*/, '');
  const id = `${vault}/providers/Microsoft.Authorization/roleAssignments/1`;
  const { results } = runOf({ ...RICH, findings: [{ ...first!, subject: { ...first!.subject, id } }] });

  assert.equal(results?.[0]?.locations?.[0]?.logicalLocations?.[0]?.properties, {
    portal: `https://portal.azure.com/#@/resource${vault}`,
  });
});

codeScanning('five thousand results come in small chunks', () => {
  const longest = [...sarif(large(5000))].slice(1).reduce((most, chunk) => Math.max(most, chunk.length), 0);

  assert.ok(longest < 10_000);
});

codeScanning.run();
