/** Places in words. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { place } from '../../src/report/places.ts';

const places = suite('places in words');

const SUBSCRIPTION = '/subscriptions/11111111-1111-1111-1111-111111111111';
const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-one`;
const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/stone`;
const CLUSTER = `${GROUP}/providers/Microsoft.NetworkCloud/clusters/one`;
const IDENTITY = `${SUBSCRIPTION}/resourcegroups/rg/providers/microsoft.managedidentity/userassignedidentities/id-one`;
const ASSIGNMENT = '/providers/Microsoft.Authorization/roleAssignments/2222';
const MANAGEMENT_GROUP = '/providers/Microsoft.Management/managementGroups/mg-one';

const cases: readonly (readonly [string, string])[] = [
  ['/', 'the tenant'],
  [MANAGEMENT_GROUP, 'management group mg-one'],
  [SUBSCRIPTION, 'subscription 11111111-1111-1111-1111-111111111111'],
  [GROUP, 'resource group rg-one'],
  [STORAGE, 'storageAccounts/stone in rg-one'],
  [`${STORAGE}/`, 'storageAccounts/stone in rg-one'],
  [`${STORAGE}/blobServices/default/containers/run`, 'containers/stone/run in rg-one'],
  [`${STORAGE}/blobServices/default/containers/providers`, 'containers/stone/providers in rg-one'],
  [`${STORAGE}/blobServices/default`, 'blobServices/stone/default in rg-one'],
  [`${GROUP}${ASSIGNMENT}`, 'roleAssignments/2222 in rg-one'],
  [`${STORAGE}${ASSIGNMENT}`, 'roleAssignments/2222 on storageAccounts/stone in rg-one'],
  [
    `${STORAGE}/blobServices/default/containers/run${ASSIGNMENT.toUpperCase()}`,
    'ROLEASSIGNMENTS/2222 on containers/stone/run in rg-one',
  ],
  [`${SUBSCRIPTION}${ASSIGNMENT}`, 'roleAssignments/2222 on subscription 11111111-1111-1111-1111-111111111111'],
  [`${MANAGEMENT_GROUP}${ASSIGNMENT}`, 'roleAssignments/2222 on management group mg-one'],
  [ASSIGNMENT, 'roleAssignments/2222 on the tenant'],
  [`${STORAGE}${ASSIGNMENT}#part`, 'roleAssignments/2222#part on storageAccounts/stone in rg-one'],
  [`${CLUSTER}#command-output/Overrides`, 'clusters/one#command-output/Overrides in rg-one'],
  [`${CLUSTER}#identity${IDENTITY}`, 'clusters/one#identity/id-one in rg-one'],
  ['not an id', 'not an id'],
  [`${GROUP}/providers/Microsoft.Storage`, `${GROUP}/providers/Microsoft.Storage`],
  [`/nowhere/at/all${ASSIGNMENT}`, `/nowhere/at/all${ASSIGNMENT}`],
];

for (const [id, says] of cases) {
  places(`${id} is ${says}`, () => assert.is(place(id), says));
}

places.run();
