/** A rule's fixture: edits to a healthy estate, each with the verdict that the rule must come to. */

import { Access } from '../access/access.ts';
import { hold } from '../access/hold.ts';
import { judge } from '../comply/judge.ts';
import { Estate } from '../estate/estate.ts';
import { CLOUDS } from '../model/cloud.ts';
import type { CoverageStatus, Json, Row, Table } from '../model/estate.ts';
import { TABLES } from '../model/estate.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import type { Rule } from '../rules/rule.ts';
import { schemaCheck } from '../sources/check.ts';
import type { TextFile } from '../sources/files.ts';
import { mergePatch } from '../sources/merge-patch.ts';
import { type Problem, sortProblems } from '../sources/problem.ts';
import { readYaml } from '../sources/yaml.ts';
import type { WiringSettings } from '../wiring/settings.ts';
import { wire } from '../wiring/wire.ts';

/** A healthy estate as its file has it. */
export type EstateText = {
  readonly takenAt: string;
  readonly cloud: string;
  readonly settings: Omit<WiringSettings, 'cloud'>;
  readonly coverage: { readonly [source: string]: { readonly [scope: string]: CoverageStatus } };
  readonly rows: { readonly [table: string]: { readonly [name: string]: Row } };
};

/** One case of a fixture. */
export type Case = {
  readonly name: string;
  readonly expect: Verdict;
  /** How the id of the subject ends, where the rule judges several; all of them otherwise. */
  readonly subject?: string;
  /** A JSON merge patch of the healthy estate. */
  readonly edit?: Json;
  /** Words that must stand in the reason, or in the message of a failure. */
  readonly says?: string;
};

export type Fixture = { readonly estate: string; readonly cases: readonly Case[] };

const FIXTURE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: ['estate', 'cases'],
  properties: {
    estate: { type: 'string' },
    cases: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'expect'],
        properties: {
          name: { type: 'string' },
          expect: { type: 'string', enum: ['pass', 'fail', 'unknown', 'not-applicable'] },
          subject: { type: 'string' },
          edit: { type: 'object' },
          says: { type: 'string' },
        },
      },
      allOf: (['pass', 'fail', 'unknown'] as const).map(expect => ({
        contains: { type: 'object', properties: { expect: { type: 'string', const: expect } } },
      })),
    },
  },
};

/** Reads a fixture, or gives all its problems. Every rule needs a case that passes, one that fails and one that is unknown. */
export function readFixture({
  file,
  text,
}: TextFile): { readonly fixture: Fixture } | { readonly problems: readonly Problem[] } {
  const source = readYaml(text, file);
  const problems = schemaCheck(FIXTURE_SCHEMA)(source).map(problem =>
    problem.says.includes('contain')
      ? { ...problem, says: 'needs a case that passes, one that fails and one that is unknown' }
      : problem,
  );
  return problems.length > 0 ? { problems: sortProblems(problems) } : { fixture: source.value as unknown as Fixture };
}

/** What a case came to: nothing where it is as expected. */
export type Disagreement = { readonly case: string; readonly says: string };

/** Judges every case by the rule alone. */
export function prove(rule: Rule, fixture: Fixture, healthy: Json): Disagreement[] {
  return fixture.cases.flatMap(one => {
    const says = disagreement(rule, one, mergePatch(healthy, one.edit ?? {}));
    return says === undefined ? [] : [{ case: one.name, says }];
  });
}

/** The findings of rules on an estate as its file has it. */
export function judgeText(rules: readonly Rule[], text: Json): Finding[] {
  const { estate, settings } = readEstate(text as unknown as EstateText);
  const access = new Access(estate);
  return judge(rules, wire(estate, access, settings).subjects, {
    ask: (principalId, role, scope) => hold(access, principalId, role, scope),
    locate: () => ({ file: 'midrift.yaml', line: 1, column: 1 }),
  });
}

/** Builds the estate and the settings of an estate's file. */
export function readEstate(text: EstateText): { estate: Estate; settings: WiringSettings } {
  const estate = new Estate({
    format: 'midrift-snapshot',
    version: 1,
    takenAt: text.takenAt,
    cloud: text.cloud,
    scope: {},
  });
  for (const table of TABLES) {
    for (const row of Object.values(text.rows[table] ?? {})) estate.add(table, row);
    for (const [scope, status] of Object.entries(text.coverage[table] ?? {})) {
      const because = status === 'complete' ? {} : { because: `${table} was ${status} there` };
      estate.cover({ source: table satisfies Table, scope, status, ...because });
    }
  }
  const cloud = CLOUDS.find(({ name }) => name === text.cloud)!;
  return { estate, settings: { ...text.settings, cloud } };
}

function disagreement(rule: Rule, { expect, subject, says }: Case, text: Json): string | undefined {
  const all = judgeText([rule], text);
  const findings = all.filter(
    ({ subject: { id } }) => subject === undefined || id.toLowerCase().endsWith(subject.toLowerCase()),
  );
  if (findings.length === 0) {
    const ids = all.map(({ subject: { id } }) => id).join(', ');
    return `no ${rule.subject} was judged${subject === undefined ? '' : ` whose id ends in ${subject}; there are: ${ids}`}`;
  }
  for (const { subject: judged, verdict, because, message } of findings) {
    const said = verdict === 'fail' ? message : (because ?? '');
    if (verdict !== expect) return `expected ${expect} for ${judged.id}, got ${verdict}: ${said}`;
    if (says !== undefined && !said.includes(says))
      return `expected "${says}" to be said of ${judged.id}, got: ${said}`;
  }
  return undefined;
}
