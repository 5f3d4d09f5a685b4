/** Healthy estates in which a plan leaves values open, and what the rules say of them. */

import { type EstateText, judgeText } from '../../src/cli/fixture.ts';
import { loadRuleSet } from '../../src/cli/rules.ts';
import type { Json } from '../../src/model/estate.ts';
import type { Finding } from '../../src/model/finding.ts';
import { unknownValue } from '../../src/model/json.ts';
import { foldId } from '../../src/model/resource-id.ts';

/** Keys from the top of a value. */
export type Path = readonly (string | number)[];

export const WHY = 'the plan leaves it open';

export const { rules: RULES } = await loadRuleSet([]);

/** The value with another at a path; what is missing on the way comes to be. */
export function withAt(value: Json | undefined, path: Path, put: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? withAt(item, rest, put) : item));
  const object = (value ?? {}) as { readonly [key: string]: Json };
  return { ...object, [key]: withAt(object[key], rest, put) };
}

/** The value with unknown ones at these paths. */
export function opened(value: Json, ...paths: readonly Path[]): Json {
  return paths.reduce((text, path) => withAt(text, path, unknownValue(WHY)), value);
}

/** Every path in a value, itself excepted. */
export function pathsIn(value: Json): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: readonly (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap(key => {
    const below = pathsIn((value as { readonly [key: string]: Json })[key] as Json);
    return [[key], ...below.map(path => [key, ...path])];
  });
}

/** What a plan may leave open of an estate: everything in the rows of what it writes but their ids. */
export function openPaths(text: Json): Path[] {
  const { rows } = text as unknown as EstateText;
  return TABLES.flatMap(table =>
    Object.entries(rows[table] ?? {}).flatMap(([name, row]) =>
      pathsIn(row)
        .filter(([key]) => key !== 'id')
        .map(path => ['rows', table, name, ...path]),
    ),
  );
}

export const TABLES = [
  'resources',
  'arm/clusters',
  'arm/userassignedidentities',
  'arm/blobcontainers',
  'arm/federatedcredentials',
] as const;

export function judged(text: Json): Finding[] {
  return judgeText(RULES, text);
}

/** What was certain or did not apply, and is neither now nor unknown: an unknown value makes nothing certain. */
export function undueTurns(before: readonly Finding[], after: readonly Finding[]): string[] {
  const keyOf = ({ rule, subject }: Finding) => `${rule} ${foldId(subject.id)}`;
  const now = new Map(after.map(finding => [keyOf(finding), finding.verdict]));
  return before.flatMap(finding => {
    const { verdict } = finding;
    const turned = now.get(keyOf(finding)) ?? verdict;
    return turned === verdict || turned === 'unknown' || isHarmless(finding, turned)
      ? []
      : [`${keyOf(finding)}: ${verdict} → ${turned}`];
  });
}

/** What could not be told may come not to matter, nor does it for most grants whether they reach anyone who is wired. */
function isHarmless({ verdict, subject }: Finding, after: string): boolean {
  return (
    after === 'not-applicable' && (verdict === 'unknown' || (verdict === 'pass' && subject.kind === 'wiring.grant'))
  );
}
