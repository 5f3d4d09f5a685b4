import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { addressesOutside, isAddress } from '../../src/wiring/address.ts';
import { holdAll, mapped, type SlowRange, written } from './slow-address.ts';

const address = suite('addresses');

const ADDRESSES: readonly (readonly [text: string, is: boolean])[] = [
  ['203.0.113.7', true],
  [' 203.0.113.7 ', true],
  ['203.0.113.0/28', true],
  ['0.0.0.0/0', true],
  ['203.0.113.7/32', true],
  ['203.0.113.7/33', false],
  ['203.0.113.7/', false],
  ['203.0.113.7/-1', false],
  ['203.0.113.7/8/8', false],
  ['203.0.113.256', false],
  ['203.0.113', false],
  ['203.0.113.7.1', false],
  ['203', false],
  ['0xcb.0.113.7', false],
  ['0313.0.113.7', false],
  ['203.0.113.07', false],
  ['203.0.113.7-203.0.113.9', false],
  ['2001:db8::7', true],
  ['2001:DB8::/32', true],
  ['::', true],
  ['::/0', true],
  ['2001:db8::/129', false],
  ['2001:db8::7::1', false],
  ['fe80::1%eth0', false],
  ['::ffff:203.0.113.7', true],
  ['::ffff:203.0.113.0/124', true],
  ['::ffff:0313.0.113.7', false],
  ['', false],
  ['any', false],
  ['*', false],
];

for (const [text, is] of ADDRESSES) {
  address(`"${text}" is ${is ? 'an' : 'no'} address`, () => {
    assert.is(isAddress(text), is);
  });
}

const HELD: readonly (readonly [declared: string, rules: readonly string[], held: boolean])[] = [
  ['10.1.2.3', ['10.1.0.0/16'], true],
  ['10.1.2.3/32', ['10.1.2.3'], true],
  ['10.1.2.0/24', ['10.1.0.0/16'], true],
  ['10.1.0.0/16', ['10.1.2.0/24'], false],
  ['10.2.0.0/16', ['10.1.0.0/16'], false],
  ['10.0.0.0/15', ['10.1.0.0/16'], false],
  ['10.0.0.0/15', ['10.1.0.0/16', '10.0.0.0/16'], true],
  ['10.0.0.0/30', ['10.0.0.0', '10.0.0.1', '10.0.0.3'], false],
  ['10.0.0.0/30', ['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3'], true],
  ['10.0.0.5/30', ['10.0.0.4/30'], true],
  ['203.0.113.255/32', ['203.0.113.9/24'], true],
  ['255.255.255.255', ['0.0.0.0/0'], true],
  ['2001:db8::1', ['2001:db8::/32'], true],
  ['2001:DB8:0:0::1', ['2001:db8::1'], true],
  ['2001:db8::/32', ['2001:db8::/33', '2001:db8:8000::/33'], true],
  ['10.0.0.1', ['::/0'], false],
  ['2001:db8::1', ['0.0.0.0/0'], false],
  ['::ffff:10.0.0.1', ['10.0.0.0/8'], true],
  ['10.0.0.1', ['::ffff:10.0.0.0/104'], true],
  ['10.0.0.1', [], false],
  ['10.0.0.1', ['VirtualNetwork'], false],
  ['8.0.0.1', ['010.0.0.0/8'], false],
  ['nonsense', ['0.0.0.0/0'], false],
];

for (const [declared, rules, held] of HELD) {
  address(`${declared} is ${held ? 'inside' : 'outside'} of ${rules.join(' and ') || 'nothing'}`, () => {
    assert.equal(addressesOutside([declared], rules), held ? [] : [declared]);
  });
}

address('of several addresses those that are outside are named, in their order', () => {
  assert.equal(addressesOutside(['10.0.0.9', '203.0.113.7', '10.0.0.1'], ['203.0.113.0/24']), ['10.0.0.9', '10.0.0.1']);
});

/** Ranges close to each other, of at most 64 addresses, so that they overlap, touch and miss. */
const small4: fc.Arbitrary<SlowRange> = fc
  .tuple(fc.constantFrom(0, 1), fc.nat(255), fc.integer({ min: 26, max: 32 }))
  .map(([third, fourth, prefix]) => ({ family: 4, bytes: [10, 0, third, fourth], prefix }));
const small6: fc.Arbitrary<SlowRange> = fc
  .tuple(fc.constantFrom(0, 1), fc.nat(255), fc.integer({ min: 122, max: 128 }))
  .map(([byte, last, prefix]) => ({
    family: 6,
    bytes: [0x20, 1, 0xd, 0xb8, ...Array<number>(10).fill(0), byte, last],
    prefix,
  }));
const crowded = (range: fc.Arbitrary<SlowRange>) => fc.array(range, { maxLength: 12 });

address('a range is held where all of its addresses are, each of them written down', () => {
  let held = 0;
  fc.assert(
    fc.property(fc.oneof(fc.tuple(small4, crowded(small4)), fc.tuple(small6, crowded(small6))), ([range, rules]) => {
      const expected = holdAll(rules, range);
      held += expected ? 1 : 0;
      assert.equal(addressesOutside([written(range)], rules.map(written)), expected ? [] : [written(range)]);
    }),
    { numRuns: 1500, seed: 1 },
  );

  assert.ok(held > 100, `only ${held} of the ranges were held`);
});

address('a range that is cut into pieces is held by them, and by none of them left out', () => {
  fc.assert(
    fc.property(small4, fc.nat(63), (range, skipped) => {
      const size = 2 ** (32 - range.prefix);
      const first = (range.bytes[3]! >> (32 - range.prefix)) << (32 - range.prefix);
      const pieces = Array.from({ length: size }, (_, index) => `10.0.${range.bytes[2]}.${first + index}`);
      const without = pieces.filter((_, index) => index !== skipped % size);

      assert.equal(
        [addressesOutside([written(range)], pieces), addressesOutside([written(range)], without)],
        [[], [written(range)]],
      );
    }),
    { numRuns: 200, seed: 2 },
  );
});

address('a mapped range is the IPv4 range that it maps, on either side', () => {
  fc.assert(
    fc.property(small4, crowded(small4), (range, rules) => {
      const outside = addressesOutside([written(range)], rules.map(written)).length;

      assert.equal(
        [
          addressesOutside([mapped(range)], rules.map(written)).length,
          addressesOutside([written(range)], rules.map(mapped)).length,
        ],
        [outside, outside],
      );
    }),
    { numRuns: 300, seed: 3 },
  );
});

address.run();
