/** The types that rules on CycleCloud read, each field declared once. */

import { field, type TypeDeclaration } from './declare.ts';

const VM_API = 'Microsoft.Compute/virtualMachines';
const CONFIG = 'midrift.yaml, cyclecloud.servers';
const MANAGED_IDENTITIES = 'CycleCloud, "Using managed identities"';
const ASSIGNMENTS = 'Microsoft.Authorization/roleAssignments';
const TEMPLATE = 'the cluster template';

export const CYCLECLOUD_TYPES = {
  Server: {
    says: 'A CycleCloud server: the VM that it runs on.',
    fields: {
      id: field('string', 'The resource id.', VM_API),
      name: field('string', 'The name.', VM_API),
      resourceGroup: field('string', 'The name of the resource group.', VM_API),
      subscriptionId: field('string', 'The subscription id.', VM_API),
      exists: field('bool', 'Whether the VM exists.', VM_API),
      identityType: field(
        'string',
        'The kinds of identity it has, as Azure writes them; empty where it has none.',
        'identity.type',
      ),
      hasIdentity: field('bool', 'Whether it has any managed identity.', 'identity.type'),
      scope: field('string', 'Where it works: the id of a subscription or resource group.', CONFIG),
      resourceGroupPerCluster: field('bool', 'Whether one resource group is fixed for each cluster.', CONFIG),
      assignsIdentities: field('bool', 'Whether CycleCloud assigns identities to the VMs that it creates.', CONFIG),
    },
  },
  Rights: {
    says: "What a server's identity may do where the server works.",
    fields: {
      holds: field('string', 'The roles that it holds there, in words.', ASSIGNMENTS),
      missing: field('list<string>', 'The actions that CycleCloud needs there and that it lacks.', MANAGED_IDENTITIES),
      missingFeatures: field('list<string>', 'What CycleCloud cannot do without them.', MANAGED_IDENTITIES),
      broad: field(
        'list<Grant>',
        'Its roles for everything, such as Contributor and Owner, at a subscription or wider.',
        ASSIGNMENTS,
      ),
      beyond: field(
        'list<string>',
        'What its custom roles permit beyond the documented actions: `action (role)`.',
        MANAGED_IDENTITIES,
      ),
      raising: field(
        'list<Grant>',
        'Its custom roles that let it assign or define roles without a condition.',
        ASSIGNMENTS,
      ),
      missingAuthorization: field(
        'list<string>',
        'The rights over roles of the documented role that it lacks.',
        MANAGED_IDENTITIES,
      ),
    },
  },
  RoleFile: {
    says: 'A role definition in a file.',
    fields: {
      file: field('string', 'The file.', CONFIG),
      name: field('string', 'The name of the role; empty where it has none.', 'roleName'),
      placeholders: field('list<string>', 'What is yet to be filled in.', 'roleName, assignableScopes'),
      assignableScopes: field('list<string>', 'The scopes at which it can be assigned.', 'assignableScopes'),
      isAssignable: field('bool', 'Whether it can be assigned where the server works.', 'assignableScopes'),
      nameIsTaken: field('bool', 'Whether another role of the tenant has its name.', 'properties.roleName'),
      missing: field(
        'list<string>',
        'The actions that CycleCloud needs and that it does not permit.',
        MANAGED_IDENTITIES,
      ),
      beyond: field('list<string>', 'What it permits beyond the documented actions.', MANAGED_IDENTITIES),
    },
  },
  Account: {
    says: 'An account record of CycleCloud.',
    fields: {
      name: field('string', 'The name of the account; empty where it has none.', 'Name'),
      authType: field(
        'string',
        'How it signs in: `ManagedIdentity` or `Secret`.',
        'AuthType, AzureRMUseManagedIdentity',
      ),
      usesManagedIdentity: field(
        'bool',
        'Whether it signs in as a managed identity.',
        'AuthType, AzureRMUseManagedIdentity',
      ),
      hasSecret: field('bool', 'Whether an application secret stands in the record.', 'AzureRMApplicationSecret'),
      clientId: field('string', 'The client id; empty for the system-assigned identity.', 'AzureRMClientId'),
      namesServerIdentity: field(
        'bool',
        'Whether its client id selects an identity that the server has.',
        'AzureRMClientId, identity.userAssignedIdentities',
      ),
    },
  },
  Locker: {
    says: 'The storage locker of a server.',
    fields: {
      authMode: field('string', 'How nodes sign in to it: `ManagedIdentity` or `SharedAccessKey`.', 'LockerAuthMode'),
      usesIdentity: field('bool', 'Whether nodes sign in to it as a user-assigned identity.', 'LockerAuthMode'),
      identityText: field('string', 'The locker identity as it is written; empty where none is.', 'LockerIdentity'),
      identityIsServers: field('bool', 'Whether the server has the locker identity as well.', 'identity'),
      widerGrants: field(
        'list<Grant>',
        'The roles by which the locker identity reads blobs of more than the storage account.',
        ASSIGNMENTS,
      ),
      otherGrants: field(
        'list<Grant>',
        'The roles of the locker identity besides reading blobs of the storage account.',
        ASSIGNMENTS,
      ),
    },
  },
  Nodes: {
    says: 'A node or nodearray of a cluster.',
    fields: {
      name: field('string', 'The name.', TEMPLATE),
      cluster: field('string', 'The name of the cluster.', TEMPLATE),
      identityIds: field('list<string>', 'The identities that the template asks for.', 'Azure.Identities'),
      hasIdentity: field('bool', 'Whether it asks for any user-assigned identity.', 'Azure.Identities'),
      azureSecrets: field(
        'list<string>',
        'Secrets of Azure resources that the template or its parameters pass: `name (kind)`.',
        TEMPLATE,
      ),
      reachesAzure: field(
        'bool',
        'Whether the template shows that it reaches Azure resources: by an identity, or by such secrets.',
        TEMPLATE,
      ),
      isRunning: field('bool', 'Whether VMs or scale sets of it exist.', 'tags CycleCloudCluster, CycleCloudNodeArray'),
      lacking: field(
        'list<string>',
        'The identities that VMs or scale sets of it lack: `identity on VM`.',
        'identity.userAssignedIdentities',
      ),
      surplus: field(
        'list<string>',
        'The identities that VMs or scale sets of it have although neither the template nor the locker asks for them: `identity on VM`.',
        'identity.userAssignedIdentities',
      ),
    },
  },
  Template: {
    says: 'A cluster template.',
    fields: {
      file: field('string', 'The file.', CONFIG),
      parameterFile: field('string', 'The parameter file; empty where none is declared.', CONFIG),
      secrets: field(
        'list<string>',
        'The secrets that it or the parameter file passes to nodes: `name (kind) at file:line`.',
        TEMPLATE,
      ),
    },
  },
  IdentityReference: {
    says: 'How a template or an account record names an identity.',
    fields: {
      text: field('string', 'As it is written.', 'Azure.Identities, LockerIdentity'),
      isValid: field('bool', 'Whether it is the id of a user-assigned identity.', 'Azure.Identities, LockerIdentity'),
      from: field(
        'string',
        'Where it comes from: `template`, `parameter file`, `default value`, `locker`.',
        'Azure.Identities, LockerIdentity',
      ),
      usedBy: field('list<string>', 'The nodes that get it.', 'Azure.Identities, LockerIdentity'),
    },
  },
} as const satisfies { readonly [name: string]: TypeDeclaration };
