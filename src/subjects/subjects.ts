/** The kinds of subject, and the names that their rules may use. */

import type { Location } from '../model/finding.ts';
import type { FactsOf, SubjectDeclaration } from './declare.ts';
import type { TYPES } from './types.ts';

export const SUBJECTS = {
  'nexus.cluster': {
    says: 'An Operator Nexus cluster.',
    variables: { cluster: 'Cluster' },
  },
  'nexus.setting': {
    says: 'A setting of a cluster, or an override of one, and the identity that it selects.',
    variables: { cluster: 'Cluster', setting: 'Setting', identity: 'Identity' },
  },
  'nexus.identity': {
    says: 'An identity that a cluster has or that one of its settings selects.',
    variables: { cluster: 'Cluster', identity: 'Identity' },
  },
  'nexus.command-output': {
    says: 'Where a cluster writes the output of run-* commands: the setting, or one of its overrides.',
    variables: {
      cluster: 'Cluster',
      setting: 'Setting',
      identity: 'Identity',
      url: 'ContainerUrl',
      storage: 'StorageAccount',
      container: 'Container',
    },
  },
  'nexus.operator': {
    says: 'A declared operator, who reads the command output of a cluster.',
    variables: {
      cluster: 'Cluster',
      operator: 'Principal',
      storage: 'StorageAccount',
      container: 'Container',
    },
  },
  'nexus.analytics-output': {
    says: 'Where a cluster writes metrics.',
    variables: { cluster: 'Cluster', setting: 'Setting', identity: 'Identity', workspace: 'Workspace' },
  },
  'nexus.secret-archive': {
    says: 'Where a cluster keeps rotated credentials.',
    variables: {
      cluster: 'Cluster',
      setting: 'Setting',
      identity: 'Identity',
      vault: 'Vault',
      afoi: 'Principal',
      afoiResourceProvider: 'Principal',
    },
  },
  'nexus.update': {
    says: 'A planned creation or update of a cluster; `cluster` is as it will be.',
    variables: { cluster: 'Cluster', update: 'Update' },
  },
  'cyclecloud.server': {
    says: 'A CycleCloud server, and the managed identity that it acts as.',
    variables: { server: 'Server', serverIdentity: 'Identity' },
  },
  'cyclecloud.role': {
    says: "What a CycleCloud server's identity may do where it works.",
    variables: { server: 'Server', serverIdentity: 'Identity', rights: 'Rights' },
  },
  'cyclecloud.role-file': {
    says: 'A role definition in the repository, meant for a CycleCloud server.',
    variables: { server: 'Server', role: 'RoleFile' },
  },
  'cyclecloud.account': {
    says: 'The record by which a CycleCloud server signs in to a subscription.',
    variables: { server: 'Server', account: 'Account' },
  },
  'cyclecloud.locker': {
    says: 'Where a CycleCloud server keeps the projects that its nodes download.',
    variables: {
      server: 'Server',
      serverIdentity: 'Identity',
      locker: 'Locker',
      lockerIdentity: 'Identity',
      storage: 'StorageAccount',
      container: 'Container',
    },
  },
  'cyclecloud.nodes': {
    says: 'A node or nodearray of a cluster template, and the VMs that run of it.',
    variables: { nodes: 'Nodes' },
  },
  'cyclecloud.assigned-identity': {
    says: 'An identity that a CycleCloud server attaches to nodes: one that a template asks for, or that of the locker.',
    variables: { server: 'Server', serverIdentity: 'Identity', reference: 'IdentityReference', assigned: 'Identity' },
  },
  'cyclecloud.template': {
    says: 'A cluster template, with its parameter file.',
    variables: { template: 'Template' },
  },
  'wiring.identity': {
    says: 'A managed identity that any system uses.',
    variables: { identity: 'Identity' },
  },
  'wiring.grant': {
    says: 'A role assignment on a wired resource, or one that brings a wired identity its access.',
    variables: { grant: 'Grant' },
  },
  'drift.change': {
    says: 'A difference between the approved wiring and the wiring as it is, or that there is none.',
    variables: { change: 'Change' },
  },
} as const satisfies { readonly [kind: string]: SubjectDeclaration };

export type SubjectKind = keyof typeof SUBJECTS;
export type TypeName = keyof typeof TYPES;

/** The facts of a declared type. */
export type Facts<Name extends TypeName> = FactsOf<(typeof TYPES)[Name]['fields'], typeof TYPES>;

type VariablesOf<Kind extends SubjectKind> = {
  readonly [Name in keyof (typeof SUBJECTS)[Kind]['variables']]: Facts<
    (typeof SUBJECTS)[Kind]['variables'][Name] & TypeName
  >;
};

/** One thing that rules judge, filled by wiring. */
export type Subject<Kind extends SubjectKind = SubjectKind> = {
  [K in Kind]: {
    readonly kind: K;
    /** Starts with the Azure id of the resource that it belongs to. */
    readonly id: string;
    readonly name: string;
    /** The id of the system that it belongs to; absent for what several may share. */
    readonly system?: string;
    /** The place in a file of the repository that it was read from, or that declares it. */
    readonly at?: Location;
    /** The places that single fields were read from, by their names in rules: `account.hasSecret`. */
    readonly places?: { readonly [field: string]: Location };
    readonly variables: VariablesOf<K>;
  };
}[Kind];
