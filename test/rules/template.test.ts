import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Unknown } from '../../src/model/fact.ts';
import type { Bound } from '../../src/rules/instance.ts';
import { compileTemplate, shellQuote } from '../../src/rules/template.ts';
import { identity, REFUSED } from './small-subject.ts';

const template = suite('texts with expressions');

function fill(text: string, bound: Bound, options = {}): string | undefined {
  const made = compileTemplate(text, 'wiring.identity');
  if (!('fill' in made)) throw new Error(made.map(({ says }) => says).join('\n'));
  return made.fill(bound, REFUSED, options);
}

const ODD = identity({ name: "id'edge $(x)", usedBy: ['a b', 'c'], resourceGroup: new Unknown('not read') });

const FILLED: readonly (readonly [text: string, filled: string])[] = [
  ['', ''],
  ['nothing to fill', 'nothing to fill'],
  ['{{ identity.name }}', "id'edge $(x)"],
  ['{{identity.name}}', "id'edge $(x)"],
  ['{{ identity.usedBy }} use it', 'a b, c use it'],
  ['in {{ identity.resourceGroup }}, {{ identity.subscriptionId }}', 'in (unknown), s1'],
  ['{ one } }} and {{ identity.subscriptionId }}}', '{ one } }} and s1}'],
  ['{{ identity.usedBy.map(u, u + "!") }}', 'a b!, c!'],
];

for (const [text, filled] of FILLED) {
  template(`"${text}" reads "${filled}"`, () => {
    assert.is(fill(text, ODD), filled);
  });
}

template('in a command each value is one word of the shell, and each of a list', () => {
  assert.is(
    fill('az x --name {{ identity.name }} --ids {{ identity.usedBy }} --sub {{ identity.subscriptionId }}', ODD, {
      quote: true,
      whole: true,
    }),
    "az x --name 'id'\\''edge $(x)' --ids 'a b' c --sub s1",
  );
});

template('a command with something unknown in it is none', () => {
  assert.is(fill('az x --group {{ identity.resourceGroup }}', ODD, { quote: true, whole: true }), undefined);
});

const VALUES: readonly (readonly [text: string, filled: string | undefined])[] = [
  ['az x --ids {{ identity.restrictedTo }}', undefined],
  ['az x --ids {{ identity.restrictedTo }} --yes', undefined],
  ['az x --ids {{ identity.restrictedTo }} && az y', undefined],
  ['az x --ids {{ identity.restrictedTo }} {{ identity.federatedCredentials }}', undefined],
  ['az x --ids {{ identity.restrictedTo }} {{ identity.usedBy }}', "az x --ids  'a b' c"],
  ['az x --ids {{ identity.usedBy }} {{ identity.restrictedTo }} --yes', "az x --ids 'a b' c  --yes"],
];
for (const [text, filled] of VALUES) {
  template(`a command is ${filled === undefined ? 'none' : 'one'} with the values of ${text}`, () => {
    assert.is(fill(text, ODD, { quote: true, whole: true }), filled);
  });
}

const FAULTS: readonly (readonly [text: string, faults: readonly unknown[]])[] = [
  ['at {{ identity.name', [{ says: 'this {{ is not closed; add }}', offset: 3 }]],
  ['{{  identity.exists }}', [{ says: 'gives bool, where string or list<string> is expected', offset: 4 }]],
  [
    '{{ identity.nam }} {{ idntity.name }}',
    [
      { says: 'no such key: nam; did you mean "name"?', offset: 12 },
      { says: 'unknown variable: idntity; did you mean "identity"?', offset: 22 },
    ],
  ],
];

for (const [text, faults] of FAULTS) {
  template(`"${text}" is told what is wrong and where`, () => {
    assert.equal(compileTemplate(text, 'wiring.identity'), faults);
  });
}

/** What a hostile name may be made of; no shell can hold NUL in a word. */
const word = fc.oneof(
  fc
    .array(fc.constantFrom("'", '"', '\\', '$', '`', '\n', ' ', '*', '~', '!', ';', '-', '#', 'a', 'é', '😀'), {
      maxLength: 12,
    })
    .map(parts => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }).map(text => text.replaceAll('\0', '').toWellFormed()),
);

template('a shell takes a quoted word for what it was', () => {
  const [words] = fc.sample(fc.array(word, { minLength: 400, maxLength: 400 }), { numRuns: 1, seed: 4 });

  const said = execFileSync('sh', ['-c', `printf '%s\\0' ${words!.map(shellQuote).join(' ')}`], { encoding: 'utf8' });

  assert.equal(said.split('\0').slice(0, -1), words);
});

template('plain words stay as they are', () => {
  const plain = '/subscriptions/5b/resourceGroups/rg_1.a-b';

  assert.is(shellQuote(plain), plain);
});

template.run();
