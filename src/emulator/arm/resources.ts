/** Reads of single resources, and of the lists of things that live inside of one. */

import type { Row, Table } from '../../model/estate.ts';
import { textAt } from '../../model/json.ts';
import { foldId, parseResourceId, subscriptionOf } from '../../model/resource-id.ts';
import { type Answer, ok, type Refusal, type Request } from '../message.ts';
import type { World } from '../world.ts';
import { type Context, pageOf } from './context.ts';
import { forbidden, notFound } from './refusal.ts';
import { resourceShape, subscriptionShape } from './shape.ts';
import { throughVersion } from './versions.ts';

/** Tables that hold Resource Manager's own answers, by the type of their resources. */
const OWN_TABLES: Readonly<Record<string, Table>> = {
  'microsoft.compute/virtualmachines': 'arm/virtualmachines',
  'microsoft.networkcloud/clusters': 'arm/clusters',
  'microsoft.managedidentity/userassignedidentities': 'arm/userassignedidentities',
  'microsoft.managedidentity/userassignedidentities/federatedidentitycredentials': 'arm/federatedcredentials',
  'microsoft.storage/storageaccounts/blobservices/containers': 'arm/blobcontainers',
};

const LISTS = [
  { ends: '/federatedidentitycredentials', table: 'arm/federatedcredentials' },
  { ends: '/blobservices/default/containers', table: 'arm/blobcontainers' },
] as const;

/**
 * A resource by its id. A table of Resource Manager's own answers comes first: where its coverage is complete and it has
 * no row, the resource does not exist, even if Resource Graph still shows it.
 */
export function getResource(request: Request, { world }: Context): Answer {
  const id = request.path;
  const { estate } = world;
  const type = parseResourceId(id)?.type ?? 'Microsoft.Resources/subscriptions';
  const version = request.query.get('api-version') ?? '';
  const own = Object.hasOwn(OWN_TABLES, type) ? OWN_TABLES[type] : undefined;
  if (own !== undefined) {
    if (world.refuses(own, id)) throw forbidden(`${type}/read`, id);
    const row = estate.row(own, id);
    if (row !== undefined) return ok(throughVersion(row, type, version));
    if (estate.covered(own, id).status === 'complete') throw missing(request, world);
  }
  if (world.denies('arm/resources') || world.hides('resources', id)) throw forbidden(`${type}/read`, id);
  const container = estate.row('resourcecontainers', id);
  if (container !== undefined) {
    return ok(/^\/subscriptions\/[^/]+$/i.test(id) ? subscriptionShape(container) : resourceShape(container));
  }
  const row = estate.row('resources', id);
  if (row !== undefined) return ok(throughVersion(resourceShape(row), type, version));
  if (estate.row('resourcecontainers', `/subscriptions/${subscriptionOf(id)}`) === undefined) {
    throw notFound('SubscriptionNotFound', `The subscription '${subscriptionOf(id)}' could not be found.`);
  }
  throw missing(request, world);
}

/** Things inside of a resource, or `undefined` where the path is no such list. */
export function listInside(request: Request, context: Context): Answer | undefined {
  const folded = foldId(request.path);
  const list = LISTS.find(({ ends }) => folded.endsWith(ends));
  if (list === undefined) return undefined;
  const { world } = context;
  const parent = folded.slice(0, -list.ends.length);
  if (world.refuses(list.table, parent)) throw forbidden(`${list.ends.slice(1)}/read`, parent);
  const items = [...world.estate.rows(list.table)].filter(row => foldId(textAt(row, 'id')!).startsWith(`${folded}/`));
  if (items.length === 0) getResource({ ...request, path: request.path.slice(0, parent.length) }, context);
  return pageOf(items, request, context);
}

/** The subscriptions that the caller sees. */
export function listSubscriptions(request: Request, context: Context): Answer {
  const { world } = context;
  if (world.denies('arm/subscriptions')) throw forbidden('Microsoft.Resources/subscriptions/read', '/');
  const seen = (row: Row): boolean => {
    const id = textAt(row, 'id')!;
    return /^\/subscriptions\/[^/]+$/i.test(id) && !world.hides('resources', id);
  };
  const rows = [...world.estate.rows('resourcecontainers')].filter(seen);
  return pageOf(rows.map(subscriptionShape), request, context);
}

/** A container that is not there is told from an account that is not there. */
function missing({ path }: Request, { estate }: World): Refusal {
  const account = /^(.*)\/blobServices\/default\/containers\/[^/]+$/i.exec(path)?.[1];
  if (account !== undefined && estate.row('resources', account) !== undefined)
    return notFound('ContainerNotFound', 'The specified container does not exist.');
  const parsed = parseResourceId(account ?? path);
  const resource = parsed === undefined ? path : `${parsed.type}/${parsed.names.join('/')}`;
  return notFound(
    'ResourceNotFound',
    `The Resource '${resource}' under resource group '${parsed?.resourceGroup ?? '<null>'}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}
