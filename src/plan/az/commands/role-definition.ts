/** `az role definition`. */

import type { Json, Row } from '../../../model/estate.ts';
import type { Location } from '../../../model/finding.ts';
import { isGuid } from '../../../model/guid.ts';
import { subscriptionOf } from '../../../model/resource-id.ts';
import { ROLE_DEFINITION, SPELLED } from '../../../model/resource-types.ts';
import { type Placed, valueOfOption } from '../az-command.ts';
import { Body } from '../body.ts';
import type { Commands } from '../handler.ts';
import { whyHole } from '../hole.ts';
import { jsonOf } from '../input.ts';
import type { Site, Target } from '../site.ts';

export const DEFINITION_COMMANDS: Commands = {
  'role definition create': write,
  'role definition update': write,
  'role definition delete': remove,
};

const LISTS = ['actions', 'notActions', 'dataActions', 'notDataActions'];

/** `--role-definition` is JSON as `az role definition list` shows it, or in the older form with capital keys; or a file of it. */
function write(site: Site): void {
  const arg = valueOfOption(site.command, '--role-definition');
  if (arg === undefined) throw site.fail(`\`${site.name}\` says no --role-definition; add it`);
  const read = jsonOf(arg, site);
  const isNew = site.command.name.endsWith('create');
  if ('because' in read) {
    const { because } = read;
    const target = { type: ROLE_DEFINITION, within: `/subscriptions/${site.subscription()}`, because };
    site.add({ does: 'doubt', target, because, atMost: isNew ? 'create' : 'write' });
    return;
  }
  const name = find(read, 'roleName') ?? find(read, 'name');
  if (typeof name?.value !== 'string') throw site.fail('the role definition says no Name; add it', arg.at);
  const scopes = find(read, 'assignableScopes');
  const place = (key: string) => find(read, key)?.at ?? arg.at;
  const permissions = Object.fromEntries(LISTS.map(key => [key, find(read, key)?.value ?? []]));
  const body = new Body()
    .set(['properties', 'roleName'], name.value, name.at)
    .set(['properties', 'type'], 'CustomRole', arg.at)
    .set(['properties', 'assignableScopes'], scopes?.value ?? [], place('assignableScopes'))
    .set(['properties', 'permissions'], [permissions], below => place(String(below[1] ?? 'actions')));
  site.add({ does: 'put', target: targetOf(read, name.value, scopes?.value, site), body, isNew });
}

/** A key in any case, where the old form or either of the new ones has it. */
function find({ value, locate }: Placed, key: string): { readonly value: Json; readonly at: Location } | undefined {
  for (const place of [[], ['permissions', 0], ['properties'], ['properties', 'permissions', 0]]) {
    const holder = place.reduce<Json | undefined>((here, step) => (here as Row | undefined)?.[step as string], value);
    const found = Object.keys(holder ?? {}).find(one => one.toLowerCase() === key.toLowerCase());
    if (found !== undefined) return { value: (holder as Row)[found]!, at: locate([...place, found]) };
  }
  return undefined;
}

/** A new role gets an id from its name; one that is updated has an id, in the definition or found by its name. */
function targetOf(read: Placed, name: string, scopes: Json | undefined, site: Site): Target {
  const id = find(read, 'id')?.value;
  const guid = find(read, 'name')?.value;
  const [scope] = Array.isArray(scopes) ? scopes : [];
  const subscription = (typeof scope === 'string' ? subscriptionOf(scope) : undefined) ?? site.subscription();
  if (site.command.name.endsWith('create'))
    return at(subscription, name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-'));
  if (typeof id === 'string') return { type: ROLE_DEFINITION, id };
  if (typeof guid === 'string' && isGuid(guid)) return at(subscription, guid);
  return byName(name, site);
}

function at(subscription: string, last: string): Target {
  const id = `/subscriptions/${subscription}/providers/${SPELLED.roleDefinition}/${last}`;
  return { type: ROLE_DEFINITION, id };
}

/** A role that the Azure CLI looks up by its name: one that the script has made, or one of the tenant. */
function byName(name: string, site: Site): Target {
  const made = site.azure.operations.find(
    ({ does, type, body }) => does === 'put' && type === ROLE_DEFINITION && (body.properties as Row).roleName === name,
  );
  if (made !== undefined) return { type: ROLE_DEFINITION, id: made.id };
  const because = whyHole(name) ?? `the role "${name}" is found by its name, which is known in the tenant alone`;
  return { type: ROLE_DEFINITION, within: `/subscriptions/${site.subscription()}`, because };
}

function remove(site: Site): void {
  const name = valueOfOption(site.command, '--name', '-n');
  if (name === undefined) throw site.fail(`\`${site.name}\` says no --name; add it`);
  site.add({
    does: 'delete',
    target: isGuid(name.text) ? at(site.subscription(), name.text) : byName(name.text, site),
  });
}
