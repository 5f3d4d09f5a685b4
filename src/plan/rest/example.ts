/** Reads the examples of Azure's REST specifications: a request with its parameters, and the answers to it. */

import type { Json, Row } from '../../model/estate.ts';
import { at, textAt } from '../../model/json.ts';
import { sameId } from '../../model/resource-id.ts';
import type { JsonText } from '../../sources/json-text.ts';
import type { PlanContext } from '../context.ts';
import { isRow } from '../row.ts';
import type { Request, RequestsRead } from './request.ts';
import { isWhole, resourcesIn } from './resource.ts';

export function isExample(value: Json): value is Row & { readonly parameters: Row; readonly responses: Row } {
  return isRow(value) && isRow(value.parameters) && isRow(value.responses);
}

/**
 * A request that creates or updates, with the body that its parameters hold; one that deletes; one that reads tells what there is.
 * Nothing says what an update was sent to, but its recorded answer is what came of it: a step of its own.
 */
export function readExample(json: JsonText, context: PlanContext): RequestsRead {
  const example = json.value as Row & { readonly parameters: Row; readonly responses: Row };
  const { parameters } = example;
  const problem = (says: string): RequestsRead => ({ problems: [{ ...json.locate(['parameters']), says }] });
  const bodies = Object.entries(parameters).filter(([, value]) => isRow(value));
  if (bodies.length > 1)
    return problem(`the example sends ${bodies.map(([key]) => `"${key}"`).join(' and ')}; one body was expected`);
  const [key, body] = bodies[0] ?? [];
  const verb = verbOf(example, key);
  const answers = answersOf(example, apiVersionOf(parameters));
  if (verb === 'reads' && answers.length > 0) return { steps: [{ name: json.file, requests: answers }], notices: [] };
  if (verb === undefined || verb === 'reads')
    return problem(
      'the example neither creates, updates, deletes nor reads a resource; there is nothing in it to judge',
    );
  const id = context.resource ?? idIn(parameters) ?? answers[0]?.id;
  if (id === undefined)
    return problem('the example does not say which resource it is sent to: pass its id with --resource');
  const request: Request = {
    does: verb,
    id,
    body: isRow(body) ? body : {},
    ...apiVersionOf(parameters),
    path: ['parameters', ...(key === undefined ? [] : [key])],
  };
  const sent = { name: json.file, requests: [request] };
  const answer = answers.find(one => sameId(one.id, id));
  if (verb !== 'patch' || answer === undefined || context.resource !== undefined) return { steps: [sent], notices: [] };
  const says = 'what the example records as the answer is taken for the resource as it will be';
  return {
    steps: [sent, { name: `${json.file} (the recorded answer)`, requests: [answer] }],
    notices: [{ says, location: json.locate(answer.path) }],
  };
}

/** What the request does: by its operation, else by the name of its body. Actions, such as a deployment of a cluster, are none of it. */
function verbOf(example: Row & { readonly responses: Row }, key: string | undefined) {
  const operation = textAt(example, 'operationId')?.split('_').at(-1)?.toLowerCase();
  if (operation !== undefined) {
    if (/^(?:create|put)/.test(operation)) return key === undefined ? undefined : 'put';
    if (/^(?:update|patch)/.test(operation) && !operation.includes('version'))
      return key === undefined ? undefined : 'patch';
    if (/^delete/.test(operation)) return 'delete';
    return /^(?:get|list|show)/.test(operation) ? 'reads' : undefined;
  }
  if (key === undefined) return 'reads';
  if (/update|patch/i.test(key)) return 'patch';
  return '201' in example.responses ? 'put' : undefined;
}

function answersOf(example: Row, version: { apiVersion?: string }): Request[] {
  const status = ['200', '201'].find(code => isRow(at(example, 'responses', code, 'body')));
  if (status === undefined) return [];
  return resourcesIn(at(example, 'responses', status, 'body') ?? null).flatMap(({ row, path }) =>
    isWhole(row)
      ? [{ does: 'set' as const, id: row.id, body: row, ...version, path: ['responses', status, 'body', ...path] }]
      : [],
  );
}

function apiVersionOf(parameters: Row): { apiVersion?: string } {
  const apiVersion = textAt(parameters, 'api-version');
  return apiVersion === undefined ? {} : { apiVersion };
}

/** Names of path parameters of Microsoft.NetworkCloud's API. */
const TYPES = { clusterName: 'clusters', clusterManagerName: 'clusterManagers' };

function idIn(parameters: Row): string | undefined {
  const [subscription, group] = [textAt(parameters, 'subscriptionId'), textAt(parameters, 'resourceGroupName')];
  if (subscription === undefined || group === undefined) return undefined;
  for (const [key, type] of Object.entries(TYPES)) {
    const name = textAt(parameters, key);
    // A second name is one of a resource below the cluster, such as a console or a machine.
    const names = Object.keys(parameters).filter(other => /Name$/.test(other) && other !== 'resourceGroupName');
    if (name !== undefined && names.length === 1)
      return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.NetworkCloud/${type}/${name}`;
  }
  return undefined;
}
