/** The JSON Schema of `midrift.yaml`. It ships as `schemas/config.schema.json`, so that editors complete it. */

import { AFOI_APPS, CLOUDS } from '../model/cloud.ts';
import { LEVELS } from '../model/finding.ts';

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

export const CONFIG_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:midrift:schema:config',
  title: 'The config of midrift, midrift.yaml',
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    cloud: {
      description: 'the cloud that is audited; AzureCloud by default',
      anyOf: [{ type: 'string', enum: CLOUDS.map(({ name }) => name) }, privateCloud],
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
    failOn: {
      type: 'string',
      enum: [...LEVELS, 'never'],
      description: 'the lowest level whose failures make the run exit with 1; error by default',
    },
  },
} as const;
