/** A small result: one rule with a former name, and findings on subjects in two subscriptions. */

import type { Finding, Result, RuleSummary, Verdict } from '../../src/model/finding.ts';

const ONE = '/subscriptions/11111111-1111-1111-1111-111111111111';
export const TWO = '/subscriptions/22222222-2222-2222-2222-222222222222';

/** Ids of subjects, the last two in the other subscription. */
export const [A, B, C, D] = [`${ONE}/A`, `${ONE}/B`, `${TWO}/C`, `${TWO}/D`] as const;

const RULE: RuleSummary = {
  id: 'vault-open',
  formerly: ['vault-oepn'],
  requirement: 'NX-KV-2',
  title: 'Vault is open',
  subject: 'nexus.secret-archive',
  level: 'error',
  impact: 'Anyone reads it.',
  fix: 'Close it.',
  see: 'https://example.com/vault',
};

export const finding = (id: string, verdict: Verdict, more: Partial<Finding> = {}): Finding => ({
  rule: 'vault-open',
  requirement: 'NX-KV-2',
  subject: { kind: 'nexus.secret-archive', id, name: id.slice(-1), system: id },
  verdict,
  level: 'error',
  message: 'Vault is open',
  evidence: [],
  location: { file: 'midrift.yaml', line: 2, column: 1 },
  ...more,
});

export const resultOf = (findings: readonly Finding[], more: Partial<Result> = {}): Result => ({
  tool: { name: 'midrift', version: '0.1.0' },
  takenAt: '2026-11-01T02:00:00.000Z',
  cloud: 'AzureCloud',
  scope: { managementGroups: [], subscriptions: [] },
  systems: [],
  rules: [RULE],
  requirements: [],
  findings,
  wiring: [],
  gaps: [],
  behind: [],
  notices: [],
  history: [],
  subscriptions: 2,
  ...more,
});
