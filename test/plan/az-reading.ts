/** Reads scripts in tests, and tells in short what was read. */

import { CLOUDS } from '../../src/model/cloud.ts';
import type { Row } from '../../src/model/estate.ts';
import type { Deployment, Edit, Matching, Operation, Plan } from '../../src/model/plan.ts';
import { readScript } from '../../src/plan/az/script.ts';
import type { PlanRead } from '../../src/plan/context.ts';
import { Unreadable } from '../../src/sources/files.ts';
import { printProblem } from '../../src/sources/problem.ts';

export const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555';
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg`;
export const CLUSTER = `${GROUP}/providers/Microsoft.NetworkCloud/clusters/c`;
export const IDENTITY = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/u`;
export const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/st`;
export const VAULT = `${GROUP}/providers/Microsoft.KeyVault/vaults/kv`;
export const WORKSPACE = `${GROUP}/providers/Microsoft.OperationalInsights/workspaces/law`;
export const VM = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`;

type Beside = { readonly files?: { readonly [path: string]: string }; readonly deployment?: Deployment };

const DEPLOYMENT: Deployment = { subscriptionId: SUBSCRIPTION.slice('/subscriptions/'.length) };

export function readText(text: string, { files = {}, deployment = DEPLOYMENT }: Beside = {}): Promise<PlanRead> {
  return readScript(
    { file: 'site.sh', text },
    {
      deployment,
      cloud: CLOUDS[0]!,
      parameters: [],
      readBeside: async path => {
        const found = files[path];
        if (found === undefined) throw new Unreadable(`${path} does not exist`);
        return { file: path, text: found };
      },
    },
  );
}

export async function planOf(text: string, beside: Beside = {}): Promise<Plan> {
  const read = await readText(text, beside);
  if ('problems' in read) throw new Error(read.problems.map(printProblem).join('\n'));
  return read;
}

export async function problemsOf(text: string, beside: Beside = {}): Promise<readonly string[]> {
  const read = await readText(text, beside);
  return 'problems' in read ? read.problems.map(printProblem) : [];
}

export async function operationsOf(text: string, beside: Beside = {}): Promise<readonly Operation[]> {
  return (await planOf(text, beside)).steps.flatMap(step => step.operations);
}

export type Done = readonly [does: string, id: string, said: Row | string, more?: readonly Edit[] | Matching];

/** What is done to which id, with the body or the reason for the doubt, and what a body cannot say. */
export async function done(text: string, beside: Beside = {}): Promise<readonly Done[]> {
  const operations = await operationsOf(text, beside);
  return operations.map(({ does, id, body, because, edits, matching }) => {
    const more = edits ?? matching;
    return more === undefined ? [does, id, because ?? body] : [does, id, because ?? body, more];
  });
}

/** `line:column: what it says`, of each notice. */
export async function noticesOf(text: string, beside: Beside = {}): Promise<string[]> {
  const { notices } = await planOf(text, beside);
  return notices.map(({ says, location }) => `${location.line}:${location.column}: ${says}`);
}
