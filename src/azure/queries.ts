/**
 * Every query that Resource Graph is asked. None projects: rows keep Azure's own shape, with the string column `id` by which
 * pages are ordered and without which there would be no paging (Azure Resource Graph, "Understanding paging results").
 */

import { kql, type Query } from './kql.ts';

/** Everything visible that resources can lie in, resource groups aside. */
export function containers(): Query {
  return kql`
resourcecontainers
| where type in~ ('microsoft.resources/subscriptions', 'microsoft.management/managementgroups')
| order by id asc`;
}

export function clusters(): Query {
  return kql`
resources
| where type =~ 'microsoft.networkcloud/clusters'
| order by id asc`;
}

/**
 * CycleCloud's servers, by the publisher of their image or plan, and the nodes that they made, by their tags. Names of tags
 * come in any case, which paths into a dynamic column do not forgive: the whole of the tags is searched for the names as
 * words, and what else has such a word among its tags is sorted out afterwards.
 */
export function cycleCloud(): Query {
  return kql`
resources
| where type in~ ('microsoft.compute/virtualmachines', 'microsoft.compute/virtualmachinescalesets')
| where tostring(plan.publisher) =~ 'azurecyclecloud'
    or tostring(properties.storageProfile.imageReference.publisher) =~ 'azurecyclecloud'
    or tostring(tags) has 'CycleCloudCluster'
    or tostring(tags) has 'CycleCloudNodeArray'
    or (tostring(tags) has 'ClusterId' and tostring(tags) has 'CycleOwner')
| order by id asc`;
}

/** Resources by id, and storage accounts and key vaults by their names, which are unique in the world. */
export function wiredResources(ids: readonly string[], accounts: readonly string[], vaults: readonly string[]): Query {
  return kql`
resources
| where id in~ (${ids})
    or (type =~ 'microsoft.storage/storageaccounts' and name in~ (${accounts}))
    or (type =~ 'microsoft.keyvault/vaults' and name in~ (${vaults}))
| order by id asc`;
}

/** All assignments of these principals, at any scope. */
export function assignmentsOf(principals: readonly string[]): Query {
  return kql`
authorizationresources
| where type =~ 'microsoft.authorization/roleassignments'
| where tostring(properties.principalId) in~ (${principals})
| order by id asc`;
}

/**
 * Assignments whose scope is a resource of one of these names, or inside it. Names are a tenth of the length of ids:
 * one query holds what would take ten. What else bears the name is sorted out afterwards.
 */
export function assignmentsOn(names: readonly string[]): Query {
  return kql`
authorizationresources
| where type =~ 'microsoft.authorization/roleassignments'
| where tostring(split(tostring(properties.scope), '/')[8]) in~ (${names})
| order by id asc`;
}

/** Assignments of groups at these scopes: they may reach a principal whose groups are not known. */
export function groupAssignmentsAt(scopes: readonly string[]): Query {
  return kql`
authorizationresources
| where type =~ 'microsoft.authorization/roleassignments'
| where tostring(properties.principalType) in~ ('Group', 'ForeignGroup')
| where tostring(properties.scope) in~ (${scopes})
| order by id asc`;
}

/** Role definitions by the names that people give them. */
export function rolesNamed(names: readonly string[]): Query {
  return kql`
authorizationresources
| where type =~ 'microsoft.authorization/roledefinitions'
| where tostring(properties.roleName) in~ (${names})
| order by id asc`;
}

/** Role definitions by GUID. */
export function roleDefinitions(guids: readonly string[]): Query {
  return kql`
authorizationresources
| where type =~ 'microsoft.authorization/roledefinitions'
| where name in~ (${guids})
| order by id asc`;
}

/**
 * What happened to these resources within the fourteen days that Resource Graph keeps, as far as it can be about wiring: their
 * coming and going, and changes of settings that systems depend on. A cluster reports its status many times a day.
 */
export function changesOf(ids: readonly string[]): Query {
  return kql`
resourcechanges
| where tostring(properties.targetResourceId) in~ (${ids})
| where todatetime(properties.changeAttributes.timestamp) > ago(14d)
| where tostring(properties.changeType) !~ 'Update'
    or tostring(properties.changes) has 'identity'
    or tostring(properties.changes) has 'assignmentRestrictions'
    or tostring(properties.changes) has 'commandOutputSettings'
    or tostring(properties.changes) has 'analyticsOutputSettings'
    or tostring(properties.changes) has 'secretArchiveSettings'
    or tostring(properties.changes) has 'networkAcls'
    or tostring(properties.changes) has 'publicNetworkAccess'
    or tostring(properties.changes) has 'allowSharedKeyAccess'
    or tostring(properties.changes) has 'enableRbacAuthorization'
| order by id asc`;
}
