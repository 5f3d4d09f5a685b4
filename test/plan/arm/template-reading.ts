/** Reads small templates for tests, and says what came of them in short. */

import { CLOUDS } from '../../../src/model/cloud.ts';
import type { Json, Row } from '../../../src/model/estate.ts';
import { whyUnknown } from '../../../src/model/json.ts';
import { type Deployment, type Operation, type Plan, principalOwner } from '../../../src/model/plan.ts';
import { readTemplate } from '../../../src/plan/arm/template.ts';
import type { PlanRead } from '../../../src/plan/context.ts';
import { readJson } from '../../../src/sources/json-text.ts';
import { printProblem } from '../../../src/sources/problem.ts';

export const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555';
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-edge`;

export const DEPLOYMENT: Deployment = {
  subscriptionId: SUBSCRIPTION.slice('/subscriptions/'.length),
  resourceGroup: 'rg-edge',
  location: 'eastus',
};

export type Given = {
  readonly parameters?: readonly Json[];
  readonly deployment?: Deployment;
  readonly schema?: string;
};

/** A template of these parts, for a resource group unless said otherwise. */
export function template(parts: Row, schema = 'deploymentTemplate'): Row {
  return {
    $schema: `https://schema.management.azure.com/schemas/2019-04-01/${schema}.json#`,
    contentVersion: '1.0.0.0',
    ...parts,
  };
}

export function readText(text: string, { parameters = [], deployment = DEPLOYMENT }: Given = {}): PlanRead {
  const json = readJson({ file: 'main.json', text });
  if ('problems' in json) return json;
  return readTemplate(json, {
    cloud: CLOUDS[0]!,
    deployment,
    parameters: parameters.map((value, index) => ({ file: `p${index + 1}.json`, text: JSON.stringify(value) })),
    readBeside: path => Promise.reject(new Error(path)),
  });
}

/** Laid out over lines, two spaces a level. */
export function read(parts: Row, given: Given = {}): PlanRead {
  return readText(JSON.stringify(template(parts, given.schema), undefined, 2), given);
}

export function planOf(read: PlanRead): Plan {
  if ('problems' in read) throw new Error(read.problems.map(printProblem).join('\n'));
  return read;
}

export function operationsOf(read: PlanRead): readonly Operation[] {
  return planOf(read).steps.flatMap(({ operations }) => operations);
}

/** `put Microsoft.Storage/storageAccounts/a`: ids below the group of the tests without it. */
export function listOf(read: PlanRead): string[] {
  return operationsOf(read).map(({ does, id, type, because }) => {
    const what = id
      .replace(`${GROUP}/providers/`, '')
      .replace(GROUP, '(group)')
      .replace(SUBSCRIPTION, '(subscription)');
    return because === undefined ? `${does} ${what}` : `${does} ${type} at ${what}: ${because}`;
  });
}

/** The value at a path of a body; of an unknown one why, of a principal whose it is. */
export function bodyValue(read: PlanRead, address: string, ...path: readonly string[]): Json | undefined {
  const operation = operationsOf(read).find(candidate => candidate.address === address);
  if (operation === undefined) throw new Error(`there is no ${address}`);
  let here: Json | undefined = operation.body;
  for (const key of path) here = (here as Row | undefined)?.[key];
  const because = whyUnknown(here);
  if (because !== undefined) return `unknown: ${because}`;
  const owner = typeof here === 'string' ? principalOwner(here) : undefined;
  return owner === undefined ? here : `principal of ${owner.replace(`${GROUP}/providers/`, '')}`;
}

/** What is wrong, each with its place. */
export function problemsOf(read: PlanRead): string[] {
  return 'problems' in read ? read.problems.map(printProblem) : [];
}

export const noticesOf = (read: PlanRead) =>
  planOf(read).notices.map(({ says, location }) => printProblem({ ...location, says }));
