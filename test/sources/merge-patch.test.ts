import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import { mergePatch } from '../../src/sources/merge-patch.ts';

const patch = suite('merge patches');

/** RFC 7386, appendix A: original, patch, result. */
const EXAMPLES: readonly (readonly [original: Json, patch: Json, result: Json])[] = [
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b' }, { a: null }, {}],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [
    ['a', 'b'],
    ['c', 'd'],
    ['c', 'd'],
  ],
  [{ a: 'b' }, ['c'], ['c']],
  [{ a: 'foo' }, null, null],
  [{ a: 'foo' }, 'bar', 'bar'],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
];

for (const [original, change, result] of EXAMPLES) {
  patch(`${JSON.stringify(original)} and ${JSON.stringify(change)} make ${JSON.stringify(result)}`, () => {
    assert.equal(mergePatch(original, change), result);
  });
}

patch('a key called __proto__ is a key like any other', () => {
  const change = JSON.parse('{"__proto__": {"polluted": true}}') as Json;

  const merged = mergePatch({ a: 1 }, change) as object;

  assert.equal([JSON.stringify(merged), 'polluted' in {}], ['{"a":1,"__proto__":{"polluted":true}}', false]);
});

patch('an original is not changed, and patching twice is patching once', () => {
  const value = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
  fc.assert(
    fc.property(value, value, (original, change) => {
      const before = JSON.stringify(original);

      const once = mergePatch(original, change);

      assert.equal(
        [JSON.stringify(original), JSON.stringify(mergePatch(once, change))],
        [before, JSON.stringify(once)],
      );
    }),
    { numRuns: 1000, seed: 1 },
  );
});

patch.run();
