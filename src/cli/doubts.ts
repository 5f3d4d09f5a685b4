/** What to ask Azure directly before it is reported: Resource Graph may lag behind, and does not see every subscription. */

import { isUnknown } from '../model/fact.ts';
import type { Finding } from '../model/finding.ts';
import type { Subject } from '../subjects/subjects.ts';

export type Doubts = {
  readonly questions: readonly { readonly principalId: string; readonly scope: string }[];
  readonly identities: readonly string[];
  readonly clusters: readonly string[];
  readonly machines: readonly string[];
  readonly accounts: readonly string[];
  readonly vaults: readonly string[];
};

/** The doubts about findings that are no pass: grants that were not found, identities, clusters and VMs, and names that nobody was seen to have. */
export function doubtsOf(findings: readonly Finding[], subjects: readonly Subject[]): Doubts {
  const open = findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'unknown');
  const questions = open.flatMap(({ evidence }) =>
    evidence.flatMap(item => (item.is === 'access' && item.answer.is !== 'granted' ? [item.answer.question] : [])),
  );
  const openSubjects = new Set(open.map(({ subject }) => subject.id));
  const doubted = subjects.filter(({ id }) => openSubjects.has(id));
  return {
    questions: [
      ...questions.map(({ principalId, scope }) => ({ principalId, scope })),
      ...doubted.flatMap(rightsQuestions),
    ],
    identities: doubted.flatMap(identitiesIn),
    clusters: systemsOf(doubted, 'nexus.'),
    machines: systemsOf(doubted, 'cyclecloud.'),
    accounts: doubted.flatMap(subject => {
      const isLostOutput =
        subject.kind === 'nexus.command-output' && isLost(subject.variables.storage, subject.variables.url.isValid);
      const isLostLocker =
        subject.kind === 'cyclecloud.locker' &&
        isLost(subject.variables.storage, !isUnknown(subject.variables.locker.usesIdentity));
      return isLostOutput || isLostLocker ? [subject.variables.storage.name as string] : [];
    }),
    vaults: doubted.flatMap(subject =>
      subject.kind === 'nexus.secret-archive' && isLost(subject.variables.vault, subject.variables.vault.uriIsValid)
        ? [subject.variables.vault.name as string]
        : [],
    ),
  };
}

/** The doubts that were not asked about before; they are kept in `asked`. */
export function newDoubts(doubts: Doubts, asked: Set<string>): Doubts {
  const isNew = (kind: string) => (item: unknown) => {
    const key = `${kind} ${JSON.stringify(item)}`;
    return !asked.has(key) && asked.add(key) !== undefined;
  };
  return {
    questions: doubts.questions.filter(isNew('question')),
    identities: doubts.identities.filter(isNew('identity')),
    clusters: doubts.clusters.filter(isNew('cluster')),
    machines: doubts.machines.filter(isNew('machine')),
    accounts: doubts.accounts.filter(isNew('account')),
    vaults: doubts.vaults.filter(isNew('vault')),
  };
}

export function isDoubtful(doubts: Doubts): boolean {
  return Object.values(doubts).some(list => list.length > 0);
}

/** Rights at a scope are no evidence of a single role, so the questions behind them are asked again. */
function rightsQuestions(subject: Subject): Doubts['questions'] {
  if (subject.kind !== 'cyclecloud.role') return [];
  const { serverIdentity, server } = subject.variables;
  if (isUnknown(serverIdentity.principalId)) return [];
  return [{ principalId: serverIdentity.principalId, scope: server.scope as string }];
}

function identitiesIn(subject: Subject): string[] {
  const identity =
    subject.kind === 'nexus.identity'
      ? subject.variables.identity
      : subject.kind === 'cyclecloud.assigned-identity'
        ? subject.variables.assigned
        : undefined;
  return identity?.isSystemAssigned === false && identity.id !== '' ? [identity.id as string] : [];
}

function systemsOf(subjects: readonly Subject[], prefix: string): string[] {
  return [...new Set(subjects.flatMap(({ kind, system }) => (kind.startsWith(prefix) ? (system ?? []) : [])))];
}

/** A valid name that no visible subscription has. */
function isLost(resource: { readonly exists: unknown }, isValid: unknown): boolean {
  return isValid === true && isUnknown(resource.exists);
}
