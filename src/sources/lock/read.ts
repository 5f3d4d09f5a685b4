/** Reads the approved wiring from its file, or says what is wrong with it. */

import type { Json } from '../../model/estate.ts';
import {
  LOCK_SECTIONS,
  LOCK_VERSION,
  LOCK_VERSIONS,
  type Lock,
  type LockedFact,
  type LockPath,
} from '../../model/lock.ts';
import { schemaCheck } from '../check.ts';
import type { TextFile } from '../files.ts';
import { type Problem, sortProblems } from '../problem.ts';
import { readYaml, type YamlText } from '../yaml.ts';
import { LOCK_SCHEMA } from './schema.ts';

const check = schemaCheck(LOCK_SCHEMA);

/** Never throws. `file` is how reports name it. */
export function readLock({ file, text }: TextFile): Lock | { readonly problems: readonly Problem[] } {
  const conflict = mergeConflict(text, file);
  if (conflict !== undefined) return { problems: [conflict] };
  const source = readYaml(text, file);
  if (source.problems.length > 0) return { problems: source.problems };
  const newer = newerVersion(source);
  if (newer !== undefined) return { problems: [newer] };
  const faults = check(source);
  if (faults.length > 0) return { problems: sortProblems(faults) };
  const {
    version,
    cloud,
    subscriptions = {},
  } = source.value as unknown as {
    readonly version: number;
    readonly cloud: string;
    readonly subscriptions?: { readonly [alias: string]: string };
  };
  const facts = factsIn(source);
  const problems = nameless(facts, subscriptions, source);
  if (problems.length > 0) return { problems: sortProblems(problems) };
  return {
    version,
    cloud,
    subscriptions: new Map(Object.entries(subscriptions).map(([alias, id]) => [alias, id.toLowerCase()])),
    facts,
    locate: path => source.locateKey(path),
  };
}

/** What a merge leaves behind is no YAML, and its problems would name everything but the cause. */
function mergeConflict(text: string, file: string): Problem | undefined {
  const index = text.split('\n').findIndex(line => /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/.test(line));
  if (index < 0) return undefined;
  const says =
    'a conflict of a merge is left here; take one of both sides, or the file as it was, and run midrift lock again';
  return { file, line: index + 1, column: 1, says };
}

/** What a newer midrift wrote may mean something else throughout. */
function newerVersion(source: YamlText): Problem | undefined {
  const version = (source.value as { readonly [key: string]: Json } | null)?.version;
  if (typeof version !== 'number' || version <= LOCK_VERSION) return undefined;
  const says = `the lock is of version ${version}, where this midrift reads versions ${LOCK_VERSIONS.join(' and ')}; use the midrift that wrote it`;
  return { ...source.locate(['version']), says };
}

function factsIn({ value }: YamlText): LockedFact[] {
  const facts: LockedFact[] = [];
  const walk = (node: Json | undefined, path: readonly string[]): void => {
    if (typeof node === 'string') facts.push({ path: path as unknown as LockPath, value: node });
    if (typeof node !== 'object' || node === null) return;
    for (const [key, below] of Object.entries(node)) walk(below, [...path, key]);
  };
  for (const section of LOCK_SECTIONS) walk((value as { readonly [key: string]: Json })[section], [section]);
  return facts;
}

/** Ids whose subscription the file does not name: a slip of a hand, which would else look like something that is gone. */
function nameless(
  facts: readonly LockedFact[],
  subscriptions: { readonly [alias: string]: string },
  source: YamlText,
): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const { path } of facts) {
    const [section, id] = path;
    if (seen.has(`${section} ${id}`)) continue;
    seen.add(`${section} ${id}`);
    const alias = aliasIn(section, id);
    if (alias === undefined || Object.hasOwn(subscriptions, alias)) continue;
    const says = `no subscription is called "${alias}" here; add it under subscriptions, or correct this id`;
    problems.push({ ...source.locateKey([section, id]), says });
  }
  return problems;
}

function aliasIn(section: string, id: string): string | undefined {
  if (section === 'roles' || id.startsWith('/') || id === 'tenant' || id.startsWith('management group '))
    return undefined;
  const place = section === 'grants' || section === 'denials' ? id.replace(/^(?:resource group|\S+) /, '') : id;
  return place.split('/')[0];
}
