/** The JSON Schema of `midrift.lock.yaml`. */

import { LOCK_VERSIONS } from '../../model/lock.ts';

const value = { type: 'string', minLength: 1, description: 'one fact, as text' };
const values = { type: 'object', additionalProperties: value };

function entries(says: string, properties: object): object {
  return {
    type: 'object',
    description: says,
    additionalProperties: { type: 'object', additionalProperties: false, properties },
  };
}

const firewall = {
  'default action': value,
  'public access': value,
  bypass: value,
  addresses: values,
  'virtual networks': values,
};

export const LOCK_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'urn:midrift:schema:lock',
  title: 'The approved wiring',
  type: 'object',
  additionalProperties: false,
  required: ['version', 'cloud'],
  properties: {
    version: { type: 'number', enum: LOCK_VERSIONS, description: 'the version of this form' },
    cloud: { type: 'string', minLength: 1, description: 'the cloud that the wiring lies in' },
    subscriptions: { ...values, description: 'the ids of subscriptions, by the names that this file has for them' },
    accepted: {
      type: 'object',
      description: 'failures that stood when this was approved',
      additionalProperties: false,
      required: ['because', 'failures'],
      properties: { because: value, failures: { type: 'array', items: value } },
    },
    nexus: entries('Operator Nexus clusters', { kind: value, identities: values, uses: values }),
    cyclecloud: entries('CycleCloud servers', {
      'acts as': value,
      'signs in by': value,
      locker: value,
      nodes: { type: 'object', additionalProperties: values },
    }),
    identities: entries('managed identities', {
      principal: value,
      'restricted to': value,
      'federated credentials': values,
    }),
    storage: entries('storage accounts', { 'shared key': value, ...firewall, 'resource instances': values }),
    vaults: entries('key vaults', { 'access decided by': value, ...firewall }),
    workspaces: entries('Log Analytics workspaces', { kind: value }),
    grants: {
      type: 'object',
      description: 'role assignments: by scope, role and principal, with their condition',
      additionalProperties: { type: 'object', additionalProperties: values },
    },
    roles: entries('roles that grant on a condition', { condition: value }),
    denials: {
      type: 'object',
      description: 'deny assignments: by scope and name, with what they deny to whom',
      additionalProperties: values,
    },
  },
} as const;
