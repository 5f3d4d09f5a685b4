/**
 * What CycleCloud needs in Azure: the actions of its documented custom role, with the feature that each is for and what
 * makes it dispensable (CycleCloud, "Using managed identities", "Create a custom role and managed identity for CycleCloud").
 */

/** What a team says of how it uses CycleCloud, as far as the role depends on it. */
export type RoleUse = {
  /** One resource group is fixed for each cluster: CycleCloud makes and deletes none. */
  readonly resourceGroupPerCluster: boolean;
  /** CycleCloud assigns managed identities to the VMs that it creates. */
  readonly assignsIdentities: boolean;
};

type Feature = {
  readonly feature: string;
  readonly actions: readonly string[];
  /** The page's "Optional permissions": left out where this is the case. */
  readonly removableWhen?: (use: RoleUse) => boolean;
  /**
   * The page calls Contributor and Storage Blob Data Contributor sufficient, and Contributor may read but not write role
   * assignments and definitions: nothing fails without these today.
   */
  readonly sufficientWithout?: true;
};

const FEATURES: readonly Feature[] = [
  {
    feature: 'reading roles and their assignments',
    actions: ['Microsoft.Authorization/*/read'],
    removableWhen: ({ assignsIdentities }) => !assignsIdentities,
  },
  {
    feature: 'giving roles',
    actions: ['Microsoft.Authorization/roleAssignments/*', 'Microsoft.Authorization/roleDefinitions/*'],
    removableWhen: ({ assignsIdentities }) => !assignsIdentities,
    sufficientWithout: true,
  },
  { feature: 'reading prices', actions: ['Microsoft.Commerce/RateCard/read'] },
  {
    feature: 'creating, starting and stopping nodes',
    actions: [
      'Microsoft.Compute/*/read',
      'Microsoft.Compute/availabilitySets/*',
      'Microsoft.Compute/disks/*',
      'Microsoft.Compute/images/read',
      'Microsoft.Compute/locations/usages/read',
      'Microsoft.Compute/register/action',
      'Microsoft.Compute/skus/read',
      'Microsoft.Compute/virtualMachines/*',
      'Microsoft.Compute/virtualMachineScaleSets/*',
      'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/*',
    ],
  },
  {
    feature: 'attaching identities to nodes',
    actions: ['Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action'],
  },
  {
    feature: 'accepting terms of marketplace images',
    actions: [
      'Microsoft.MarketplaceOrdering/offertypes/publishers/offers/plans/agreements/read',
      'Microsoft.MarketplaceOrdering/offertypes/publishers/offers/plans/agreements/write',
    ],
  },
  {
    feature: 'connecting nodes to networks',
    actions: [
      'Microsoft.Network/*/read',
      'Microsoft.Network/locations/*/read',
      'Microsoft.Network/networkInterfaces/read',
      'Microsoft.Network/networkInterfaces/write',
      'Microsoft.Network/networkInterfaces/delete',
      'Microsoft.Network/networkInterfaces/join/action',
      'Microsoft.Network/networkSecurityGroups/read',
      'Microsoft.Network/networkSecurityGroups/write',
      'Microsoft.Network/networkSecurityGroups/delete',
      'Microsoft.Network/networkSecurityGroups/join/action',
      'Microsoft.Network/publicIPAddresses/read',
      'Microsoft.Network/publicIPAddresses/write',
      'Microsoft.Network/publicIPAddresses/delete',
      'Microsoft.Network/publicIPAddresses/join/action',
      'Microsoft.Network/register/action',
      'Microsoft.Network/virtualNetworks/read',
      'Microsoft.Network/virtualNetworks/subnets/read',
      'Microsoft.Network/virtualNetworks/subnets/join/action',
    ],
  },
  {
    feature: 'following deployments',
    actions: [
      'Microsoft.Resources/deployments/read',
      'Microsoft.Resources/subscriptions/resourceGroups/read',
      'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
      'Microsoft.Resources/subscriptions/operationresults/read',
    ],
  },
  {
    feature: 'making a resource group for each cluster',
    actions: [
      'Microsoft.Resources/subscriptions/resourceGroups/write',
      'Microsoft.Resources/subscriptions/resourceGroups/delete',
    ],
    removableWhen: ({ resourceGroupPerCluster }) => resourceGroupPerCluster,
  },
  {
    feature: 'keeping projects in the locker',
    actions: [
      'Microsoft.Storage/*/read',
      'Microsoft.Storage/checknameavailability/read',
      'Microsoft.Storage/register/action',
      'Microsoft.Storage/storageAccounts/read',
      'Microsoft.Storage/storageAccounts/listKeys/action',
      'Microsoft.Storage/storageAccounts/write',
    ],
  },
];

/** All actions of the documented role, sorted. */
export const DOCUMENTED_ACTIONS: readonly string[] = sorted(FEATURES);

/** The actions of the documented role without the parts that are removable in this use, sorted. */
export function leastActions(use: RoleUse): readonly string[] {
  return sorted(FEATURES.filter(({ removableWhen }) => removableWhen?.(use) !== true));
}

/** The actions without which CycleCloud fails today, sorted. */
export function neededActions(use: RoleUse): readonly string[] {
  return sorted(
    FEATURES.filter(
      ({ removableWhen, sufficientWithout }) => removableWhen?.(use) !== true && sufficientWithout === undefined,
    ),
  );
}

/**
 * What Azure asks for where the documented role has this action: identities are assigned by an operation right below them,
 * which a role may name as it is as well ("Azure permissions for Identity").
 */
export function operationOf(action: string): string {
  return action.replace('/userAssignedIdentities/*/assign/', '/userAssignedIdentities/assign/');
}

/** What CycleCloud does with an action of the documented role. */
export function featureOf(action: string): string {
  return FEATURES.find(({ actions }) => actions.includes(action))!.feature;
}

/** The rights over roles that future versions need, as the page warns. */
export const AUTHORIZATION_ACTIONS: readonly string[] = DOCUMENTED_ACTIONS.filter(action =>
  action.startsWith('Microsoft.Authorization/'),
);

function sorted(features: readonly Feature[]): readonly string[] {
  return features.flatMap(({ actions }) => actions).sort();
}

/** The scope by which the coverage of `authorizationresources` states how whole the search for a role by its name was. */
export function roleNameScope(name: string): string {
  return `/rolenames/${encodeURIComponent(name.toLowerCase())}`;
}
