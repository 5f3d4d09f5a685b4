/** Operator Nexus clusters: from the estate to the subjects that rules judge. */

import { AFOI_APPS } from '../model/cloud.ts';
import type { Json, Row } from '../model/estate.ts';
import { type Fact, isUnknown, Unknown } from '../model/fact.ts';
import type { System } from '../model/finding.ts';
import { at, listAt, textAt } from '../model/json.ts';
import { foldId, parseResourceId } from '../model/resource-id.ts';
import type { Facts, Subject } from '../subjects/subjects.ts';
import {
  type AttachedIdentities,
  attachedIdentities,
  noIdentity,
  systemAssignedIdentity,
  userAssignedIdentity,
} from './identity.ts';
import { CLUSTER, type Lookup } from './lookup.ts';
import { operator, platformService } from './principal.ts';
import { commandOutputTarget, vaultTarget, workspaceTarget } from './resources.ts';

/** A cluster's system, and its subjects. */
export type Wired = { readonly system: System; readonly subjects: readonly Subject[] };

/** Every cluster of the estate. */
export function wireNexus(lookup: Lookup): Wired[] {
  return lookup.ofType(CLUSTER).flatMap(row => {
    const found = lookup.fresh('arm/clusters', textAt(row, 'id')!);
    return isUnknown(found) || found === undefined ? [] : [new ClusterWiring(found, lookup).wired()];
  });
}

/** A setting as the cluster has it, and where it stands. */
type Selection = {
  readonly setting: Facts<'Setting'>;
  readonly fragment: string;
  readonly value: Json;
  readonly identityId: string;
};

class ClusterWiring {
  readonly #row: Row;
  readonly #lookup: Lookup;
  readonly #id: string;
  readonly #attached: AttachedIdentities;
  readonly #selections: readonly Selection[];
  readonly #cluster: Facts<'Cluster'>;

  constructor(row: Row, lookup: Lookup) {
    this.#row = row;
    this.#lookup = lookup;
    this.#id = textAt(row, 'id')!;
    this.#attached = attachedIdentities(row);
    this.#selections = selectionsOf(row);
    this.#cluster = clusterFacts(row, this.#attached, this.#selections);
  }

  wired(): Wired {
    const name = this.#cluster.name as string;
    const subjects: Subject[] = [
      { kind: 'nexus.cluster', ...this.#named('', name), variables: { cluster: this.#cluster } },
      ...this.#identitySubjects(),
      ...this.#selections.flatMap(selection => this.#settingSubjects(selection)),
    ];
    const subscriptionId = parseResourceId(this.#id)?.subscriptionId ?? '';
    return { system: { id: this.#id, kind: 'nexus', name, subscriptionId }, subjects };
  }

  #named(fragment: string, name: string) {
    return { id: fragment === '' ? this.#id : `${this.#id}#${fragment}`, name, system: this.#id };
  }

  #identitySubjects(): Subject[] {
    const selected = this.#selections.flatMap(({ identityId }) => (identityId === '' ? [] : [identityId]));
    const ids = new Map(
      [...[...this.#attached.userAssigned.values()].map(({ id }) => id), ...selected].map(id => [foldId(id), id]),
    );
    const userAssigned: Subject[] = [...ids.keys()].sort().map(folded => {
      const identity = this.#userAssigned(ids.get(folded)!);
      return {
        kind: 'nexus.identity',
        ...this.#named(`identity${folded}`, `${this.#cluster.name as string}: ${identity.name as string}`),
        variables: { cluster: this.#cluster, identity },
      };
    });
    if (!this.#attached.systemAssigned) return userAssigned;
    const identity = this.#systemAssigned();
    return [
      ...userAssigned,
      {
        kind: 'nexus.identity',
        ...this.#named('identity/system-assigned', identity.name as string),
        variables: { cluster: this.#cluster, identity },
      },
    ];
  }

  #settingSubjects(selection: Selection): Subject[] {
    const { setting, fragment } = selection;
    const identity = this.#selectedIdentity(selection);
    const common = { cluster: this.#cluster, setting, identity };
    const named = this.#named(fragment, `${this.#cluster.name as string}: ${setting.name as string}`);
    const use: Subject[] =
      fragment === 'analytics-output'
        ? [
            {
              kind: 'nexus.analytics-output',
              ...named,
              variables: { ...common, workspace: this.#workspace(selection) },
            },
          ]
        : fragment === 'secret-archive'
          ? [{ kind: 'nexus.secret-archive', ...named, variables: { ...common, ...this.#secretArchive(selection) } }]
          : this.#commandOutput(selection, common, named);
    return [{ kind: 'nexus.setting', ...named, variables: common }, ...use];
  }

  #commandOutput(
    { value, fragment }: Selection,
    common: { cluster: Facts<'Cluster'>; setting: Facts<'Setting'>; identity: Facts<'Identity'> },
    named: { id: string; name: string; system: string },
  ): Subject[] {
    const target = commandOutputTarget(textAt(value, 'containerUrl'), this.#lookup);
    const { storage, container } = target;
    const operators = this.#lookup.settings.operators.principals.map(
      ({ id, name }): Subject => ({
        kind: 'nexus.operator',
        ...this.#named(`${fragment}/operator/${id.toLowerCase()}`, `${named.name}: ${name}`),
        variables: { cluster: this.#cluster, operator: operator(id, name), storage, container },
      }),
    );
    return [{ kind: 'nexus.command-output', ...named, variables: { ...common, ...target } }, ...operators];
  }

  #workspace({ value }: Selection): Facts<'Workspace'> {
    return workspaceTarget(textAt(value, 'analyticsWorkspaceId'), this.#lookup);
  }

  #secretArchive({ value }: Selection) {
    const vault = vaultTarget(textAt(value, 'vaultUri'), this.#lookup);
    const [resourceProvider, management] = (['AFOI-NC-RP-PME-PROD', 'AFOI-NC-MGMT-PME-PROD'] as const).map(name =>
      platformService(name, AFOI_APPS[name], vault.id, this.#lookup),
    );
    return { vault, afoi: management!, afoiResourceProvider: resourceProvider! };
  }

  #selectedIdentity({ setting, identityId }: Selection): Facts<'Identity'> {
    if (isUnknown(setting.selectsSystemAssigned)) return noIdentity(setting.selectsSystemAssigned);
    if (setting.selectsSystemAssigned) return this.#systemAssigned();
    return identityId === '' ? noIdentity(false) : this.#userAssigned(identityId);
  }

  #userAssigned(id: string): Facts<'Identity'> {
    const attached = this.#attached.userAssigned.get(foldId(id));
    const use = this.#use(
      attached !== undefined,
      ({ identityId }) => identityId !== '' && foldId(identityId) === foldId(id),
    );
    return userAssignedIdentity(id, { ...use, recordedPrincipalId: attached?.principalId ?? '' }, this.#lookup);
  }

  #systemAssigned(): Facts<'Identity'> {
    const use = this.#use(this.#attached.systemAssigned, ({ setting }) => setting.selectsSystemAssigned === true);
    return systemAssignedIdentity(this.#row, { ...use, recordedPrincipalId: '' }, this.#lookup);
  }

  /** Which settings select an identity; one whose selection cannot be decided may be another. */
  #use(attached: boolean, selects: (selection: Selection) => boolean) {
    const usedBy = this.#selections.filter(selects).map(({ setting }) => setting.name as string);
    const undecided = this.#selections.map(({ setting }) => setting.selectsSystemAssigned).find(isUnknown);
    return { attached, usedBy, selected: usedBy.length > 0 || (undecided ?? false) };
  }
}

function clusterFacts(row: Row, attached: AttachedIdentities, selections: readonly Selection[]): Facts<'Cluster'> {
  const id = textAt(row, 'id')!;
  const parsed = parseResourceId(id);
  const properties = at(row, 'properties');
  const isSet = (key: string) => typeof at(properties, key) === 'object' && at(properties, key) !== null;
  const legacyVaultId = textAt(properties, 'secretArchive', 'keyVaultId') ?? '';
  const named = {
    id,
    name: textAt(row, 'name') ?? parsed?.name ?? id,
    resourceGroup: parsed?.resourceGroup ?? '',
    subscriptionId: parsed?.subscriptionId ?? '',
  };
  if (typeof properties !== 'object' || properties === null)
    return { ...named, ...unreadCluster(new Unknown(`Azure sent ${id} without its properties`)) };
  return {
    ...named,
    identityType: attached.type,
    hasIdentity: attached.systemAssigned || attached.userAssigned.size > 0,
    hasSystemAssigned: attached.systemAssigned,
    hasUserAssigned: attached.userAssigned.size > 0,
    userAssignedIds: [...attached.userAssigned.values()].map(({ id }) => id).sort(),
    selectsSystemAssigned: selections.some(({ setting }) => setting.selectsSystemAssigned === true),
    hasCommandOutput: isSet('commandOutputSettings'),
    hasAnalyticsOutput: isSet('analyticsOutputSettings'),
    hasSecretArchive: isSet('secretArchiveSettings'),
    legacyWorkspaceId: textAt(properties, 'analyticsWorkspaceId') ?? '',
    // A string, "True" or "False"; absent means "False" (Microsoft.NetworkCloud/clusters, ClusterSecretArchive).
    usesLegacySecretArchive:
      legacyVaultId !== '' && textAt(properties, 'secretArchive', 'useKeyVault')?.toLowerCase() === 'true',
    legacyVaultId,
    servicePrincipal: textAt(properties, 'clusterServicePrincipal', 'applicationId') ?? '',
  };
}

/** The facts of a cluster whose row is not whole: a part that is not there may have been cut off. */
function unreadCluster(unread: Unknown) {
  return {
    identityType: unread,
    hasIdentity: unread,
    hasSystemAssigned: unread,
    hasUserAssigned: unread,
    userAssignedIds: unread,
    selectsSystemAssigned: unread,
    hasCommandOutput: unread,
    hasAnalyticsOutput: unread,
    hasSecretArchive: unread,
    legacyWorkspaceId: unread,
    usesLegacySecretArchive: unread,
    legacyVaultId: unread,
    servicePrincipal: unread,
  };
}

/** Every setting that selects an identity: command output and its overrides, analytics output, secret archive. */
function selectionsOf(row: Row): Selection[] {
  const properties = at(row, 'properties');
  const commandOutput = at(properties, 'commandOutputSettings');
  const path = 'properties.commandOutputSettings';
  const overrides = listAt(commandOutput, 'overrides').map((value, index) => {
    const type = textAt(value, 'commandOutputType') ?? `override ${index + 1}`;
    return selection(
      value,
      `command-output/${type}`,
      `command output of ${type}`,
      `${path}.overrides[${index}]`,
      '--command-output-settings',
    );
  });
  return [
    ...present(commandOutput, value =>
      selection(value, 'command-output', 'command output', path, '--command-output-settings'),
    ),
    ...overrides,
    ...present(at(properties, 'analyticsOutputSettings'), value =>
      selection(
        value,
        'analytics-output',
        'analytics output',
        'properties.analyticsOutputSettings',
        '--analytics-output-settings',
      ),
    ),
    ...present(at(properties, 'secretArchiveSettings'), value =>
      selection(
        value,
        'secret-archive',
        'secret archive',
        'properties.secretArchiveSettings',
        '--secret-archive-settings',
      ),
    ),
  ];
}

function present(value: Json | undefined, read: (value: Json) => Selection): Selection[] {
  return typeof value === 'object' && value !== null ? [read(value)] : [];
}

function selection(value: Json, fragment: string, name: string, path: string, flag: string): Selection {
  const kind = textAt(value, 'associatedIdentity', 'identityType') ?? '';
  const id = textAt(value, 'associatedIdentity', 'userAssignedIdentityResourceId') ?? '';
  const selects = (wanted: string): Fact<boolean> =>
    ['', 'userassignedidentity', 'systemassignedidentity'].includes(kind.toLowerCase())
      ? kind.toLowerCase() === wanted
      : new Unknown(`the ${name} selects "${kind}", a kind of identity that is not documented`);
  const selectsSystemAssigned = selects('systemassignedidentity');
  return {
    fragment,
    value,
    // A selection of the system-assigned identity that names another is one: the fault is judged by its own rule.
    identityId: selectsSystemAssigned === true ? '' : id,
    setting: {
      name,
      path,
      flag,
      identityType:
        kind === '' && id !== ''
          ? new Unknown(`the ${name} names ${id} without saying which kind of identity it selects`)
          : kind,
      identityId: id,
      selectsUserAssigned: selects('userassignedidentity'),
      selectsSystemAssigned,
    },
  };
}
