/** The rules of a run: the ones that midrift brings, and those of the user's folders. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Requirement } from '../model/finding.ts';
import { compileRule } from '../rules/compile.ts';
import { compileLater } from '../rules/language.ts';
import type { RuleSet } from '../rules/load.ts';
import type { RuleFile } from '../rules/rule.ts';
import { readYamlFolder } from '../sources/files.ts';
import type { SubjectKind } from '../subjects/subjects.ts';
import { Failure, failureOf } from './failure.ts';
import { PREPARED_RULES, packageFile } from './home.ts';

/** What the build writes beside the code: the rules checked and read, so that a run need not. */
export type PreparedRules = { readonly rules: readonly RuleFile[]; readonly requirements: readonly Requirement[] };

/** The folder of the rules that midrift brings. */
export const RULES_FOLDER = packageFile('rules');

/** Loads the rules. Throws a `Failure` with all problems of the user's folders at once. */
export async function loadRuleSet(folders: readonly string[]): Promise<RuleSet> {
  if (folders.length === 0 && existsSync(PREPARED_RULES)) return prepared();
  const { loadRules } = await import('../rules/load.ts');
  const files = await Promise.all([
    readYamlFolder(RULES_FOLDER, 'rules'),
    ...folders.map(folder => readYamlFolder(folder)),
  ]);
  for (const [index, folder] of folders.entries()) {
    if (files[index + 1]!.length === 0) throw new Failure(`${folder} holds no rules; expected .yaml files`);
  }
  const loaded = loadRules(files.flat());
  if ('problems' in loaded) throw failureOf(loaded.problems);
  if (loaded.rules.length === 0)
    throw new Failure(`${RULES_FOLDER} holds no rules; the installation is damaged: install midrift again`);
  return loaded;
}

/** The rules of a run that has no subjects of a kind: without the ones on it, and what only those prove. */
export function withoutKind({ rules, requirements }: RuleSet, kind: SubjectKind): RuleSet {
  const kept = rules.filter(({ subject }) => subject !== kind);
  const left = new Set(rules.filter(rule => !kept.includes(rule)).map(({ requirement }) => requirement));
  for (const { requirement } of kept) left.delete(requirement);
  return { rules: kept, requirements: requirements.filter(({ id }) => !left.has(id)) };
}

/** The rules of a run without a plan. */
export function withoutUpdates(set: RuleSet): RuleSet {
  return withoutKind(set, 'nexus.update');
}

async function prepared(): Promise<RuleSet> {
  const { rules, requirements } = JSON.parse(await readFile(PREPARED_RULES, 'utf8')) as PreparedRules;
  return {
    requirements,
    rules: rules.map(file => {
      const rule = compileRule(file, () => ({ file: `${file.id}.yaml`, line: 1, column: 1 }), compileLater);
      if ('judge' in rule) return rule;
      throw failureOf(rule);
    }),
  };
}
