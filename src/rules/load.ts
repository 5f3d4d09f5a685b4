/** From the texts of a rules folder to rules and requirements, or all their problems at once. */

import type { Requirement } from '../model/finding.ts';
import { schemaCheck } from '../sources/check.ts';
import type { TextFile } from '../sources/files.ts';
import { type Problem, sortProblems } from '../sources/problem.ts';
import { readYaml, type YamlText } from '../sources/yaml.ts';
import { compileRule } from './compile.ts';
import type { Rule, RuleFile } from './rule.ts';
import { REQUIREMENTS_SCHEMA, RULE_SCHEMA } from './schema.ts';

export type RuleSet = { readonly rules: readonly Rule[]; readonly requirements: readonly Requirement[] };

type RequirementsFile = {
  readonly documents: { readonly [name: string]: { readonly title: string; readonly see: string } };
  readonly requirements: {
    readonly [id: string]: Omit<Requirement, 'id' | 'source'> & { readonly document: string; readonly section: string };
  };
};

const checkRule = schemaCheck(RULE_SCHEMA);
const checkRequirements = schemaCheck(REQUIREMENTS_SCHEMA);

/**
 * Loads the `.yaml` files of rules folders, `requirements.yaml` among them, sorted by id.
 * A rule of a user's own folder may prove a built-in requirement or one that its folder brings.
 */
export function loadRules(files: readonly TextFile[]): RuleSet | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const requirements = new Map<string, Requirement>();
  for (const { file, text } of files.filter(isRequirements)) {
    for (const requirement of readRequirements(readYaml(text, file), problems))
      requirements.set(requirement.id, requirement);
  }
  const rules = new Map<string, Rule>();
  for (const { file, text } of files.filter(one => !isRequirements(one))) {
    const source = readYaml(text, file);
    const faults = checkRule(source);
    const rule = faults.length > 0 ? faults : readRule(source, requirements, rules);
    if (Array.isArray(rule)) problems.push(...(rule as readonly Problem[]));
    else rules.set((rule as Rule).id, rule as Rule);
  }
  if (problems.length > 0) return { problems: sortProblems(problems) };
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { rules: [...rules.values()].sort(byId), requirements: [...requirements.values()].sort(byId) };
}

function isRequirements({ file }: TextFile): boolean {
  return /(?:^|\/)requirements\.yaml$/.test(file);
}

function readRule(
  source: YamlText,
  requirements: ReadonlyMap<string, Requirement>,
  others: ReadonlyMap<string, Rule>,
): Rule | readonly Problem[] {
  const file = source.value as unknown as RuleFile;
  const problems: Problem[] = [];
  const name = /([^/]*)\.yaml$/.exec(source.file)?.[1];
  if (name !== file.id) {
    problems.push({
      ...source.locate(['id']),
      says: `"id" is "${file.id}", but the file is called ${name}.yaml; make them the same`,
    });
  }
  if (others.has(file.id)) {
    problems.push({ ...source.locate(['id']), says: `another rule is called "${file.id}"; ids must be unique` });
  }
  const namesake = [...others.values()].find(({ code }) => code !== undefined && code === file.code);
  if (namesake !== undefined) {
    problems.push({
      ...source.locate(['code']),
      says: `rule "${namesake.id}" has the code ${file.code} already; codes must be unique`,
    });
  }
  if (!requirements.has(file.requirement)) {
    const says = `requirement "${file.requirement}" stands in no requirements.yaml; add it there or name another`;
    problems.push({ ...source.locate(['requirement']), says });
  }
  const rule = compileRule(file, (path, offset) => source.locateWithin(path, offset));
  if (Array.isArray(rule)) problems.push(...(rule as readonly Problem[]));
  return problems.length > 0 ? problems : (rule as Rule);
}

function readRequirements(source: YamlText, problems: Problem[]): Requirement[] {
  const faults = checkRequirements(source);
  problems.push(...faults);
  if (faults.length > 0) return [];
  const { documents, requirements } = source.value as unknown as RequirementsFile;
  return Object.entries(requirements).flatMap(([id, { says, level, document, section }]) => {
    const found = documents[document];
    if (found === undefined) {
      problems.push({
        ...source.locate(['requirements', id, 'document']),
        says: `no document is called "${document}"`,
      });
      return [];
    }
    return [{ id, says, level, source: { document: found.title, section, see: found.see } }];
  });
}
