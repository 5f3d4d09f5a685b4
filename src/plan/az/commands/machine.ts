/** `az vm` and `az vmss`, as far as identities go. */

import type { Row } from '../../../model/estate.ts';
import { principalOf } from '../../../model/plan.ts';
import { SPELLED } from '../../../model/resource-types.ts';
import { addAssignment } from '../assignment.ts';
import { type Arg, occurrences, valueOfOption, valuesOf } from '../az-command.ts';
import { Body } from '../body.ts';
import type { Commands } from '../handler.ts';
import { bodyValue, whyHole } from '../hole.ts';
import type { Site, Target } from '../site.ts';
import { addGenericUpdate } from './generic-update.ts';

export const MACHINE_COMMANDS: Commands = {
  ...commandsOf('vm', SPELLED.vm),
  ...commandsOf('vmss', SPELLED.scaleSet),
};

function commandsOf(group: string, type: string): Commands {
  return {
    [`${group} create`]: site => create(site, type),
    [`${group} update`]: site => {
      for (const target of site.targets(type)) addGenericUpdate(site, target);
    },
    [`${group} delete`]: site => {
      for (const target of site.targets(type)) site.add({ does: 'delete', target });
    },
    [`${group} identity assign`]: site => {
      for (const target of site.targets(type)) change(site, target, 'add');
    },
    [`${group} identity remove`]: site => {
      for (const target of site.targets(type)) change(site, target, 'remove');
    },
  };
}

function create(site: Site, type: string): void {
  const body = new Body();
  const target = site.target(type);
  const given = occurrences(site.command, '--assign-identity');
  const asked = askedOf(
    given.flatMap(({ values }) => values),
    site,
  );
  if (given.length > 0) addIdentity(body, asked, given[0]!.at);
  for (const [index, key] of (['publisher', 'offer', 'sku', 'version'] as const).entries()) {
    const image = valueOfOption(site.command, '--image');
    const parts = image?.text.split(':') ?? [];
    if (image !== undefined && parts.length === 4 && type === SPELLED.vm)
      body.set(['properties', 'storageProfile', 'imageReference', key], bodyValue(parts[index]!), image.at);
  }
  const publisher = valueOfOption(site.command, '--plan-publisher');
  if (publisher !== undefined) body.set(['plan', 'publisher'], bodyValue(publisher.text), publisher.at);
  for (const { text, at } of valuesOf(site.command, '--tags')) {
    const [name = '', value = ''] = text.split(/=(.*)/s);
    if (whyHole(name) === undefined && name !== '') body.set(['tags', name], bodyValue(value), at);
  }
  site.add({ does: 'put', target, body });
  grantSystem(site, target, asked);
}

type Asked = { readonly system: boolean; readonly users: readonly Arg[] };

/** `[system]`, or nothing at all, asks for the system-assigned identity. A name is one of the same resource group. */
function askedOf(values: readonly Arg[], site: Site): Asked {
  const users = values.filter(({ text }) => text !== '[system]');
  return {
    system: users.length < values.length || values.length === 0,
    users: users.map(user => idOfUser(user, site)),
  };
}

function idOfUser(user: Arg, site: Site): Arg {
  if (user.text.startsWith('/') || whyHole(user.text) !== undefined) return user;
  const target = site.resource(SPELLED.identity, user, site.group());
  return 'id' in target ? { ...user, text: target.id } : user;
}

/** Sets the identities that a new machine has. */
function addIdentity(body: Body, { system, users }: Asked, at: Arg['at']): void {
  const kinds = [...(system ? ['SystemAssigned'] : []), ...(users.length > 0 ? ['UserAssigned'] : [])];
  body.mark(['identity'], at);
  body.set(['identity', 'type'], kinds.join(', '), at);
  addUsers(body, users, {});
}

function addUsers(body: Body, users: readonly Arg[], value: Row | null): void {
  const unknown = users.find(({ text }) => whyHole(text) !== undefined);
  const path = ['identity', 'userAssignedIdentities'];
  if (unknown !== undefined) body.set(path, bodyValue(unknown.text), unknown.at);
  else for (const { text, at } of users) body.set([...path, text], value, at);
}

function change(site: Site, target: Target, does: 'add' | 'remove'): void {
  const [given] = occurrences(site.command, '--identities');
  const asked = askedOf(given?.values ?? [], site);
  const body = new Body();
  body.mark(['identity'], given?.at ?? site.command.at);
  addUsers(body, asked.users, does === 'add' ? {} : null);
  site.add({ does: 'patch', target, body, edits: [{ is: 'identities', does, system: asked.system }] });
  if (does === 'add') grantSystem(site, target, asked);
}

/** `--role` and `--scope` give the system-assigned identity a role. */
function grantSystem(site: Site, target: Target, { system }: Asked): void {
  const scope = valueOfOption(site.command, '--scope');
  if (scope === undefined || !system) return;
  const role = valueOfOption(site.command, '--role') ?? { text: 'Contributor', at: scope.at };
  const principal = 'id' in target ? { ...scope, text: principalOf(target.id) } : undefined;
  addAssignment(site, { scope, role, principal, principalType: 'ServicePrincipal' });
}
