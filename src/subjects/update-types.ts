/** The type that rules on planned updates of clusters read. */

import { field, type TypeDeclaration } from './declare.ts';

const PLAN = 'the plan';
const BEFORE = 'identity.userAssignedIdentities and identity.type, before and after';
const SELECTIONS = 'properties.*Settings.associatedIdentity, before and after';
const API = 'Microsoft.NetworkCloud/clusters, its API versions';
const HOWTO = 'howto-cluster-managed-identity-user-provided-resources';

export const UPDATE_TYPES = {
  Update: {
    says: 'What a plan sends to create or update a cluster, held against the cluster before it.',
    fields: {
      address: field('string', 'How the plan calls it.', PLAN),
      creates: field('bool', 'Whether it creates the cluster.', PLAN),
      isByAzureCli: field('bool', 'Whether `az networkcloud cluster` sends it, in an API version of its choice.', PLAN),
      apiVersion: field('string', 'The API version that it is sent in; empty where the plan does not say.', PLAN),
      leftOut: field(
        'list<string>',
        'The identities that it removes by leaving them out, each with what uses it: `name (which …)`.',
        BEFORE,
      ),
      leftOutIds: field('list<string>', 'The ids of the user-assigned ones among them.', BEFORE),
      leavesOutSystemAssigned: field('bool', 'Whether the system-assigned identity is among them.', BEFORE),
      removed: field('list<string>', 'The identities that it removes on purpose.', BEFORE),
      removedInUse: field(
        'list<string>',
        'Those of them that settings still select afterwards, with the settings: `name (which …)`.',
        SELECTIONS,
      ),
      selectsUnattached: field(
        'list<string>',
        'The identities that it selects and that the cluster does not have by then: `name (for the …)`.',
        SELECTIONS,
      ),
      attachesAndSelects: field(
        'list<string>',
        'The identities that it attaches and selects at once: `name (for the …)`.',
        SELECTIONS,
      ),
      takesBothAtOnce: field('bool', 'Whether it may attach an identity and select it at once.', `${HOWTO}; ${API}`),
      changesAnalyticsOutput: field(
        'bool',
        'Whether the workspace or identity of the analytics output becomes another.',
        'properties.analyticsOutputSettings, before and after',
      ),
      inexpressible: field(
        'list<string>',
        'What it sets that its API version does not have: `what (since <API version>)`.',
        API,
      ),
      unready: field(
        'list<string>',
        'Of a creation: what is to be done before the cluster is deployed, in the order of the document.',
        HOWTO,
      ),
      undecided: field(
        'string',
        'Of a creation: what else may have to be done, with the reasons why that is not known; empty where nothing.',
        HOWTO,
      ),
    },
  },
} as const satisfies { readonly [name: string]: TypeDeclaration };
