/** Finds out what one command of the Azure CLI does. */

import { answerOf } from './answers.ts';
import { type AzCommand, switchOf } from './az-command.ts';
import type { Azure } from './azure.ts';
import { ACCOUNT_COMMANDS } from './commands/account.ts';
import { CLUSTER_COMMANDS } from './commands/cluster.ts';
import { DEPLOYMENT_COMMANDS } from './commands/deployment.ts';
import { IDENTITY_COMMANDS } from './commands/identity.ts';
import { MACHINE_COMMANDS } from './commands/machine.ts';
import { RESOURCE_COMMANDS } from './commands/resource.ts';
import { REST_COMMANDS } from './commands/rest.ts';
import { ASSIGNMENT_COMMANDS } from './commands/role-assignment.ts';
import { DEFINITION_COMMANDS } from './commands/role-definition.ts';
import { STORAGE_COMMANDS } from './commands/storage.ts';
import { VAULT_COMMANDS } from './commands/vault.ts';
import type { Commands } from './handler.ts';
import { doubtEverything } from './others.ts';
import type { Scope } from './shell/scope.ts';
import { Site, Unreadable } from './site.ts';
import { doubtOf, touchesNothing } from './unknown-command.ts';

const COMMANDS: Commands = {
  ...ACCOUNT_COMMANDS,
  ...CLUSTER_COMMANDS,
  ...DEPLOYMENT_COMMANDS,
  ...IDENTITY_COMMANDS,
  ...MACHINE_COMMANDS,
  ...RESOURCE_COMMANDS,
  ...REST_COMMANDS,
  ...ASSIGNMENT_COMMANDS,
  ...DEFINITION_COMMANDS,
  ...STORAGE_COMMANDS,
  ...VAULT_COMMANDS,
};

/** Adds the command's step to the plan, and gives what it prints. */
export function runAz(command: AzCommand, azure: Azure, scope: Scope, doubt: string | undefined): string {
  if (switchOf(command, '--help', '-h') !== undefined) return '';
  if (command.name === '') {
    if (command.positional.length > 0 || command.surplus !== undefined)
      doubtEverything('the command of `az` is not known', { text: 'az', at: command.at }, { scope }, azure);
    return '';
  }
  const site = new Site(command, azure, scope, doubt);
  try {
    const handle = COMMANDS[command.name];
    if (handle !== undefined) handle(site);
    else if (!touchesNothing(command.name)) doubtOf(site);
    site.finish();
    return answerOf(site);
  } catch (error) {
    if (error instanceof Unreadable) return '';
    throw error;
  }
}
