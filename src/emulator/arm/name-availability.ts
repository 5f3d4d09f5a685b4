/** Whether a globally unique name of a storage account or key vault is still free. */

import { at, textAt } from '../../model/json.ts';
import { type Answer, jsonBody, ok, type Request } from '../message.ts';
import type { Context } from './context.ts';
import { badRequest, forbidden } from './refusal.ts';

const MESSAGES: Readonly<Record<string, (name: string) => string>> = {
  'microsoft.storage/storageaccounts': name => `The storage account named ${name} is already taken.`,
  'microsoft.keyvault/vaults': name => `The vault name '${name}' is already in use.`,
};

/** A name is taken by a resource of the estate, whatever its subscription; a row of the answers' table goes before that. */
export function checkName(subscription: string, request: Request, { world }: Context): Answer {
  const body = jsonBody(request);
  const name = textAt(body, 'name');
  const type = textAt(body, 'type');
  const message = type === undefined ? undefined : MESSAGES[type.toLowerCase()];
  if (name === undefined || type === undefined || message === undefined)
    throw badRequest('InvalidRequestContent', 'The request needs a name and the type of resource that it is for.');
  const id = `${type}/${name}`;
  if (world.refuses('arm/nameavailability', id) || world.hides('resources', `/subscriptions/${subscription}`))
    throw forbidden(`${type.split('/')[0]}/checkNameAvailability/read`, `/subscriptions/${subscription}`);
  const recorded = at(world.estate.row('arm/nameavailability', id), 'nameAvailable');
  const free = typeof recorded === 'boolean' ? recorded : !isTaken();
  return ok(free ? { nameAvailable: true } : { nameAvailable: false, reason: 'AlreadyExists', message: message(name) });

  function isTaken(): boolean {
    for (const row of world.estate.rows('resources')) {
      if (same(textAt(row, 'type'), type) && same(textAt(row, 'name'), name)) return true;
    }
    return false;
  }
}

function same(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}
