import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { SUBJECTS } from '../../src/subjects/subjects.ts';
import { TYPES } from '../../src/subjects/types.ts';

const vocabulary = suite('the vocabulary of rules');

const FIELDS = Object.entries(TYPES).flatMap(([type, { fields }]) =>
  Object.entries(fields).map(([name, field]) => ({ path: `${type}.${name}`, name, ...field })),
);

/** The paths of the fields that a reader of the reference would stumble over. */
function strange(isStrange: (field: (typeof FIELDS)[number]) => boolean): string[] {
  return FIELDS.filter(isStrange).map(({ path }) => path);
}

vocabulary('every field says in a sentence what it is, and where it comes from', () => {
  assert.equal(
    strange(({ says, source }) => !/^[A-Z`].*\.$/s.test(says) || source.trim() === ''),
    [],
  );
});

vocabulary('a field that is a yes or no says so', () => {
  assert.equal(
    strange(({ type, says }) => (type === 'bool') !== /^Whether /.test(says)),
    [],
  );
});

vocabulary('names of fields begin with a small letter and are words of the language', () => {
  const reserved = [
    'true',
    'false',
    'null',
    'in',
    'as',
    'break',
    'const',
    'else',
    'for',
    'function',
    'if',
    'return',
    'var',
  ];

  assert.equal(
    strange(({ name }) => !/^[a-z][A-Za-z0-9]*$/.test(name) || reserved.includes(name)),
    [],
  );
});

vocabulary('fields and variables are of declared types, and every type is one of something', () => {
  const simple = ['bool', 'string', 'list<string>'];
  const used = [
    ...FIELDS.map(({ type }) => type as string),
    ...Object.values(SUBJECTS).flatMap(({ variables }) => Object.values(variables) as string[]),
    // What the function of the language answers with.
    'Access',
  ].filter(type => !simple.includes(type));
  const types = new Set(used.map(type => type.replace(/^list<(.*)>$/, '$1')));

  assert.equal([...types].sort(), Object.keys(TYPES).sort());
});

vocabulary('every kind of subject and every type says in a sentence what it is', () => {
  const declared = Object.entries({ ...SUBJECTS, ...TYPES });

  assert.equal(
    declared.filter(([, { says }]) => !/^[A-Z].*\.$/.test(says)).map(([name]) => name),
    [],
  );
});

vocabulary.run();
