/** Operator Nexus clusters: from the estate to the subjects that rules judge. */

import { AFOI_APPS } from '../model/cloud.ts';
import type { Row } from '../model/estate.ts';
import { type Fact, factOf, isUnknown, mapFact, type Unknown } from '../model/fact.ts';
import type { System } from '../model/finding.ts';
import { textAt } from '../model/json.ts';
import { foldId } from '../model/resource-id.ts';
import { CLUSTER } from '../model/resource-types.ts';
import type { Facts, Subject } from '../subjects/subjects.ts';
import {
  type AttachedIdentities,
  attachedIdentities,
  isAttached,
  noIdentity,
  systemAssignedIdentity,
  userAssignedIdentity,
} from './identity.ts';
import type { Lookup } from './lookup.ts';
import { clusterFacts, unreadCluster } from './nexus-cluster.ts';
import { namedIn, type Selection, selectionsOf, selects } from './nexus-setting.ts';
import { operator, platformService } from './principal.ts';
import { commandOutputTarget, vaultTarget, workspaceTarget } from './resources.ts';
import { idOf } from './row.ts';

/** A cluster's system, and its subjects. */
export type Wired = { readonly system: System; readonly subjects: readonly Subject[] };

/** Every cluster of the estate. */
export function wireNexus(lookup: Lookup): Wired[] {
  return lookup.ofType(CLUSTER).flatMap(row => {
    const found = lookup.fresh('arm/clusters', idOf(row));
    return isUnknown(found) || found === undefined ? [] : [wireCluster(found, lookup)];
  });
}

/** One cluster. */
export function wireCluster(row: Row, lookup: Lookup): Wired {
  const wired = factOf(() => new ClusterWiring(row, lookup).wired());
  return isUnknown(wired) ? unreadWiring(row, wired) : wired;
}

/** A cluster that could not be read to the end. */
function unreadWiring(row: Row, unread: Unknown): Wired {
  const cluster = unreadCluster(row, unread);
  const system = systemOf(cluster);
  const { id, name } = system;
  return { system, subjects: [{ kind: 'nexus.cluster', id, name, system: id, variables: { cluster } }] };
}

function systemOf({ id, name, subscriptionId }: Facts<'Cluster'>): System {
  return { id: id as string, kind: 'nexus', name: name as string, subscriptionId: subscriptionId as string };
}

class ClusterWiring {
  readonly #row: Row;
  readonly #lookup: Lookup;
  readonly #id: string;
  readonly #identities = new Map<string, Facts<'Identity'>>();
  readonly #attached: AttachedIdentities;
  readonly #selections: readonly Selection[];
  readonly #cluster: Facts<'Cluster'>;

  constructor(row: Row, lookup: Lookup) {
    this.#row = row;
    this.#lookup = lookup;
    this.#id = idOf(row);
    this.#attached = attachedIdentities(row);
    this.#selections = selectionsOf(row);
    this.#cluster = clusterFacts(row, this.#attached, this.#selections);
  }

  wired(): Wired {
    const system = systemOf(this.#cluster);
    const subjects: Subject[] = [
      { kind: 'nexus.cluster', ...this.#named('', system.name), variables: { cluster: this.#cluster } },
      ...this.#identitySubjects(),
      ...this.#selections.flatMap(selection => this.#settingSubjects(selection)),
    ];
    return { system, subjects };
  }

  #named(fragment: string, name: string) {
    return { id: fragment === '' ? this.#id : `${this.#id}#${fragment}`, name, system: this.#id };
  }

  #identitySubjects(): Subject[] {
    const attached = [...this.#attached.userAssigned.values()].map(({ id }) => id);
    const named = this.#selections.flatMap(selection => namedIn(selection) ?? []);
    const ids = new Map([...attached, ...named].map(id => [foldId(id), id]));
    const identities = [...ids.keys()].sort().map(folded => {
      const identity = this.#userAssigned(ids.get(folded)!);
      return this.#identitySubject(folded, `${this.#cluster.name as string}: ${identity.name as string}`, identity);
    });
    const open = this.#openIdentity();
    if (open !== undefined) {
      const name = `${this.#cluster.name as string}: not known which`;
      identities.push(this.#identitySubject('/open', name, noIdentity(open)));
    }
    if (this.#attached.systemAssigned === false) return identities;
    const identity = this.#systemAssigned();
    return [...identities, this.#identitySubject('/system-assigned', identity.name as string, identity)];
  }

  #identitySubject(fragment: string, name: string, identity: Facts<'Identity'>): Subject {
    return {
      kind: 'nexus.identity',
      ...this.#named(`identity${fragment}`, name),
      variables: { cluster: this.#cluster, identity },
    };
  }

  /** Why there may be user-assigned identities, attached or selected, of which it is not known which they are. */
  #openIdentity(): Unknown | undefined {
    return this.#attached.unread ?? this.#selections.map(({ setting }) => setting.identityId).find(isUnknown);
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
    selection: Selection,
    common: { cluster: Facts<'Cluster'>; setting: Facts<'Setting'>; identity: Facts<'Identity'> },
    named: { id: string; name: string; system: string },
  ): Subject[] {
    const target = commandOutputTarget(textIn(selection, 'containerUrl'), this.#lookup);
    const { storage, container } = target;
    const operators = this.#lookup.settings.operators.principals.map(
      ({ id, name }): Subject => ({
        kind: 'nexus.operator',
        ...this.#named(`${selection.fragment}/operator/${id.toLowerCase()}`, `${named.name}: ${name}`),
        variables: { cluster: this.#cluster, operator: operator(id, name), storage, container },
      }),
    );
    return [{ kind: 'nexus.command-output', ...named, variables: { ...common, ...target } }, ...operators];
  }

  #workspace(selection: Selection): Facts<'Workspace'> {
    return workspaceTarget(textIn(selection, 'analyticsWorkspaceId'), this.#lookup);
  }

  #secretArchive(selection: Selection) {
    const vault = vaultTarget(textIn(selection, 'vaultUri'), this.#lookup);
    const [resourceProvider, management] = (['AFOI-NC-RP-PME-PROD', 'AFOI-NC-MGMT-PME-PROD'] as const).map(name =>
      platformService(name, AFOI_APPS[name], vault.id, this.#lookup),
    );
    return { vault, afoi: management!, afoiResourceProvider: resourceProvider! };
  }

  #selectedIdentity({ setting, identityId }: Selection): Facts<'Identity'> {
    if (isUnknown(setting.selectsSystemAssigned)) return noIdentity(setting.selectsSystemAssigned);
    if (setting.selectsSystemAssigned) return this.#systemAssigned();
    if (isUnknown(identityId)) return noIdentity(identityId);
    return identityId === '' ? noIdentity(false) : this.#userAssigned(identityId);
  }

  /** Several settings may select one identity, each by its own spelling of the id. */
  #userAssigned(id: string): Facts<'Identity'> {
    const known = this.#identities.get(id);
    if (known !== undefined) return known;
    const use = this.#use(isAttached(id, this.#attached), selection => selects(selection, id));
    const { userAssigned, unread } = this.#attached;
    const recordedPrincipalId = userAssigned.get(foldId(id))?.principalId ?? unread ?? '';
    const identity = userAssignedIdentity(id, { ...use, recordedPrincipalId }, this.#lookup);
    this.#identities.set(id, identity);
    return identity;
  }

  #systemAssigned(): Facts<'Identity'> {
    const use = this.#use(this.#attached.systemAssigned, ({ setting }) => setting.selectsSystemAssigned);
    return systemAssignedIdentity(this.#row, { ...use, recordedPrincipalId: '' }, this.#lookup);
  }

  /** Which settings select an identity; one whose selection cannot be decided may be another. */
  #use(attached: Fact<boolean>, isSelected: (selection: Selection) => Fact<boolean>) {
    const selected = this.#selections.map(selection => ({ setting: selection.setting, is: isSelected(selection) }));
    const usedBy = selected.filter(({ is }) => is === true).map(({ setting }) => setting.name as string);
    const undecided = selected.flatMap(({ setting, is }) => [setting.selectsSystemAssigned, is]).find(isUnknown);
    return { attached, usedBy, selected: usedBy.length > 0 || (undecided ?? false) };
  }
}

function textIn({ value }: Selection, key: string): Fact<string | undefined> {
  return mapFact(value, known => textAt(known, key));
}
