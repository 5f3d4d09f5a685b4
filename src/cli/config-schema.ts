/** The JSON Schema of `midrift.yaml`. It ships as `schemas/config.schema.json`, so that editors complete it. */

import { AFOI_APPS, CLOUDS } from '../model/cloud.ts';
import { LEVELS } from '../model/finding.ts';
import { WAIVER_SCHEMA } from './waivers-schema.ts';

const GUID = '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const guid = (says: string) => ({ type: 'string', pattern: GUID, description: says });
const https = (says: string) => ({
  type: 'string',
  pattern: '^https://[^/]+$',
  description: `${says}: an https address without a path`,
});

const privateCloud = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'authority', 'resourceManager', 'microsoftGraph', 'blobSuffix', 'vaultSuffix'],
  properties: {
    name: { type: 'string', minLength: 1 },
    authority: https('where tokens come from'),
    resourceManager: https('Azure Resource Manager'),
    resourceManagerAudience: {
      type: 'string',
      minLength: 1,
      description: "the audience of Resource Manager's tokens; its address by default",
    },
    microsoftGraph: https('Microsoft Graph'),
    portal: https('the portal'),
    blobSuffix: { type: 'string', minLength: 1, description: "how blob endpoints' host names end" },
    vaultSuffix: { type: 'string', minLength: 1, description: "how vaults' host names end" },
  },
} as const;

const file = (says: string) => ({ type: 'string', minLength: 1, description: `${says}, relative to this file` });
const armId = (says: string) => ({ type: 'string', pattern: '^/subscriptions/[^/]+', description: says });

const cycleCloudServer = {
  type: 'object',
  additionalProperties: false,
  required: ['vm'],
  properties: {
    vm: armId('the resource id of the VM that the server runs on'),
    account: file('the account record, as "cyclecloud account create -f" takes it'),
    locker: {
      type: 'object',
      description: 'the storage locker, where there is no account record',
      additionalProperties: false,
      required: ['storageAccount'],
      properties: {
        storageAccount: {
          type: 'string',
          pattern: '^[a-z0-9]{3,24}$',
          description: 'the name of the storage account: 3 to 24 lower-case letters and digits',
        },
        container: { type: 'string', minLength: 1, description: 'the name of the container' },
        identity: armId('the resource id of the locker identity; left out where nodes use the shared key'),
      },
    },
    templates: {
      type: 'array',
      description: 'cluster templates',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['file'],
        properties: {
          file: file('the template'),
          parameters: file('the JSON file with the values of its parameters'),
          cluster: {
            type: 'string',
            minLength: 1,
            description: 'the name of the cluster made of it, where it has another than in the template',
          },
        },
      },
    },
    roles: { type: 'array', description: 'role definitions meant for this server', items: file('a role definition') },
    scope: {
      type: 'string',
      pattern: '^/subscriptions/[^/]+(?:/resource[gG]roups/[^/]+)?$',
      description:
        'where the server works, the id of a subscription or resource group; by default the subscription of the account record, else that of the VM',
    },
    resourceGroupPerCluster: {
      type: 'boolean',
      description:
        'whether one resource group is fixed for each cluster, so that CycleCloud makes none; false by default',
    },
    assignsIdentities: {
      type: 'boolean',
      description: 'whether CycleCloud assigns identities to the VMs that it creates; true by default',
    },
  },
} as const;

export const CONFIG_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:midrift:schema:config',
  title: 'The config of midrift, midrift.yaml',
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    cloud: {
      description: 'the cloud that is audited; AzureCloud by default',
      type: ['string', 'object'],
      // Unlike `anyOf`, it says what is wrong with the one that was meant.
      if: { type: 'string' },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { enum: CLOUDS.map(({ name }) => name) },
      else: privateCloud,
    },
    scope: {
      type: 'object',
      description: 'where clusters are looked for; everything that the credential sees by default',
      additionalProperties: false,
      properties: {
        managementGroups: {
          type: 'array',
          items: { type: 'string', minLength: 1 },
          description: 'names or ids of management groups',
        },
        subscriptions: { type: 'array', items: guid('a subscription id'), description: 'subscription ids' },
      },
    },
    nexus: {
      type: 'object',
      description: 'what Azure does not know of Operator Nexus clusters',
      additionalProperties: false,
      properties: {
        operators: {
          type: 'object',
          description: 'who runs run-* commands',
          additionalProperties: false,
          properties: {
            principals: {
              type: 'array',
              description: 'users and groups',
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['id', 'name'],
                properties: {
                  id: guid('an object id'),
                  name: { type: 'string', minLength: 1, description: 'how reports name it' },
                },
              },
            },
            addresses: {
              type: 'array',
              items: { type: 'string' },
              description: 'the addresses that operators come from: single ones or CIDR ranges',
            },
          },
        },
        afoi: {
          type: 'object',
          description: "Operator Nexus's own service principals",
          additionalProperties: false,
          properties: {
            required: {
              type: 'boolean',
              description:
                "whether AFOI-NC-MGMT-PME-PROD must be able to assign the secret archive's identity; true by default, false where your version of the document no longer asks for it",
            },
            objectIds: {
              type: 'object',
              description: 'their object ids in this tenant, where Microsoft Graph may not be asked',
              additionalProperties: false,
              properties: Object.fromEntries(Object.keys(AFOI_APPS).map(name => [name, guid('an object id')])),
            },
          },
        },
      },
    },
    cyclecloud: {
      type: 'object',
      description: 'what Azure does not know of CycleCloud',
      additionalProperties: false,
      properties: {
        servers: { type: 'array', description: 'CycleCloud servers, by their VMs', items: cycleCloudServer },
      },
    },
    identities: {
      type: 'object',
      additionalProperties: false,
      properties: {
        federatedCredentials: {
          type: 'array',
          description: 'federated credentials that are meant to be there',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['identity', 'issuer', 'subject'],
            properties: {
              identity: {
                type: 'string',
                pattern: '^/subscriptions/',
                description: 'the id of a user-assigned identity',
              },
              issuer: { type: 'string', pattern: '^https://', description: 'an https address' },
              subject: { type: 'string', minLength: 1, description: 'the subject, or the claims matching expression' },
            },
          },
        },
      },
    },
    rules: {
      type: 'array',
      items: { type: 'string', minLength: 1 },
      description: 'folders of further rules, relative to this file',
    },
    waivers: {
      description: 'failures that are accepted for a while, or the file that holds them, relative to this file',
      type: ['string', 'array'],
      // Unlike `anyOf`, it says what is wrong with the one that was meant.
      if: { type: 'string' },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { type: 'string', minLength: 1 },
      else: { type: 'array', items: WAIVER_SCHEMA },
    },
    failOn: {
      type: 'string',
      enum: [...LEVELS, 'never'],
      description: 'the lowest level whose failures make the run exit with 1; error by default',
    },
  },
} as const;
