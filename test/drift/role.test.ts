/** Conditions that roles carry themselves, beside assignments that have conditions of their own. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { compare } from '../../src/drift/compare.ts';
import { LOCK_VERSION, type LockedFact, type LockPath, type WiredFacts } from '../../src/model/lock.ts';

const role = suite('the condition of a role');

const VAULT = '/subscriptions/s/resourcegroups/rg/providers/microsoft.keyvault/vaults/kv';

type Facts = { readonly grant: string; readonly condition?: string };

function factsOf(vault: string, scope: string, { grant, condition }: Facts): LockedFact[] {
  const fact = (path: LockPath, value: string) => ({ path, value });
  return [
    fact(['vaults', vault, 'default action'], 'Deny'),
    fact(['grants', scope, 'Writer', 'someone'], grant),
    ...(condition === undefined ? [] : [fact(['roles', 'Writer', 'condition'], condition)]),
  ];
}

/** What changes between what is approved and what is there. */
function changes(approved: Facts, there: Facts): string[] {
  const wired: WiredFacts = {
    facts: factsOf(VAULT, VAULT, there).map(fact => ({ ...fact, resource: VAULT })),
    subscriptions: new Map([['s', 'sub']]),
    unread: () => undefined,
  };
  const compared = compare(
    {
      version: LOCK_VERSION,
      cloud: 'AzureCloud',
      subscriptions: new Map([['sub', 's']]),
      facts: factsOf('sub/rg/kv', 'vault sub/rg/kv', approved),
      locate: () => ({ file: 'midrift.lock.yaml', line: 1, column: 1 }),
    },
    wired,
  );
  return compared.changes.map(({ topic, is, before, after }) => `${topic} ${is}: ${before} → ${after}`);
}

const OWN = 'if it is mine';

const CASES: readonly (readonly [name: string, approved: Facts, there: Facts, says: readonly string[]])[] = [
  ['as approved is no change', { grant: OWN, condition: 'a' }, { grant: OWN, condition: 'a' }, []],
  [
    'of another text is a change',
    { grant: OWN, condition: 'a' },
    { grant: OWN, condition: 'b' },
    ['role condition altered: a → b'],
  ],
  [
    'that is new is said of the role where the assignment does not show it',
    { grant: OWN },
    { grant: OWN, condition: 'b' },
    ['role condition altered: none → b'],
  ],
  [
    'that is gone is said of the role where the assignment does not show it',
    { grant: OWN, condition: 'a' },
    { grant: OWN },
    ['role condition altered: a → none'],
  ],
  [
    'that the assignment shows is said of the assignment alone',
    { grant: 'unconditional' },
    { grant: 'a condition of the role', condition: 'b' },
    ['grant to others altered: unconditional → a condition of the role'],
  ],
];

for (const [name, approved, there, says] of CASES) {
  role(name, () => {
    assert.equal(changes(approved, there), says);
  });
}

role.run();
