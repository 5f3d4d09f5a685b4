/** Types and names as templates write them, and the ids that they make. */

import { TEMPLATE_RESOURCE_GROUP } from '../../model/resource-types.ts';

/** A resource's id and type, the type as ids have it; or what is wrong with them. */
export type Identified = { readonly id: string; readonly type: string } | { readonly fault: string };

/**
 * The id of a resource at a scope. Type and name go segment by segment: `Microsoft.Storage/storageAccounts/blobServices` with `account/default`.
 * An extension of another resource may be written without a scope: `Microsoft.Storage/storageAccounts/providers/roleAssignments`
 * with `account/Microsoft.Authorization/name` ("Set scope for extension resources in ARM templates", older form).
 */
export function identify(type: string, name: string, scope: string): Identified {
  if (type.toLowerCase() === TEMPLATE_RESOURCE_GROUP)
    return { id: `${scope}/resourceGroups/${name}`, type: TEMPLATE_RESOURCE_GROUP };
  const names = name.split('/');
  const [provider, ...types] = type.split('/');
  let id = `${scope}/providers/${provider}`;
  let extended = provider!;
  for (const part of types) {
    const next = names.shift();
    if (next === undefined || next === '') return mismatch(type, name);
    if (part.toLowerCase() === 'providers') {
      id += `/providers/${next}`;
      extended = next;
    } else {
      id += `/${part}/${next}`;
      extended += `/${part}`;
    }
  }
  return names.length > 0 || types.length === 0 ? mismatch(type, name) : { id, type: extended.toLowerCase() };
}

function mismatch(type: string, name: string): Identified {
  const wanted = type.split('/').length - 1;
  if (wanted === 0)
    return { fault: `"${type}" is no resource type: expected one like Microsoft.Storage/storageAccounts` };
  return {
    fault: `its name "${name}" has ${name.split('/').length} parts, where its type ${type} needs ${wanted}, separated by slashes`,
  };
}

/** The names in an id's last resource: `account/default/container`. */
export function nameOfId(id: string): string {
  const rest = /.*\/providers\/[^/]+\/(.+)$/i.exec(id)?.[1];
  if (rest === undefined) return id.slice(id.lastIndexOf('/') + 1);
  return rest
    .split('/')
    .filter((_, index) => index % 2 === 1)
    .join('/');
}

/** The type of a child that stands inside of its parent, where it is written short. */
export function childType(parent: string, type: string): string {
  return type.split('/')[0]!.includes('.') ? type : `${parent}/${type}`;
}

/** The name of a child that stands inside of its parent; one of full length is kept. */
export function childName(parent: string, name: string, type: string): string {
  return name.split('/').length === type.split('/').length - 1 ? name : `${parent}/${name}`;
}
