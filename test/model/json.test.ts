import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Json } from '../../src/model/estate.ts';
import { isUnknown, mapFact, Unknown } from '../../src/model/fact.ts';
import { at, listAt, prop, textAt, textsAt } from '../../src/model/json.ts';

const json = suite("Azure's JSON");

const ROW: Json = {
  id: '/a',
  Properties: {
    networkACLS: { bypass: '', defaultAction: 'Deny' },
    list: ['a', 1, null, 'b'],
    none: null,
    flag: false,
  },
};

const READ: readonly (readonly [what: string, read: () => unknown, value: unknown])[] = [
  ['a key as it is spelled', () => prop(ROW, 'id'), '/a'],
  ['a key in other case', () => prop(ROW, 'ID'), '/a'],
  ['a key that is not there', () => prop(ROW, 'name'), undefined],
  ['a key that every object inherits', () => prop(ROW, 'constructor'), undefined],
  ['a key of a list', () => prop(['a'], 'length'), undefined],
  ['a key of a text', () => prop('abc', 'length'), undefined],
  ['a key of null', () => prop(null, 'id'), undefined],
  ['a key of nothing', () => prop(undefined, 'id'), undefined],
  ['a path in any case', () => at(ROW, 'properties', 'networkacls', 'DEFAULTACTION'), 'Deny'],
  ['a path that ends early', () => at(ROW, 'id', 'more'), undefined],
  ['no path', () => at(ROW), ROW],
  ['false, which is a value', () => at(ROW, 'properties', 'flag'), false],
  ['null, which is a value', () => at(ROW, 'properties', 'none'), null],
  ['a text', () => textAt(ROW, 'properties', 'networkAcls', 'defaultAction'), 'Deny'],
  ['an empty text, which is none', () => textAt(ROW, 'properties', 'networkAcls', 'bypass'), undefined],
  ['a text that is false', () => textAt(ROW, 'properties', 'flag'), undefined],
  ['a list', () => listAt(ROW, 'properties', 'list'), ['a', 1, null, 'b']],
  ['a list that is an object', () => listAt(ROW, 'properties'), []],
  ['a list that is not there', () => listAt(ROW, 'other'), []],
  ['the texts of a list', () => textsAt(ROW, 'properties', 'list'), ['a', 'b']],
];

for (const [what, read, value] of READ) {
  json(`${what} reads ${JSON.stringify(value)}`, () => {
    assert.equal(read(), value);
  });
}

json('of two keys that differ in case only, the one that is spelled as asked is read', () => {
  assert.equal([prop({ A: 1, a: 2 }, 'a'), prop({ A: 1, a: 2 }, 'A')], [2, 1]);
});

json('every key of an object is found in any case', () => {
  const key = fc.stringMatching(/^[a-z]{1,6}$/);
  fc.assert(
    fc.property(fc.dictionary(key, fc.jsonValue(), { minKeys: 1, noNullPrototype: true }), object => {
      const values = Object.keys(object).map(name => prop(object as Json, name.toUpperCase()));

      assert.equal(values, Object.values(object));
    }),
    { numRuns: 300, seed: 1 },
  );
});

json('an unknown fact stays unknown, for its own reason, whatever is made of it', () => {
  const unknown = new Unknown('not read');
  const double = (value: number) => value * 2;

  assert.equal(
    [mapFact(2, double), mapFact<number, number>(unknown, double), isUnknown(unknown), isUnknown({ because: 'no' })],
    [4, unknown, true, false],
  );
});

json.run();
