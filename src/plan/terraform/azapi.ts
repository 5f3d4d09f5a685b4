/** What the azapi provider sends: a body that is written in Azure's own shape. */

import type { Json, Row } from '../../model/estate.ts';
import { unknownValue, whyUnknown } from '../../model/json.ts';
import type { BodyPath } from '../../model/plan.ts';
import {
  CLUSTER,
  FEDERATED_CREDENTIAL,
  IDENTITY,
  ROLE_ASSIGNMENT,
  ROLE_DEFINITION,
  STORAGE_ACCOUNT,
  VAULT,
  VM,
} from '../../model/resource-types.ts';
import { readJson } from '../../sources/json-text.ts';
import type { Path } from '../../sources/yaml.ts';
import { leafOf } from './azapi-leaf.ts';
import { Draft, type Sent } from './draft.ts';
import { setIdentity } from './identity-block.ts';
import { holes, type Instance, look } from './instance.ts';
import { isOf } from './types.ts';
import { child, entriesOf, itemsOf, walk } from './walk.ts';
import type { World } from './world.ts';

/** The properties that the wiring reads, by type. Everything else stays behind: bodies have passwords in them. */
const READ: readonly (readonly [type: string, properties: readonly string[]])[] = [
  [
    CLUSTER,
    [
      'analyticsOutputSettings',
      'analyticsWorkspaceId',
      'clusterServicePrincipal.applicationId',
      'commandOutputSettings',
      'secretArchive',
      'secretArchiveSettings',
    ],
  ],
  [
    ROLE_ASSIGNMENT,
    [
      'condition',
      'conditionVersion',
      'delegatedManagedIdentityResourceId',
      'principalId',
      'principalType',
      'roleDefinitionId',
    ],
  ],
  [ROLE_DEFINITION, ['assignableScopes', 'permissions', 'roleName', 'type']],
  [STORAGE_ACCOUNT, ['allowSharedKeyAccess', 'networkAcls', 'publicNetworkAccess']],
  [VAULT, ['enableRbacAuthorization', 'networkAcls', 'publicNetworkAccess']],
  [IDENTITY, ['assignmentRestrictions']],
  [FEDERATED_CREDENTIAL, ['audiences', 'claimsMatchingExpression', 'issuer', 'subject']],
  [VM, ['storageProfile.imageReference.publisher']],
];

/** What makes no role assignment without it. */
const REQUIRED = ['principalId', 'roleDefinitionId'];

/** azapi_resource and azapi_update_resource; `isWhole` where what is left out is reset. */
export function azapi(of: Instance, world: World, isWhole: boolean): Sent {
  const draft = new Draft(of, world);
  setIdentity(draft);
  const { known, value, open } = bodyOf(of);
  if (!known) setUnread(draft);
  else {
    if (look(of, ['identity']).value === undefined) take(draft, value, open, ['identity'], isWhole);
    take(draft, value, open, ['plan', 'publisher'], isWhole);
    for (const property of propertiesOf(of)) take(draft, value, open, ['properties', ...property.split('.')], isWhole);
  }
  setHidden(draft);
  const { body, attributeOf } = draft.sent();
  const whole: Row = isWhole && child(body, 'properties') === undefined ? { ...body, properties: {} } : body;
  // Identities of a PUT are what there will be; what merges into the present body merges its identities as well.
  return { body: whole, attributeOf };
}

function propertiesOf(of: Instance): readonly string[] {
  return READ.find(([type]) => isOf(of, type))?.[1] ?? [];
}

/** An object since azapi 2.0, before that a text of JSON, which is either known or not. */
function bodyOf(of: Instance): { known: boolean; value: Json | undefined; open: Json | undefined } {
  const { known, value } = look(of, ['body']);
  const open = walk(of.unknown, 'body');
  if (!known || typeof value !== 'string') return { known, value, open };
  const read = readJson({ file: of.address, text: value });
  return 'problems' in read
    ? { known: false, value: undefined, open: true }
    : { known: true, value: read.value, open: false };
}

/** Of a body that is not known at all, a role assignment has its two parts nonetheless. */
function setUnread(draft: Draft): void {
  const { of, world } = draft;
  if (isOf(of, ROLE_ASSIGNMENT)) {
    for (const key of REQUIRED)
      draft.set(['properties', key], ['body'], leafOf(of, world, ['body', 'properties', key]));
  } else draft.set(['properties'], ['body'], world.unknown(of, ['body']));
}

/** Takes a part of the body over, with its unknown values resolved as far as the references tell. */
function take(
  draft: Draft,
  value: Json | undefined,
  open: Json | undefined,
  path: readonly string[],
  isWhole: boolean,
): void {
  const found = filled(draft, value, open, path, []);
  if (found === undefined || (found === null && isWhole)) return;
  draft.set(path, ['body', ...path], found);
}

/** The value below `rest`, which is still to go. */
function filled(
  draft: Draft,
  value: Json | undefined,
  open: Json | undefined,
  rest: BodyPath,
  gone: BodyPath,
): Json | undefined {
  const [next, ...others] = rest;
  if (open === true) return leafOf(draft.of, draft.world, ['body', ...gone, ...rest] as Path);
  if (next !== undefined) return filled(draft, child(value, next), child(open, next), others, [...gone, next]);
  const isOpen = holes(open) > 0;
  if (Array.isArray(value) || (isOpen && Array.isArray(open))) {
    const length = Math.max(itemsOf(value).length, itemsOf(open).length);
    return Array.from(
      { length },
      (_, index) => filled(draft, child(value, index), child(open, index), [], [...gone, index]) ?? null,
    );
  }
  if (!isOpen && (typeof value !== 'object' || value === null)) return value;
  const keys = new Set([...entriesOf(value), ...entriesOf(open)].map(([key]) => key));
  const parts = [...keys].flatMap((key): [string, Json][] => {
    const part = filled(draft, child(value, key), child(open, key), [], [...gone, key]);
    return part === undefined ? [] : [[key, part]];
  });
  return Object.fromEntries(parts);
}

/** `sensitive_body` is write-only: no plan has it, and it is merged into the body (azapi_resource). */
function setHidden(draft: Draft): void {
  const { of, world } = draft;
  const expressions = walk(world.modules.resource(of), 'expressions');
  if (child(expressions, 'sensitive_body') === undefined || !isOf(of, CLUSTER)) return;
  const { body } = draft.sent();
  if (whyUnknown(child(body, 'properties')) !== undefined) return;
  for (const setting of ['analyticsOutputSettings', 'commandOutputSettings', 'secretArchiveSettings']) {
    if (walk(body, 'properties', setting) !== undefined) continue;
    const because = `${setting} may stand in sensitive_body, which no plan holds`;
    draft.set(['properties', setting], ['sensitive_body'], unknownValue(because));
  }
}
