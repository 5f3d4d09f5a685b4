/** Reads what is sent to Resource Manager, or what it answered: the body of a PATCH or PUT, whole resources, an example of the API's specification. */

import type { Json } from '../model/estate.ts';
import type { Operation } from '../model/plan.ts';
import type { JsonText } from '../sources/json-text.ts';
import type { PlanContext, PlanRead } from './context.ts';
import { keptBody } from './kept-body.ts';
import { shortId, typeOf } from './resource-type.ts';
import { faultsOf } from './rest/body-fault.ts';
import { isExample, readExample } from './rest/example.ts';
import type { Request, RequestsRead } from './rest/request.ts';
import { isWhole, resourcesIn, unfolded } from './rest/resource.ts';
import { isRow } from './row.ts';

/**
 * With `context.resource`, the file is a JSON merge patch of that resource. Without it, the file names its resources itself:
 * each will be as the file has it.
 */
export function readRestBody(json: JsonText, context: PlanContext): PlanRead {
  const read = requestsIn(json, context);
  if ('problems' in read) return read;
  const problems = read.steps.flatMap(({ requests }) => requests.flatMap(request => faultsOf(json, request)));
  if (problems.length > 0) return { problems };
  return {
    file: json.file,
    kind: 'rest-body',
    steps: read.steps.map(({ name, requests }) => ({
      name,
      operations: requests.map(request => operationOf(json, request, context)),
    })),
    notices: read.notices,
  };
}

function requestsIn(json: JsonText, context: PlanContext): RequestsRead {
  const { value } = json;
  if (isExample(value)) return readExample(json, context);
  const { resource } = context;
  if (resource !== undefined && isRow(value)) {
    const patch: Request = { does: 'patch', id: resource, body: value, path: [] };
    return { steps: [{ name: json.file, requests: [patch] }], notices: [] };
  }
  const found = resourcesIn(value);
  const requests = found.flatMap(({ row, path }): Request[] =>
    isWhole(row) ? [{ does: 'set', id: row.id, body: row, path }] : [],
  );
  if (requests.length > 0 && requests.length === found.length)
    return { steps: [{ name: json.file, requests }], notices: [] };
  const unsaid = found.find(({ row }) => !isWhole(row));
  return { problems: [{ ...json.locate(unsaid?.path ?? []), says: missing(value) }] };
}

function missing(value: Json): string {
  return isRow(value)
    ? 'the body does not say which resource it is sent to: pass its id with --resource'
    : 'the body of a request was expected: an object with "identity", "properties" or "tags"';
}

function operationOf(json: JsonText, request: Request, context: PlanContext): Operation {
  const { does, id, path } = request;
  const { row, isFlat } = unfolded(request.body);
  const apiVersion = request.apiVersion ?? context.apiVersion;
  return {
    does,
    id,
    type: typeOf(id),
    body: does === 'delete' ? {} : keptBody(row),
    ...(apiVersion === undefined ? {} : { apiVersion }),
    address: shortId(id),
    locate: (part = []) => json.locate([...path, ...(isFlat && part[0] === 'properties' ? part.slice(1) : part)]),
  };
}
