/** What queries of the Azure CLI print, where that is known before they run. */

import { principalOf, roleNamed } from '../../model/plan.ts';
import { IDENTITY, SPELLED, STORAGE_ACCOUNT, VAULT } from '../../model/resource-types.ts';
import { valueOfOption } from './az-command.ts';
import { clientOf, hole, whyHole } from './hole.ts';
import type { Site } from './site.ts';
import { typeOfId } from './type-of-id.ts';

/** Commands that print a resource: how they name it, and what is known of it by its name alone. */
const SHOWN: readonly (readonly [command: RegExp, type: string, names?: readonly string[]])[] = [
  [/^identity (?:create|show|update)$/, SPELLED.identity],
  [/^keyvault (?:create|show|update)$/, SPELLED.vault],
  [/^storage account (?:create|show|update)$/, SPELLED.storageAccount],
  [/^monitor log-analytics workspace (?:create|show|update)$/, SPELLED.workspace, ['--workspace-name', '--name', '-n']],
  [/^networkcloud cluster (?:create|show|update)$/, SPELLED.cluster, ['--name', '-n', '--cluster-name']],
  [/^vm (?:create|show|update|identity (?:show|assign))$/, SPELLED.vm],
  [/^vmss (?:create|show|update|identity (?:show|assign))$/, SPELLED.scaleSet],
];

/** What a command prints; a hole where it is not known. */
export function answerOf(site: Site): string {
  const query = queryOf(site);
  const format = valueOfOption(site.command, '--output', '-o')?.text;
  const unknown = hole(`the output of \`${site.name}\` is not known before the script runs`);
  if (query === undefined || whyHole(query) !== undefined) return unknown;
  const answer = answered(site, query);
  if (answer === undefined) return unknown;
  if (format !== 'tsv') return `${hole(`\`${site.name}\` prints JSON here; add --output tsv`)}\n`;
  return `${answer}\n`;
}

/** The query without the brackets, quotes and pipes that change nothing about a single value. */
function queryOf(site: Site): string | undefined {
  const text = valueOfOption(site.command, '--query')?.text;
  return text
    ?.trim()
    .replace(/^\[(?:\d+|\*)?\]\s*\.?\s*/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\s*\|\s*\[0\]$/, '')
    .replaceAll('"', '');
}

function answered(site: Site, query: string): string | undefined {
  const { name } = site.command;
  if (name === 'account show') return ofAccount(site, query);
  if (/^role definition (?:list|show)$/.test(name)) return ofRole(site, query);
  if (/^group (?:create|show)$/.test(name)) return ofGroup(site, query);
  if (/^resource show$/.test(name)) {
    const id = valueOfOption(site.command, '--ids', '--id');
    return id === undefined || whyHole(id.text) !== undefined ? undefined : ofResource(id.text, query, site);
  }
  const found = SHOWN.find(([command]) => command.test(name));
  if (found === undefined) return undefined;
  const [, type, names] = found;
  const groupOptional = type === SPELLED.vault || type === SPELLED.storageAccount;
  const target = site.target(type, { groupOptional, ...(names === undefined ? {} : { name: names }) });
  if ('id' in target) return ofResource(target.id, query, site);
  const own = valueOfOption(site.command, ...(names ?? ['--name', '-n']))?.text;
  return fromName(own, type, query, site) ?? hole(target.because);
}

function ofResource(id: string, query: string, site: Site): string | undefined {
  const type = typeOfId(id);
  const name = id.split('/').at(-1)!;
  if (query === 'id') return id;
  if (type === IDENTITY) {
    if (query === 'principalId' || query === 'properties.principalId') return principalOf(id);
    if (query === 'clientId' || query === 'properties.clientId') return clientOf(id);
  }
  if (query === 'identity.principalId') return principalOf(id);
  if (
    /^vm(?:ss)? /.test(site.command.name) &&
    /^(?:principalId|systemAssignedIdentity|identity\.systemAssignedIdentity)$/.test(query)
  )
    return principalOf(id);
  if (query === 'resourceGroup') return /\/resourceGroups\/([^/]+)/i.exec(id)?.[1];
  return fromName(name, type ?? '', query, site);
}

/** What the name alone tells: addresses of the data, as the cloud's services make them. */
function fromName(name: string | undefined, type: string, query: string, site: Site): string | undefined {
  if (name === undefined || whyHole(name) !== undefined) return undefined;
  const { blobSuffixes, vaultSuffix } = site.azure.context.cloud;
  if (query === 'name') return name;
  if (type.toLowerCase() === STORAGE_ACCOUNT && query === 'primaryEndpoints.blob')
    return `https://${name}.${blobSuffixes[0]}/`;
  if (type.toLowerCase() === VAULT && query === 'properties.vaultUri') return `https://${name}.${vaultSuffix}/`;
  return undefined;
}

function ofAccount(site: Site, query: string): string | undefined {
  if (query === 'id') return site.subscription();
  return query === 'tenantId' || query === 'homeTenantId' ? site.azure.context.deployment.tenantId : undefined;
}

function ofRole(site: Site, query: string): string | undefined {
  const name = valueOfOption(site.command, '--name', '-n')?.text;
  if (name === undefined || whyHole(name) !== undefined) return undefined;
  return query === 'id' || query === 'name' ? roleNamed(name) : undefined;
}

function ofGroup(site: Site, query: string): string | undefined {
  const name = valueOfOption(site.command, '--name', '-n', '--resource-group', '-g')?.text;
  if (name === undefined || whyHole(name) !== undefined) return undefined;
  return query === 'id'
    ? `/subscriptions/${site.subscription()}/resourceGroups/${name}`
    : query === 'name'
      ? name
      : undefined;
}
