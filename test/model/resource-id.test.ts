import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import {
  foldId,
  lastSegment,
  managementGroupScope,
  parseResourceId,
  sameId,
  scopeAndParents,
  scopeKind,
  subscriptionOf,
} from '../../src/model/resource-id.ts';

const ids = suite('resource ids');

const GROUP = '/subscriptions/S1/resourceGroups/rg';
const ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/st`;
const CONTAINER = `${ACCOUNT}/blobServices/default/containers/Runs`;
const TEAM = '/providers/Microsoft.Management/managementGroups/Team';

const FOLDED: readonly (readonly [id: string, folded: string])[] = [
  ['/', '/'],
  ['', '/'],
  ['///', '/'],
  ['/Subscriptions/S1/', '/subscriptions/s1'],
  ['subscriptions/S1', '/subscriptions/s1'],
  ['/subscriptions/s1//', '/subscriptions/s1'],
  ['ABC', '/abc'],
];

for (const [id, folded] of FOLDED) {
  ids(`"${id}" is compared as ${folded}`, () => {
    assert.is(foldId(id), folded);
  });
}

const PARSED: readonly (readonly [id: string, parsed: unknown])[] = [
  [
    ACCOUNT,
    {
      id: ACCOUNT,
      subscriptionId: 's1',
      resourceGroup: 'rg',
      type: 'microsoft.storage/storageaccounts',
      name: 'st',
      names: ['st'],
    },
  ],
  [
    ` ${CONTAINER}/ `,
    {
      id: CONTAINER,
      subscriptionId: 's1',
      resourceGroup: 'rg',
      type: 'microsoft.storage/storageaccounts/blobservices/containers',
      name: 'Runs',
      names: ['st', 'default', 'Runs'],
    },
  ],
  [
    '/SUBSCRIPTIONS/S1/RESOURCEGROUPS/RG/PROVIDERS/A.B/C/D',
    {
      id: '/SUBSCRIPTIONS/S1/RESOURCEGROUPS/RG/PROVIDERS/A.B/C/D',
      subscriptionId: 's1',
      resourceGroup: 'RG',
      type: 'a.b/c',
      name: 'D',
      names: ['D'],
    },
  ],
  ['', undefined],
  ['/', undefined],
  ['/subscriptions/s1', undefined],
  [GROUP, undefined],
  [TEAM, undefined],
  [`${GROUP}/providers/Microsoft.Storage`, undefined],
  [`${GROUP}/providers/Microsoft.Storage/storageAccounts`, undefined],
  [`${ACCOUNT}/blobServices`, undefined],
  [ACCOUNT.slice(1), undefined],
  [ACCOUNT.replace('rg', ''), undefined],
  [ACCOUNT.replace('resourceGroups', 'groups'), undefined],
  [ACCOUNT.replace('subscriptions', 'tenants'), undefined],
  [ACCOUNT.replace('providers', 'provider'), undefined],
  ['https://st.blob.core.windows.net/runs', undefined],
];

for (const [id, parsed] of PARSED) {
  ids(`"${id}" ${parsed === undefined ? 'is no resource of a resource group' : 'is taken apart'}`, () => {
    assert.equal(parseResourceId(id), parsed);
  });
}

const KINDS: readonly (readonly [scope: string, kind: string, subscription: string | undefined])[] = [
  ['/', 'tenant', undefined],
  ['', 'tenant', undefined],
  [TEAM, 'management group', undefined],
  [TEAM.toUpperCase(), 'management group', undefined],
  ['/subscriptions/S1', 'subscription', 's1'],
  ['/Subscriptions/S1/', 'subscription', 's1'],
  [GROUP, 'resource group', 's1'],
  [GROUP.toLowerCase(), 'resource group', 's1'],
  [ACCOUNT, 'resource', 's1'],
  [CONTAINER, 'resource', 's1'],
  ['/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions/r', 'resource', 's1'],
];

for (const [scope, kind, subscription] of KINDS) {
  ids(`"${scope}" is the scope of a ${kind}`, () => {
    assert.equal([scopeKind(scope), subscriptionOf(scope)], [kind, subscription]);
  });
}

ids('a role is known by its last segment, in the form of the tenant and of a subscription', () => {
  const guid = 'BA92F5B4-2d11-453d-a403-e96b0029c9fe';
  const tenant = `/providers/Microsoft.Authorization/RoleDefinitions/${guid}`;

  assert.equal([tenant, `/subscriptions/S1${tenant}/`, guid].map(lastSegment), Array(3).fill(guid.toLowerCase()));
});

ids('a management group has one scope, whether by its name or its id', () => {
  assert.equal(['Team', TEAM, `${TEAM}/`].map(managementGroupScope), Array(3).fill(TEAM.toLowerCase()));
});

const PARENTS: readonly (readonly [scope: string, parents: readonly string[]])[] = [
  ['/', ['/']],
  [TEAM, [TEAM]],
  ['/subscriptions/s1', ['/subscriptions/s1']],
  [GROUP, [GROUP, '/subscriptions/s1']],
  [ACCOUNT, [ACCOUNT, GROUP, '/subscriptions/s1']],
  [CONTAINER, [CONTAINER, `${ACCOUNT}/blobServices/default`, ACCOUNT, GROUP, '/subscriptions/s1']],
  ['/subscriptions/s1/providers/A.B/c/d', ['/subscriptions/s1/providers/A.B/c/d', '/subscriptions/s1']],
  [`${ACCOUNT}/providers/A.B/c/d`, [`${ACCOUNT}/providers/A.B/c/d`, ACCOUNT, GROUP, '/subscriptions/s1']],
  ['/subscriptions/s1/resourceGroups/providers', ['/subscriptions/s1/resourceGroups/providers', '/subscriptions/s1']],
];

for (const [scope, parents] of PARENTS) {
  ids(`above "${scope}" are ${parents.length - 1} scopes`, () => {
    assert.equal(scopeAndParents(scope), parents.map(foldId));
  });
}

const word = fc.constantFrom('A', 'b', 'Microsoft.Storage', 'resourceGroups', 'subscriptions', 'x-1');
const name = fc.oneof(word, fc.constant('providers'));
const pairs = (minLength: number, maxLength: number) =>
  fc.array(fc.tuple(word, name), { minLength, maxLength }).map(list => list.flat());

/** A scope as its levels, the outermost first: each level adds some segments to the one before. */
const levels: fc.Arbitrary<readonly string[][]> = fc
  .tuple(name, fc.option(name), fc.option(fc.tuple(word, pairs(1, 4))))
  .map(([subscription, group, resource]) => [
    ['subscriptions', subscription],
    ...(group === null ? [] : [['resourceGroups', group]]),
    ...(resource === null ? [] : types(resource)),
  ]);

function types([provider, names]: readonly [string, readonly string[]]): string[][] {
  const first = ['providers', provider, names[0]!, names[1]!];
  const more = Array.from({ length: names.length / 2 - 1 }, (_, index) => names.slice(index * 2 + 2, index * 2 + 4));
  return [first, ...more];
}

ids('the scopes above are the levels that the id was made of, innermost first', () => {
  fc.assert(
    fc.property(levels, parts => {
      const scopes = parts.map(
        (_, index) =>
          `/${parts
            .slice(0, index + 1)
            .flat()
            .join('/')}`,
      );

      assert.equal(scopeAndParents(scopes.at(-1)!), scopes.map(foldId).toReversed());
    }),
    { numRuns: 2000, seed: 1 },
  );
});

ids('folding twice is folding once, and is blind to case and to slashes at the ends', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', 'B', '/', 'é', 'Z', '.'), { maxLength: 12 }),
      fc.nat(3),
      (parts, slashes) => {
        const id = parts.join('');
        const folded = foldId(id);
        const other = `${id.toUpperCase()}${'/'.repeat(slashes)}`;

        assert.equal([foldId(folded), foldId(other), sameId(id, other)], [folded, folded, true]);
      },
    ),
    { numRuns: 2000, seed: 2 },
  );
});

ids('what is taken apart is whole: its parts make the id again', () => {
  fc.assert(
    fc.property(word, word, word, pairs(1, 4), (subscription, group, provider, names) => {
      const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}/${names.join('/')}`;

      const parsed = parseResourceId(id)!;

      const [, ...kinds] = parsed.type.split('/');
      const rest = kinds.flatMap((kind, index) => [kind, parsed.names[index]!]);
      const again = `/subscriptions/${parsed.subscriptionId}/resourceGroups/${parsed.resourceGroup}/providers/${provider}/${rest.join('/')}`;
      assert.equal([foldId(again), parsed.name, kinds.length], [foldId(id), names.at(-1), parsed.names.length]);
    }),
    { numRuns: 500, seed: 3 },
  );
});

ids.run();
