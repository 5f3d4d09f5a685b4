import * as fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { chunks, kql, literal } from '../../src/azure/kql.ts';

const writing = suite('kql');

writing('values stand between quotes with commas, and an empty list holds one empty string', () => {
  assert.is(
    kql`where id in~ (${['/a', "/b'c"]}) or name in~ (${[]})`,
    "where id in~ ('/a', '/b\\'c') or name in~ ('')",
  );
});

writing('no value ends its literal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), value => {
      const inside = literal(value).slice(1, -1);

      assert.is(/^(?:[^'\\\p{Cc}\u2028\u2029]|\\['\\]|\\u[0-9a-f]{4})*$/u.test(inside), true);
    }),
    { numRuns: 2000 },
  );
});

writing('a value comes out of its literal as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), value => {
      const read = literal(value)
        .slice(1, -1)
        .replace(
          /\\(?:u([0-9a-f]{4})|(.))/g,
          (_, code, character) => character ?? String.fromCharCode(Number.parseInt(code, 16)),
        );

      assert.is(read, value);
    }),
    { numRuns: 2000 },
  );
});

writing('pieces hold every value once and in order, and none is longer than a query may be', () => {
  const values = fc.array(fc.string({ minLength: 0, maxLength: 300 }), { maxLength: 3000 });
  fc.assert(
    fc.property(values, fc.nat(40), (texts, copies) => {
      const all = Array.from({ length: copies }, () => texts)
        .flat()
        .slice(0, 5000);
      const pieces = chunks(all, text => text);

      assert.equal(
        [pieces.flat(), pieces.filter(piece => piece.length > 1000 || kql`${piece}`.length > 60_000)],
        [all, []],
      );
    }),
    { numRuns: 100 },
  );
});

writing.run();
