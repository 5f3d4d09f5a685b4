/** What SARIF holds for code scanning, and what in full. */

import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Log, Run } from 'sarif';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { type SarifProfile, sarif } from '../../src/report/sarif.ts';
import { HEALTHY, large, RICH } from './result.ts';
import { HOSTILE_REVIEWED, REVIEWED } from './reviewed.ts';
import { brokenRules, KNOWN } from './sarif-validator.ts';

const profiles = suite('sarif profiles');

const runOf = (result: Result, profile: SarifProfile): Run =>
  (JSON.parse([...sarif(result, { profile })].join('')) as Log).runs[0]!;

const said = ({ invocations }: Run) =>
  invocations?.[0]?.toolExecutionNotifications?.map(({ descriptor, message }) => `${descriptor?.id}: ${message.text}`);

for (const profile of ['github', 'full'] as const) {
  for (const [name, result] of Object.entries({ REVIEWED, HOSTILE_REVIEWED })) {
    profiles(`the validator finds no fault in the ${profile} log of ${name}`, async () => {
      assert.equal(await brokenRules(result, { ...KNOWN, profile }), []);
    });
  }
}

profiles('for code scanning, waived failures are left out and counted; notices are said', () => {
  const run = runOf(REVIEWED, 'github');

  assert.equal(
    [run.results?.map(({ ruleId, baselineState }) => `${ruleId} ${baselineState}`), said(run)?.slice(0, 2)],
    [
      ['NXKV31 unchanged', 'NXKV31 new', 'NXLA31 unchanged', 'NXST41 unchanged'],
      [
        'notice: This waiver of nexus-vault-bypass matches no failure: remove it, or correct its subject.',
        'waived: 1 waived failure was left out. The JSON report has them all.',
      ],
    ],
  );
});

profiles('in full, every finding is a result of its kind, and what was fixed is absent', () => {
  const { results = [] } = runOf(REVIEWED, 'full');

  assert.equal(
    results.map(
      ({ ruleId, kind = 'fail', level, baselineState = '-' }) => `${ruleId} ${kind} ${level} ${baselineState}`,
    ),
    [
      'NXKV21 fail error unchanged',
      'NXKV31 fail error new',
      'NXLA31 fail warning unchanged',
      'NXST41 fail note unchanged',
      'NXKV41 open none -',
      'NXKV21 pass none -',
      'NXKV21 pass none -',
      'NXKV41 notApplicable none -',
      'NXKV31 fail error unchanged',
      'NXLA31 fail warning absent',
      'NXLA31 fail warning absent',
      'NXLA31 fail warning absent',
    ],
  );
});

profiles('in full, a waiver is a suppression at its own line', () => {
  const { results = [] } = runOf(REVIEWED, 'full');

  assert.equal(results[0]?.suppressions, [
    {
      kind: 'external',
      status: 'accepted',
      justification: 'The vault is replaced in winter. Until 2026-12-31, by Platform team.',
      location: {
        physicalLocation: {
          artifactLocation: { uri: 'waivers.yaml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3, startColumn: 3, endLine: 3, endColumn: 4 },
        },
      },
    },
  ]);
});

profiles('a rule points to its requirement in the taxonomy of the document', () => {
  const { tool, taxonomies = [] } = runOf(RICH, 'github');
  const target = tool.driver.rules?.[2]?.relationships?.[0]?.target;
  const document = taxonomies[target?.toolComponent?.index ?? -1];

  assert.equal(
    [document?.name, document?.taxa?.[target?.index ?? -1]?.shortDescription?.text, tool.driver.supportedTaxonomies],
    [
      'Key Vault credential reference',
      'That role is not granted wider than the account.',
      [{ name: 'Key Vault credential reference', index: 0 }],
    ],
  );
});

const categoryOf = (cloud: string, managementGroups: string[], subscriptions: string[]) =>
  runOf({ ...HEALTHY, cloud, scope: { managementGroups, subscriptions } }, 'github').automationDetails?.id;

profiles('estates have categories of their own, whatever the order and the case of their scope', () => {
  const ids = [
    categoryOf('AzureCloud', [], []),
    categoryOf('AzureChinaCloud', [], []),
    categoryOf('AzureCloud', ['mg'], ['a', 'b']),
    categoryOf('AzureCloud', ['/providers/Microsoft.Management/managementGroups/MG'], ['B', 'a']),
    categoryOf('AzureCloud', [], ['a', 'b', 'mg']),
    categoryOf('a cloud/of ours', [], []),
  ];

  assert.equal(ids, [
    'midrift/AzureCloud/',
    'midrift/AzureChinaCloud/',
    'midrift/AzureCloud-fde2c7510706/',
    'midrift/AzureCloud-fde2c7510706/',
    'midrift/AzureCloud-cd598b64feeb/',
    'midrift/a-cloud-of-ours/',
  ]);
});

/** A text that compresses hardly. */
const noise = (seed: string): string =>
  Array.from({ length: 40 }, (_, word) => createHash('sha256').update(`${seed} ${word}`).digest('base64')).join(' ');

profiles('where GitHub would refuse the size, the least severe failures are cut, and it is said', () => {
  const { findings, ...rest } = large(5000);
  const hard = findings.map((each, index) => ({ ...each, message: noise(`m${index}`), impact: noise(`i${index}`) }));

  const text = [...sarif({ ...rest, findings: hard })].join('');

  const run: Run = JSON.parse(text).runs[0];
  const bytes = gzipSync(text).length;
  const kept = run.results?.length ?? 0;
  assert.equal(
    [bytes < 10_000_000 && bytes > 7_500_000, kept > 2000, run.results?.at(-1)?.level, said(run)?.[0]],
    [
      true,
      true,
      'warning',
      `cut: ${5000 - kept} failures of 5000 were left out, the least severe ones: GitHub accepts 10 MB of gzip at most. The JSON report has them all.`,
    ],
  );
});

profiles('unknowns in great numbers are cut too, and it is said', () => {
  const unknown = RICH.findings.find(({ verdict }) => verdict === 'unknown')!;
  const findings = Array.from({ length: 4000 }, (_, index) => ({ ...unknown, because: noise(`u${index}`) }));

  const text = [...sarif({ ...RICH, findings })].join('');

  const notes = said(JSON.parse(text).runs[0]) ?? [];
  assert.equal(
    [gzipSync(text).length < 2_000_000, notes.at(-1)],
    [
      true,
      `cut: ${4000 + RICH.gaps.length - (notes.length - 1)} notifications of 4002 were left out, the last ones: GitHub accepts 10 MB of gzip at most. The JSON report has them all.`,
    ],
  );
});

profiles('of more rules than GitHub accepts, those that failed are listed', () => {
  const rules = Array.from({ length: 25_001 }, (_, index) => ({
    ...RICH.rules[0]!,
    id: `rule-${index}`,
    code: `R${index}`,
  }));

  const run = runOf({ ...RICH, rules: [...rules, ...RICH.rules] }, 'github');

  assert.equal(
    [run.tool.driver.rules?.map(({ id }) => id), said(run)?.[0]],
    [
      ['NXKV21', 'NXKV31', 'NXST41', 'NXLA31'],
      'cut: 25002 rules of 25006 were left out, those without a failure: GitHub accepts 25000 at most. The JSON report has them all.',
    ],
  );
});

profiles.run();
