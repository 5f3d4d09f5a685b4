/** What gives a credential what it lacks: the role or permission, at the right scope, and the command. */

import { lastSegment, scopeKind } from '../../model/resource-id.ts';
import { printable } from '../printable.ts';
import { NO_TOKEN } from './coverage.ts';
import { isOfGraph } from './reads.ts';

/** For whom the commands are. */
export type Remedied = {
  /** The object id of whoever signs in, where it is known: letters, digits and hyphens. */
  readonly objectId?: string;
  /** Of the cloud, without a slash at its end. */
  readonly microsoftGraph: string;
  /** A visible subscription, for what any of them gives. */
  readonly subscription?: string;
};

export type Remedy = { readonly next: string; readonly az: readonly string[] };

type Missing = {
  readonly sources: readonly string[];
  readonly units: readonly string[];
  readonly denied: boolean;
  readonly because: string;
};

/** Stands in a command for an object id that is not known. */
export const OBJECT_ID = 'OBJECT_ID';

/** So many commands are printed. */
const MOST = 5;

export function remedyOf({ sources, units, denied, because }: Missing, remedied: Remedied): Remedy {
  if (because.startsWith(NO_TOKEN)) {
    const next =
      'Sign in again, or let an administrator of the tenant consent to Microsoft Graph for this application.';
    return { next, az: [] };
  }
  if (!denied) return { next: adviceOn(because), az: [] };
  if (sources.some(isOfGraph)) return graphRemedy(sources, remedied);
  const scopes = units.filter(unit => /^\/(?:subscriptions|providers)\/./.test(unit));
  const { subscription } = remedied;
  // What belongs to no subscription may be asked in any.
  if (scopes.length === 0)
    return roleRemedy(
      subscription === undefined ? [] : [subscription],
      `Give the role Reader on a subscription${ALL}`,
      remedied,
    );
  const isAskedFor = because.startsWith('asked for');
  const next = 'Check the id and the tenant; give the role Reader there, or leave it out of the scope in the config.';
  return roleRemedy(scopes, isAskedFor ? next : `Give the role Reader there${ALL}`, remedied);
}

const ALL = ': it holds all that a scan asks of Azure itself.';

function adviceOn(because: string): string {
  if (because.includes('10,000 subscriptions'))
    return 'Name management groups or subscriptions as the scope in the config.';
  if (because.includes('several tenants'))
    return 'Leave it: only a run that is signed in to the other tenant decides it.';
  return 'Ask again: most often it passes. Where it stays, the reason says what to mend.';
}

/** The role Reader at each scope. */
export function roleRemedy(scopes: readonly string[], next: string, { objectId = OBJECT_ID }: Remedied): Remedy {
  const az = scopes
    .slice(0, MOST)
    .map(scope => `az role assignment create --assignee ${objectId} --role Reader --scope ${word(spelled(scope))}`);
  const rest = scopes.length - az.length;
  return { next: rest > 0 ? `${next} The same goes for ${rest} more.` : next, az };
}

/**
 * Permissions of an application for Microsoft Graph (Microsoft Graph permissions reference), least privileged first:
 * "List servicePrincipals" asks for the first, "directoryObject: getMemberGroups" and "getByIds" for the second.
 */
const PERMISSIONS = {
  applications: { name: 'Application.Read.All', id: '9a5d68dd-52b0-4cc2-bd40-abcf4ac3a30f' },
  directory: { name: 'Directory.Read.All', id: '7ab1d382-f21e-4acd-a863-ba3e13f7da61' },
} as const;

/** Microsoft Graph's own application id, the same in every tenant. */
const GRAPH_APP = '00000003-0000-0000-c000-000000000000';

function graphRemedy(sources: readonly string[], { objectId = OBJECT_ID, microsoftGraph }: Remedied): Remedy {
  const namesApplications = sources.includes('graph/serviceprincipals');
  const { name, id } = PERMISSIONS[namesApplications && sources.length === 1 ? 'applications' : 'directory'];
  const declared = namesApplications
    ? ' The applications can be declared instead: nexus.afoi.objectIds in the config.'
    : '';
  const graphId = `$(az ad sp show --id ${GRAPH_APP} --query id --output tsv)`;
  const body = `{\\"principalId\\": \\"${objectId}\\", \\"resourceId\\": \\"${graphId}\\", \\"appRoleId\\": \\"${id}\\"}`;
  return {
    next: `Give an application or managed identity the permission ${name} of Microsoft Graph; a person needs the Entra role Directory Readers.${declared}`,
    az: [
      `az rest --method post --url ${microsoftGraph}/v1.0/servicePrincipals/${objectId}/appRoleAssignments --body "${body}"`,
    ],
  };
}

/** A scope as Azure's documents spell it. */
function spelled(scope: string): string {
  if (scopeKind(scope) !== 'management group') return scope;
  return `/providers/Microsoft.Management/managementGroups/${lastSegment(scope)}`;
}

/** One word of a shell's command, whatever is in it. */
function word(text: string): string {
  const shown = printable(text);
  return /^[\w./@:-]+$/.test(shown) ? shown : `'${shown.replaceAll("'", "'\\''")}'`;
}
