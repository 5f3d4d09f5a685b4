/** A small rule that is right, to be broken or bent by tests. */

import { loadRules } from '../../src/rules/load.ts';
import type { TextFile } from '../../src/sources/files.ts';
import { printProblem } from '../../src/sources/problem.ts';

export const REQUIREMENTS = `documents:
  guide: { title: A guide, see: https://example.com/guide }
requirements:
  NX-KV-2: { says: The vault uses Azure RBAC., level: error, document: guide, section: Key Vault setup }
`;

export const RULE = `id: vault-open
code: NXKV29
requirement: NX-KV-2
title: Key vault is open
subject: nexus.secret-archive
level: error
security-severity: 7.1
when: vault.exists
require: vault.usesRbac
message: '{{ vault.name }} is open.'
impact: 'Rotation of {{ cluster.name }} fails.'
fix:
  say: Close it.
  az: 'az keyvault update --name {{ vault.name }}'
see: https://example.com/vault
`;

/** The problems of rule files beside good requirements, as they are printed. */
export function problemsOf(...files: readonly TextFile[]): readonly string[] {
  const loaded = loadRules([{ file: 'rules/requirements.yaml', text: REQUIREMENTS }, ...files]);
  return 'problems' in loaded ? loaded.problems.map(printProblem) : [];
}
