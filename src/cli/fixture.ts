/** A rule's fixture: edits to a healthy estate, each with the verdict that the rule must come to. */

import { Access } from '../access/access.ts';
import { hold } from '../access/hold.ts';
import { judge } from '../comply/judge.ts';
import { Estate } from '../estate/estate.ts';
import { CLOUDS } from '../model/cloud.ts';
import type { CoverageStatus, Json, Row, Table } from '../model/estate.ts';
import { TABLES } from '../model/estate.ts';
import type { Finding, Verdict } from '../model/finding.ts';
import { LOCK_FILE } from '../model/lock.ts';
import { applyStep } from '../plan/apply.ts';
import type { Rule } from '../rules/rule.ts';
import { schemaCheck } from '../sources/check.ts';
import type { TextFile } from '../sources/files.ts';
import { meant } from '../sources/meant.ts';
import { mergePatch } from '../sources/merge-patch.ts';
import { type Problem, sortProblems } from '../sources/problem.ts';
import { readYaml } from '../sources/yaml.ts';
import { approvalOf } from '../wiring/approval/approval.ts';
import { Lookup } from '../wiring/lookup.ts';
import type { WiringSettings } from '../wiring/settings.ts';
import { wireUpdates } from '../wiring/updates.ts';
import { wire } from '../wiring/wire.ts';
import { readServers, type ServerConfig } from './cyclecloud.ts';
import { compareWiring, judgeDrift } from './drift.ts';
import { failureOf } from './failure.ts';
import { PLANNED_SCHEMA, type Planned, stepOf } from './fixture-plan.ts';
import { lockIn, lockText } from './lock-text.ts';

/** A healthy estate as its file has it. */
export type EstateText = {
  readonly takenAt: string;
  readonly cloud: string;
  readonly settings: Omit<WiringSettings, 'cloud' | 'cyclecloud'>;
  /** Servers as the config declares them, by any name, and the files that they name: a text, or what a JSON file holds. */
  readonly cyclecloud?: {
    readonly servers: { readonly [name: string]: ServerConfig };
    readonly files: { readonly [file: string]: Json };
  };
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
  /** For rules on drift: a JSON merge patch of the healthy estate whose wiring is approved; of none, the healthy estate itself. */
  readonly approved?: Json;
  /** What a plan does to the edited estate, in one step: the subjects are those of the estate as it will be, and the updates. */
  readonly planned?: readonly Planned[];
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
          approved: { type: 'object' },
          planned: { type: 'array', minItems: 1, items: PLANNED_SCHEMA },
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
    problem.says.includes('must contain')
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
    const text = mergePatch(healthy, one.edit ?? {});
    const approved = mergePatch(healthy, one.approved ?? {});
    const strayed = stray(text as unknown as EstateText) ?? stray(approved as unknown as EstateText);
    const says = strayed ?? disagreement(rule, one, text, approved);
    return says === undefined ? [] : [{ case: one.name, says }];
  });
}

/** The findings of rules on an estate as its file has it, or as it will be after what is planned. */
export function judgeText(rules: readonly Rule[], text: Json, planned: readonly Planned[] = []): Finding[] {
  const { estate: present, settings } = readEstate(text as unknown as EstateText);
  const { estate, writes } =
    planned.length === 0 ? { estate: present, writes: [] } : applyStep(present, stepOf(planned));
  const access = new Access(estate);
  const before = new Lookup(present, new Access(present), settings);
  const updates = wireUpdates(before, new Lookup(estate, access, settings), writes);
  return judge(rules, [...wire(estate, access, settings).subjects, ...updates], {
    ask: (principalId, role, scope) => hold(access, principalId, role, scope),
    locate: ({ at }) => at ?? { file: 'midrift.yaml', line: 1, column: 1 },
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
  return { estate, settings: { ...text.settings, cloud, cyclecloud: readDeclared(text) } };
}

/** Throws where a file of the estate's text is broken: a slip of the fixture. */
function readDeclared({ cyclecloud }: EstateText): WiringSettings['cyclecloud'] {
  const { servers: byName = {}, files = {} } = cyclecloud ?? {};
  const texts = Object.entries(files).map(([file, content]): [string, TextFile] => {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
    return [file, { file, text }];
  });
  const start = { file: 'midrift.yaml', line: 1, column: 1 };
  const { servers, problems } = readServers(Object.values(byName), new Map(texts), () => start);
  if (problems.length > 0) throw failureOf(problems);
  return servers;
}

/** What an edit names that no estate has: unsaid, a slip would be an edit that changes nothing. */
function stray(text: EstateText): string | undefined {
  const parts = ['takenAt', 'cloud', 'settings', 'cyclecloud', 'coverage', 'rows'];
  const part = Object.keys(text).find(name => !parts.includes(name));
  if (part !== undefined) return `the edit names "${part}"; ${meant(part, parts)}`;
  const tables: readonly string[] = TABLES;
  const table = [...Object.keys(text.rows), ...Object.keys(text.coverage)].find(name => !tables.includes(name));
  if (table !== undefined) return `the edit names the table "${table}"; ${meant(table, tables)}`;
  for (const [name, rows] of Object.entries(text.rows)) {
    const row = Object.keys(rows).find(key => typeof rows[key]!.id !== 'string');
    if (row !== undefined)
      return `the edit's row "${row}" of ${name} has no id, and the estate has no row of that name`;
  }
  if (CLOUDS.some(({ name }) => name === text.cloud)) return undefined;
  const clouds = CLOUDS.map(({ name }) => name);
  return `the edit names the cloud "${text.cloud}"; ${meant(text.cloud, clouds)}`;
}

/** What a rule on drift finds between two estates: the first is approved, the second is there. */
function driftText(rules: readonly Rule[], approved: Json, text: Json): Finding[] {
  const wiredOf = (one: Json) => {
    const { estate, settings } = readEstate(one as unknown as EstateText);
    return { estate, subjects: wire(estate, new Access(estate), settings).subjects };
  };
  const was = wiredOf(approved);
  const now = wiredOf(text);
  const { lock } = lockIn(lockText(approvalOf(was.subjects, was.estate), was.estate.header.cloud), LOCK_FILE);
  return judgeDrift(rules, compareWiring(lock, now.subjects, now.estate), { file: LOCK_FILE, line: 1, column: 1 });
}

function disagreement(
  rule: Rule,
  { expect, subject, says, planned }: Case,
  text: Json,
  approved: Json,
): string | undefined {
  const all = rule.subject === 'drift.change' ? driftText([rule], approved, text) : judgeText([rule], text, planned);
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
