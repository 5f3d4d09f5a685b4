/** Reads the plans that a gate is to judge, from files or standard input. */

import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Cloud } from '../model/cloud.ts';
import type { Notice } from '../model/finding.ts';
import type { Deployment, Plan, PlanKind, Step } from '../model/plan.ts';
import type { PlanContext } from '../plan/context.ts';
import { readText, type TextFile, Unreadable } from '../sources/files.ts';
import { type Config, placedAs, shownAs } from './config.ts';
import { Failure, failureOf } from './failure.ts';
import type { Io } from './io.ts';
import { maskedLines, maskedScript } from './masked-lines.ts';

export type PlanOptions = {
  readonly planKind?: PlanKind;
  /** A file with a body that is sent by PATCH. */
  readonly patch?: string;
  readonly resource?: string;
  readonly apiVersion?: string;
  readonly parameters: readonly string[];
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly managementGroup?: string;
  readonly location?: string;
  readonly tenant?: string;
};

/** The plans in the order in which they were named, and the files of CycleCloud that were named among them. */
export type Plans = {
  readonly plans: readonly Plan[];
  readonly cyclecloud: readonly string[];
  /** The lines of a plan as far as they may be published; undefined for one that is too large to look through. */
  readonly lines: (file: string) => readonly string[] | undefined;
};

/** `terraform show -json` of a large estate; more is a mistake. */
const LARGEST = 256 * 1024 * 1024;

const STDIN = '-';
const STDIN_NAME = 'standard-input';

/** Throws a `Failure` with the problems of all files at once. */
export async function readPlans(
  files: readonly string[],
  options: PlanOptions,
  { cloud, lines }: Config,
  io: Io,
): Promise<Plans> {
  const { patch, resource } = options;
  if (files.length === 0 && patch === undefined)
    throw new Failure('no plan was named; expected a file, - for standard input, or --patch FILE');
  if (patch !== undefined && resource === undefined)
    throw new Failure('--patch needs --resource, the id of the resource that the body is sent to');
  const [{ readPlan }, { isCycleCloudFile }] = await Promise.all([
    import('../plan/read.ts'),
    import('../plan/kind.ts'),
  ]);
  const parameters = await Promise.all(options.parameters.map(path => readText(path, placedAs(path))));
  const wanted = [
    ...files.map(path => ({ path, kind: options.planKind })),
    ...(patch === undefined ? [] : [{ path: patch, kind: 'rest-body' as const }]),
  ];
  const texts = new Map<string, string>();
  const read = await Promise.all(
    wanted.map(async ({ path, kind }) => {
      const file = await textOf(path, io);
      // A file that a server names may look like anything; others are known by what they look like.
      const isCycleCloud = lines?.has(file.file) || isCycleCloudFile(file.text);
      if (kind === undefined && isCycleCloud) return { cyclecloud: file.file };
      texts.set(file.file, file.text);
      return readPlan(file, kind, contextOf(path, options, parameters, cloud));
    }),
  );
  const problems = read.flatMap(each => ('problems' in each ? each.problems : []));
  if (problems.length > 0) throw failureOf(problems);
  const plans = read.flatMap(each => ('steps' in each ? [each] : []));
  return {
    plans,
    cyclecloud: read.flatMap(each => ('cyclecloud' in each ? [each.cyclecloud] : [])),
    lines: linesOf(plans, texts),
  };
}

/** A snippet is worth no look through more than this. */
const LARGEST_SHOWN = 8 * 1024 * 1024;

function linesOf(plans: readonly Plan[], texts: ReadonlyMap<string, string>): Plans['lines'] {
  const known = new Map<string, readonly string[]>();
  return file => {
    const text = texts.get(file);
    if (text === undefined || text.length > LARGEST_SHOWN) return undefined;
    const isScript = plans.some(plan => plan.file === file && plan.kind === 'az-script');
    const lines = known.get(file) ?? (isScript ? maskedScript(text) : maskedLines(text));
    known.set(file, lines);
    return lines;
  };
}

/** All steps, in order. */
export function stepsOf(plans: readonly Plan[]): Step[] {
  return plans.flatMap(({ steps }) => steps);
}

export function noticesOf(plans: readonly Plan[]): Notice[] {
  return plans.flatMap(({ notices }) => notices);
}

async function textOf(path: string, io: Io): Promise<TextFile> {
  if (path === STDIN) return { file: STDIN_NAME, text: await io.stdin() };
  const file = placedAs(path);
  try {
    return { file, text: (await readText(path, shownAs(path), LARGEST)).text };
  } catch (error) {
    // What Terraform keeps its plans in is no text: the reader says how to make one of it.
    const isZip = error instanceof Unreadable && (await startOf(path)).startsWith(ZIP);
    if (isZip) return { file, text: ZIP };
    throw error;
  }
}

const ZIP = 'PK\u0003\u0004';

async function startOf(path: string): Promise<string> {
  const handle = await open(path).catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(ZIP.length) });
    return buffer.subarray(0, bytesRead).toString('latin1');
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}

function contextOf(path: string, options: PlanOptions, parameters: readonly TextFile[], cloud: Cloud): PlanContext {
  const { subscription, resourceGroup, managementGroup, location, tenant, resource, apiVersion } = options;
  const deployment: Deployment = {
    ...(subscription === undefined ? {} : { subscriptionId: subscription }),
    ...(resourceGroup === undefined ? {} : { resourceGroup }),
    ...(managementGroup === undefined ? {} : { managementGroup }),
    ...(location === undefined ? {} : { location }),
    ...(tenant === undefined ? {} : { tenantId: tenant }),
  };
  const folder = path === STDIN ? '.' : dirname(path);
  return {
    deployment,
    cloud,
    parameters,
    ...(resource === undefined ? {} : { resource }),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    readBeside: async name => {
      const found = resolve(folder, name);
      const { text } = await readText(found, shownAs(found));
      return { file: placedAs(found), text };
    },
  };
}
