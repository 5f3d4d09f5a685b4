/** What people meet who made a mistake: where it is, what is wrong, what was expected, what to do. */

import { gzipSync } from 'node:zlib';
import { suite } from 'uvu';
import { type Files, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';

const badInput = suite('bad input');

const HEADER =
  '{"format":"midrift-snapshot","version":1,"takenAt":"2026-11-01T02:00:00Z","cloud":"AzureCloud","scope":{},"coverage":[]}';
const ROWS = Array.from({ length: 200 }, (_, index) => {
  const id = `/subscriptions/5b000001-0000-4000-8000-000000000001/resourceGroups/rg-${index}`;
  return JSON.stringify({ table: 'resourcecontainers', row: { id, name: `rg-${index}` } });
});
const ESTATE = `${[HEADER, ...ROWS].join('\n')}\n`;

const RULE = `id: nexus-vault-elsewhere
requirement: NX-KV-2
title: Key vault lies elsewhere
subject: nexus.secret-archive
level: error
when: vault.exists
require: vault.usesRbac
message: '{{ vault.name }} lies elsewhere.'
impact: Nobody finds it.
fix:
  say: Move it.
see: https://learn.microsoft.com/azure/key-vault/
`;

/** A user's rule, with a mistake. */
const rule = (from: string, to: string): Files => ({ 'mine/nexus-vault-elsewhere.yaml': RULE.replace(from, to) });

type Case = { readonly line?: string; readonly files: Files };

const SNAPSHOT = 'midrift scan --snapshot estate.ndjson';
const CONFIG = 'midrift scan --demo --config midrift.yaml';
const RULES = 'midrift rules list --rules mine';

const CASES: { readonly [name: string]: Case } = {
  'config-broken-yaml': { line: CONFIG, files: { 'midrift.yaml': 'scope:\n  subscriptions: [a, b\nfailOn: error\n' } },
  'config-unknown-key': {
    line: CONFIG,
    files: { 'midrift.yaml': 'scope:\n  subscription: []\nfailon: error\nnexus: { operator: {} }\n' },
  },
  'config-wrong-values': {
    line: CONFIG,
    files: {
      'midrift.yaml':
        'cloud: AzureGov\nscope: { subscriptions: [nexus] }\nnexus: { operators: { addresses: [10.0.0.300, 10.1.0.0/16] } }\nfailOn: errors\n',
    },
  },
  'config-wrong-address': {
    line: CONFIG,
    files: { 'midrift.yaml': 'nexus:\n  operators:\n    addresses:\n      - 10.0.0.300\n      - 10.1.0.0/16\n' },
  },
  'config-cyclic': { line: CONFIG, files: { 'midrift.yaml': 'scope: &here\n  subscriptions: [*here]\n' } },
  'config-deep': { line: CONFIG, files: { 'midrift.yaml': `scope: ${'['.repeat(5000)}` } },
  'config-alias-bomb': {
    line: CONFIG,
    files: {
      'midrift.yaml': `a0: &a0 [x, x, x, x, x, x, x, x, x]\n${Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n}, `.repeat(9)}]\n`).join('')}`,
    },
  },
  'config-binary': { line: CONFIG, files: { 'midrift.yaml': Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0) } },
  'config-missing': { line: CONFIG, files: {} },
  'config-folder': { line: CONFIG, files: { 'midrift.yaml/nothing': '' } },
  'rule-misspelt-field': { line: RULES, files: rule('require: vault.usesRbac', 'require: vault.usesRbak') },
  'rule-not-boolean': { line: RULES, files: rule('require: vault.usesRbac', 'require: vault.name') },
  'rule-unknown-key': { line: RULES, files: rule('level: error', 'levle: error') },
  'rule-broken-yaml': { line: RULES, files: { 'mine/a.yaml': 'id: [\n', 'mine/b.yaml': 'id: "b\n' } },
  'rules-empty-folder': { line: RULES, files: { 'mine/notes.txt': '' } },
  'rules-missing-folder': { line: RULES, files: {} },
  'snapshot-missing': { files: {} },
  'snapshot-empty': { files: { 'estate.ndjson': '' } },
  'snapshot-folder': { files: { 'estate.ndjson/nothing': '' } },
  'snapshot-truncated': { files: { 'estate.ndjson': ESTATE.slice(0, -20) } },
  'snapshot-not-json': { files: { 'estate.ndjson': [HEADER, ...ROWS.slice(0, 3), 'oops', ...ROWS].join('\n') } },
  'snapshot-wrong-version': { files: { 'estate.ndjson': ESTATE.replace('"version":1', '"version":9') } },
  'snapshot-another-format': { files: { 'estate.ndjson': '{"resources":[]}\n' } },
  'snapshot-wrong-table': { files: { 'estate.ndjson': `${HEADER}\n{"table":"resource","row":{"id":"/x"}}\n` } },
  'snapshot-damaged-gzip': {
    files: { 'estate.ndjson': gzipSync(ESTATE).fill(0xff, 1000, 1100) },
  },
  'snapshot-cut-gzip': { files: { 'estate.ndjson': gzipSync(ESTATE).subarray(0, 500) } },
  'snapshot-binary': { files: { 'estate.ndjson': Uint8Array.from({ length: 999 }, (_, index) => index % 251) } },
  'snapshot-another-cloud': { files: { 'estate.ndjson': ESTATE.replace('"AzureCloud"', '"AzureChinaCloud"') } },
  'snapshot-and-demo': { line: `${SNAPSHOT} --demo`, files: { 'estate.ndjson': ESTATE } },
  'report-unknown-format': { line: 'midrift scan --demo --report sarf=out.sarif', files: {} },
  'report-without-file': { line: 'midrift scan --demo --report json=', files: {} },
  'report-twice-one-file': { line: 'midrift scan --demo --report json=out --report sarif=out', files: {} },
  'report-twice-stdout': { line: 'midrift scan --demo --report json --report text', files: {} },
  'unknown-option': { line: 'midrift scan --snapshott estate.ndjson', files: {} },
  'unknown-command': { line: 'midrift scna', files: {} },
  'unknown-credential': { line: 'midrift scan --credential clii', files: {} },
  'unknown-fail-on': { line: 'midrift scan --demo --fail-on errors', files: {} },
  'no-command': { line: 'midrift', files: {} },
  'snapshot-without-file': { line: 'midrift snapshot', files: {} },
  'rules-show-unknown': { line: 'midrift rules show nexus-vault-not-rbca', files: {} },
  'rules-new-bad-id': { line: 'midrift rules new VaultElsewhere', files: {} },
  'rules-new-there-already': {
    line: 'midrift rules new nexus-vault-elsewhere',
    files: { 'rules/nexus-vault-elsewhere.yaml': 'mine' },
  },
};

for (const [name, { line = SNAPSHOT, files }] of Object.entries(CASES)) {
  badInput(`${name.replaceAll('-', ' ')}: it is said, and nothing is written`, async () => {
    const seen = await inFolder(files, async cwd => transcript(line, await midrift(typed(line), { cwd })));

    await isAsIn(`bad-input/${name}`, seen);
  });
}

badInput.run();
