/** What is wrong with a request, as far as it can be told from the file. */

import { sameId } from '../../model/resource-id.ts';
import { DEPLOYMENT } from '../../model/resource-types.ts';
import type { JsonText } from '../../sources/json-text.ts';
import { meant } from '../../sources/meant.ts';
import type { Problem } from '../../sources/problem.ts';
import { typeOf } from '../resource-type.ts';
import { isRow } from '../row.ts';
import type { Request } from './request.ts';
import { ENVELOPE, isClusterId, isEnvelope } from './resource.ts';

const LIST =
  '"userAssignedIdentities" is a list; it takes an object whose keys are the ids of identities: {"/subscriptions/…": {}}';

export function faultsOf(json: JsonText, request: Request): Problem[] {
  const { id, body, does, path } = request;
  const at = (key?: string) => json.locate(key === undefined ? path : [...path, key]);
  if (!/^\/(?!.*[\s<>${}])(?:[^/]+\/)+[^/]+$/.test(id) || typeOf(id) === '*') {
    const says = `"${id}" is not the id of an Azure resource; one reads /subscriptions/…/resourceGroups/…/providers/Microsoft.NetworkCloud/clusters/…`;
    return [{ ...at(), says }];
  }
  const faults: Problem[] = [];
  if (typeof body.id === 'string' && !sameId(body.id, id))
    faults.push({
      ...at('id'),
      says: `the body is that of ${body.id}, but it is sent to ${id}; name the same resource in both`,
    });
  if (typeof body.type === 'string' && body.type.toLowerCase() !== typeOf(id))
    faults.push({ ...at('type'), says: `the type is "${body.type}", but ${id} is of type ${typeOf(id)}` });
  if (typeOf(id) === DEPLOYMENT)
    faults.push({
      ...at(),
      says: 'this is a deployment, which does not say what it changes; pass what `az deployment … what-if --no-pretty-print` prints, or the template',
    });
  for (const key of ['identity', 'properties', 'tags'])
    if (key in body && body[key] !== null && !isRow(body[key]))
      faults.push({ ...at(key), says: `"${key}" is not an object` });
  const { identity } = body;
  if (isRow(identity) && Array.isArray(identity.userAssignedIdentities))
    faults.push({ ...json.locate([...path, 'identity', 'userAssignedIdentities']), says: LIST });
  if (does === 'set' || does === 'delete') return faults;
  if (body.properties === null) faults.push({ ...at('properties'), says: '"properties" is not an object' });
  return [
    ...faults,
    ...strangeKeys(request).map(key => ({ ...at(key), says: strange(key) })),
    ...nothing(json, request),
  ];
}

/** Resource Manager ignores or refuses what it does not know beside `properties`; either way it is not what was meant. */
function strangeKeys({ id, body }: Request): string[] {
  return isClusterId(id) ? Object.keys(body).filter(key => !isEnvelope(key)) : [];
}

function strange(key: string): string {
  return /settings$|^(?:cluster|analytics|secret|compute|aggregator)/i.test(key)
    ? `"${key}" is a property of a cluster: it belongs into "properties"`
    : `"${key}" is not a key of a resource; ${meant(key, ENVELOPE)}`;
}

function nothing(json: JsonText, { body, path }: Request): Problem[] {
  const isEmpty = !Object.keys(body).some(key => ['identity', 'properties', 'tags'].includes(key.toLowerCase()));
  if (!isEmpty || Object.keys(body).some(key => !isEnvelope(key))) return [];
  return [{ ...json.locate(path), says: 'the body changes nothing: "identity", "properties" or "tags" was expected' }];
}
