/** `midrift cyclecloud role`: the least custom role of a declared server, for `az role definition create`. */

import { parseResourceId } from '../../model/resource-id.ts';
import { meant } from '../../sources/meant.ts';
import { proposeRole } from '../../wiring/cyclecloud-proposal.ts';
import type { DeclaredServer } from '../../wiring/settings.ts';
import { EXIT, type ExitCode, Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { configOf } from './scan.ts';

export type RoleOptions = { readonly config?: string; readonly demo?: boolean; readonly server?: string };

/** The role goes to stdout and nothing else does: `midrift cyclecloud role > role.json`. */
export async function cycleCloudRole(options: RoleOptions, io: Io): Promise<ExitCode> {
  const { wiring, file } = await configOf(options);
  const server = chosen(wiring.cyclecloud, options.server, file);
  const name = nameOf(server);
  io.stdout(`${JSON.stringify(proposeRole(name, server.scope, server), null, 2)}\n`);
  io.stderr(
    `the least role of ${name} at ${server.scope}; make it with: az role definition create --role-definition role.json`,
  );
  if (!server.assignsIdentities)
    io.stderr('the rights over roles are left out, as the config says; future versions of CycleCloud may need them');
  return EXIT.clean;
}

function chosen(servers: readonly DeclaredServer[], name: string | undefined, file: string): DeclaredServer {
  const names = servers.map(nameOf);
  if (servers.length === 0)
    throw new Failure(`${file} declares no CycleCloud server; add its VM under cyclecloud.servers`);
  if (name === undefined && servers.length === 1) return servers[0]!;
  if (name === undefined)
    throw new Failure(
      `${file} declares several CycleCloud servers; name one with --server: ${names.sort().join(', ')}`,
    );
  const found = servers.find(server => nameOf(server).toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new Failure(`${file} declares no CycleCloud server "${name}"; ${meant(name, names)}`);
  return found;
}

function nameOf({ vm }: DeclaredServer): string {
  return parseResourceId(vm)!.name;
}
