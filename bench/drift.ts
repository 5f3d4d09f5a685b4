/** How long a lock of ten thousand facts takes to compare, beside writing both sides as JSON. Run by `node bench/drift.ts`. */

import { compare } from '../src/drift/compare.ts';
import { shortWiring } from '../src/drift/facts.ts';
import { LOCK_VERSION, type Lock, type WiredFact, type WiredFacts } from '../src/model/lock.ts';

const RESOURCES = 1_000;

const guid = (kind: number, index: number) =>
  `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

function factsOf(index: number): WiredFact[] {
  const group = `/subscriptions/${guid(1, index % 50)}/resourcegroups/rg-${index}/providers`;
  const cluster = `${group}/microsoft.networkcloud/clusters/cl-${index}`;
  const storage = `${group}/microsoft.storage/storageaccounts/st${index}`;
  const identity = `${group}/microsoft.managedidentity/userassignedidentities/id-${index}`;
  const fact = (path: WiredFact['path'], value: string): WiredFact => ({ path, value, resource: path[1] });
  return [
    fact(['nexus', cluster, 'kind'], 'cluster'),
    fact(['nexus', cluster, 'identities', identity], 'attached'),
    fact(['nexus', cluster, 'uses', 'command output'], `st${index}/out as ${identity}`),
    fact(['identities', identity, 'principal'], guid(2, index)),
    fact(['storage', storage, 'shared key'], 'refused'),
    fact(['storage', storage, 'default action'], index === 7 ? 'Allow' : 'Deny'),
    fact(['storage', storage, 'bypass'], 'AzureServices'),
    fact(['storage', storage, 'addresses', `203.0.113.${index % 250}`], 'admitted'),
    fact(['grants', storage, 'Storage Blob Data Contributor', guid(2, index)], 'unconditional'),
    fact(['grants', storage, 'Reader', guid(3, index)], 'unconditional'),
  ];
}

const facts = Array.from({ length: RESOURCES }, (_, index) => factsOf(index)).flat();
const wired: WiredFacts = { facts, subscriptions: new Map(), unread: () => undefined };
const short = shortWiring(wired, new Map());
const lock: Lock = {
  version: LOCK_VERSION,
  cloud: 'AzureCloud',
  subscriptions: new Map([...short.aliases].map(([id, alias]) => [alias, id])),
  facts: [...short.facts.values()].map(({ path, value }) => ({ path, value: value === 'Allow' ? 'Deny' : value })),
  locate: () => ({ file: 'midrift.lock.yaml', line: 1, column: 1 }),
};

/** The least of some runs, in milliseconds. */
function least(run: () => unknown): number {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

const found = compare(lock, wired).changes;
if (found.length !== 1) throw new Error(`${found.length} changes, expected the one that was made`);
const plain = least(() => JSON.stringify(lock.facts) === JSON.stringify(wired.facts));
const compared = least(() => compare(lock, wired));
console.log(
  `${lock.facts.length} locked facts: compared in ${compared.toFixed(0)} ms, ${(compared / plain).toFixed(1)} × writing them as JSON`,
);
