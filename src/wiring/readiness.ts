/** Whether everything that a new cluster needs is there before it is deployed, in the order in which the document has it made. */

import type { Access } from '../access/access.ts';
import { hold } from '../access/hold.ts';
import { type Fact, isUnknown, mapFact, Unknown } from '../model/fact.ts';
import type { Facts, Subject } from '../subjects/subjects.ts';
import { all, not } from './certainty.ts';

/** What has to be done, and what may have to be done and why that is not known. */
export type Readiness = { readonly unready: readonly string[]; readonly undecided: readonly string[] };

/** One thing to do, and whether it is done. */
type Step = { readonly toDo: string; readonly done: Fact<boolean> };

/**
 * The stages in their order: howto-cluster-managed-identity-user-provided-resources, from "Create the UAMI or UAMIs" to
 * "Define the UAMI(S) on the Cluster".
 */
const STAGES = ['identity', 'resource', 'role', 'vault access', 'platform', 'firewall', 'selection'] as const;

/** What one use of a cluster needs. */
type Needs = { readonly [stage in (typeof STAGES)[number]]?: readonly Step[] };

/** `subjects` are those of the cluster. */
export function readinessOf(cluster: Facts<'Cluster'>, subjects: readonly Subject[], access: Access): Readiness {
  const needs = [...subjects.map(subject => needsOf(subject, access)), settingsOf(cluster)];
  const steps = STAGES.flatMap(stage => needs.flatMap(need => need[stage] ?? []));
  const open = steps.flatMap(({ toDo, done }) => (isUnknown(done) ? [`${toDo} (${done.because})`] : []));
  return {
    unready: [...new Set(steps.filter(({ done }) => done === false).map(({ toDo }) => toDo))],
    undecided: [...new Set(open)],
  };
}

function needsOf(subject: Subject, access: Access): Needs {
  if (subject.kind === 'nexus.command-output') return commandOutput(subject, access);
  if (subject.kind === 'nexus.analytics-output') return analyticsOutput(subject, access);
  return subject.kind === 'nexus.secret-archive' ? secretArchive(subject, access) : {};
}

function commandOutput({ variables }: Subject<'nexus.command-output'>, access: Access): Needs {
  const { identity, setting, url, storage, container } = variables;
  const target = { id: container.id, name: storage.name, exists: storage.exists };
  return {
    ...identityNeeds(identity, setting),
    resource: [
      { toDo: `give the ${setting.name} the URL of a container${inBrackets(url.fault)}`, done: url.isValid },
      { toDo: `create ${called('the storage account', storage.name)}`, done: given(url.isValid, storage.exists) },
      {
        toDo: `create ${called('the container', container.name)} in ${storage.name}`,
        done: given(storage.exists, container.exists),
      },
    ],
    role: [grant('Storage Blob Data Contributor', identity, target, access)],
    firewall: [exception('Azure', storage)],
  };
}

function analyticsOutput({ variables }: Subject<'nexus.analytics-output'>, access: Access): Needs {
  const { identity, setting, workspace } = variables;
  return {
    ...identityNeeds(identity, setting),
    resource: [{ toDo: `create ${called('the workspace', workspace.name)}`, done: workspace.exists }],
    role: [grant('Log Analytics Contributor', identity, workspace, access)],
  };
}

function secretArchive({ variables }: Subject<'nexus.secret-archive'>, access: Access): Needs {
  const { identity, setting, vault, afoi } = variables;
  const mayAssign = holds(access, afoi.principalId, 'Managed Identity Operator', identity.id);
  return {
    ...identityNeeds(identity, setting),
    resource: [
      { toDo: `give the ${setting.name} the URI of a vault${inBrackets(vault.uriFault)}`, done: vault.uriIsValid },
      { toDo: `create ${called('the key vault', vault.name)}`, done: given(vault.uriIsValid, vault.exists) },
    ],
    role: [grant('Operator Nexus Key Vault Writer Service Role (Preview)', identity, vault, access)],
    'vault access': [{ toDo: `let Azure RBAC decide about ${vault.name}`, done: given(vault.exists, vault.usesRbac) }],
    platform: [
      {
        toDo: `grant Managed Identity Operator on ${identity.name} to ${afoi.name}`,
        done: given(all(afoi.required, identity.exists, not(identity.isSystemAssigned)), all(afoi.exists, mayAssign)),
      },
    ],
    firewall: [exception('Microsoft', vault)],
  };
}

/** That a selected identity exists comes first, that it is attached last. */
function identityNeeds(identity: Facts<'Identity'>, setting: Facts<'Setting'>): Needs {
  if (identity.id === '')
    return { selection: [{ toDo: `select an identity for the ${setting.name}`, done: identity.exists }] };
  const attach = { toDo: `attach ${identity.name} to the cluster`, done: identity.attached };
  if (identity.isSystemAssigned === true) return { selection: [attach] };
  return { identity: [{ toDo: `create the identity ${identity.name}`, done: identity.exists }], selection: [attach] };
}

/**
 * The three settings. What is to use the system-assigned identity is set after the cluster is created ("Operator Nexus
 * Clusters with a System Assigned Managed Identity").
 */
function settingsOf(cluster: Facts<'Cluster'>): Needs {
  const waits = all(cluster.hasSystemAssigned, not(cluster.hasUserAssigned)) === true;
  const because = `the system-assigned identity has no principal before ${cluster.name} is created: then query the cluster for it, grant it its roles and update the cluster`;
  const step = (what: string, isSet: Fact<boolean>): Step => ({
    toDo: `set the ${what}`,
    done: isSet === false && waits ? new Unknown(because) : isSet,
  });
  return {
    selection: [
      step('command output', cluster.hasCommandOutput),
      step('analytics output', cluster.hasAnalyticsOutput),
      step('secret archive', cluster.hasSecretArchive),
    ],
  };
}

type Target = Pick<Facts<'Vault'>, 'id' | 'name' | 'exists'>;

function grant(role: string, identity: Facts<'Identity'>, target: Target, access: Access): Step {
  return {
    toDo: `grant ${role.replace(' (Preview)', '')} on ${target.name} to ${identity.name}`,
    done: given(all(target.exists, identity.exists), holds(access, identity.principalId, role, target.id)),
  };
}

function exception(whose: string, { name, exists, firewall }: Facts<'StorageAccount'> | Facts<'Vault'>): Step {
  return {
    toDo: `let trusted ${whose} services pass the firewall of ${name}`,
    done: given(
      exists,
      mapFact(firewall, ({ admitsTrustedServices }) => admitsTrustedServices),
    ),
  };
}

function holds(access: Access, principalId: Fact<string>, role: string, scope: Fact<string>): Fact<boolean> {
  return mapFact(principalId, who =>
    mapFact(scope, where => {
      const answer = hold(access, who, role, where);
      return answer.is === 'unknown' ? new Unknown(answer.because) : answer.is === 'granted';
    }),
  );
}

/** What depends on something that is itself to be done, or to be found out, is not asked yet. */
function given(premise: Fact<boolean>, done: Fact<boolean>): Fact<boolean> {
  return premise === true ? done : true;
}

function called(what: string, name: Fact<string>): string {
  return isUnknown(name) ? what : `${what} ${name}`;
}

function inBrackets(fault: Fact<string>): string {
  return isUnknown(fault) || fault === '' ? '' : ` (${fault})`;
}
