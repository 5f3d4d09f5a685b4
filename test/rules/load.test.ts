import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { REQUIRED_ROLES } from '../../src/model/roles.ts';
import { loadRules } from '../../src/rules/load.ts';
import { printProblem } from '../../src/sources/problem.ts';
import { problemsOf, REQUIREMENTS, RULE } from './small-rule.ts';

const load = suite('loading rules');

const KEYS =
  'code, fix, formerly, id, impact, level, message, require, requirement, security-severity, see, subject, title, when';
const ROLES = REQUIRED_ROLES.map(({ name }) => name)
  .sort()
  .join(', ');

/** The rule with another condition in place of `vault.usesRbac`. */
const requiring = (condition: string) => RULE.replace('require: vault.usesRbac', `require: ${condition}`);
const saying = (message: string) => RULE.replace("'{{ vault.name }} is open.'", message);
const asking = (role: string) => requiring(`'vault.usesRbac || access(identity, "${role}", vault).granted'`);

/** What is wrong, the text of `vault-open.yaml`, and the problems without the name of the file. */
const BROKEN: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  ['nothing', RULE, []],
  ['an unknown key', `${RULE}colour: red\n`, [`16:1: unknown key "colour"; expected one of ${KEYS}`]],
  [
    'a misspelt key, which is missing as well',
    RULE.replace('level:', 'levle:'),
    ['1:1: the file lacks the key "level"', '6:1: unknown key "levle"; did you mean "level"?'],
  ],
  ['a misspelt key of the fix', RULE.replace('  az:', '  as:'), ['14:3: unknown key "as"; did you mean "az"?']],
  ['a missing key', RULE.replace(/^title.*\n/m, ''), ['1:1: the file lacks the key "title"']],
  ['a missing key of the fix', RULE.replace('  say: Close it.\n', ''), ['13:3: "fix" lacks the key "say"']],
  [
    'a misspelt field',
    requiring('vault.usesRbca'),
    ['9:16: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
  [
    'a misspelt field of a field',
    requiring('vault.firewall.limitAccess'),
    ['9:25: "require": no such key: limitAccess; did you mean "limitsAccess"?'],
  ],
  [
    'a field of another type',
    requiring('vault.granted'),
    [
      '9:16: "require": no such key: granted; expected one of exists, firewall, id, name, resourceGroup, subscriptionId, uri, uriFault, uriIsValid, usesRbac',
    ],
  ],
  [
    'an unknown variable',
    RULE.replace('when: vault.', 'when: valt.'),
    ['8:7: "when": unknown variable: valt; did you mean "vault"?'],
  ],
  [
    'a variable of another kind of subject',
    requiring('storage.exists'),
    [
      '9:10: "require": unknown variable: storage; expected one of afoi, afoiResourceProvider, cluster, identity, setting, vault',
    ],
  ],
  ['a condition that is a text', requiring('vault.name'), ['9:10: "require": gives string, where bool is expected']],
  ['a condition of any type', requiring('dyn(true)'), ['9:10: "require": gives dyn, where bool is expected']],
  ['half a condition', requiring('vault.usesRbac &&'), ['9:27: "require": unexpected token: EOF']],
  ['a bracket too many', requiring('vault.usesRbac)'), ['9:24: "require": unexpected character: \')\'']],
  [
    'a clock, which there is none of',
    requiring('timestamp("2026-11-01T00:00:00Z") < now()'),
    ['9:46: "require": found no matching overload for \'now()\''],
  ],
  [
    'a condition without end',
    requiring(`${'('.repeat(70)}vault.usesRbac${')'.repeat(70)}`),
    ['9:70: "require": exceeded maxDepth (60)'],
  ],
  [
    'an expression that is not closed',
    saying("'{{ vault.name is open.'"),
    ['10:11: "message": this {{ is not closed; add }}'],
  ],
  [
    'an expression that is no text',
    saying("'It is {{ vault.exists }}.'"),
    ['10:20: "message": gives bool, where string or list<string> is expected'],
  ],
  ['an empty expression', saying("'It is {{ }}.'"), ['10:20: "message": unexpected token: EOF']],
  [
    'a misspelt field in a text',
    saying("'It is {{ vault.nmae }}.'"),
    ['10:26: "message": no such key: nmae; did you mean "name"?'],
  ],
  [
    'a misspelt field of a loop in a text',
    saying("'{{ afoi.directRoles.map(g, g.rolName) }}'"),
    ['10:40: "message": no such key: rolName; did you mean "roleName"?'],
  ],
  [
    'a misspelt field in the command',
    RULE.replace('--name {{ vault.name', '--name {{ vault.nam'),
    ['14:43: "fix.az": no such key: nam; did you mean "name"?'],
  ],
  [
    'a role that is misspelt',
    asking('Storage Blob Data Contributer'),
    [
      '9:46: "require": no role is called "Storage Blob Data Contributer"; did you mean "Storage Blob Data Contributor"?',
    ],
  ],
  [
    'a role that no requirement names',
    asking('Reader'),
    [`9:46: "require": no role is called "Reader"; expected one of ${ROLES}`],
  ],
  [
    'the GUID of such a role',
    asking('acdd72a7-3385-48ef-bd42-f606fba81ae7'),
    [`9:46: "require": no role is called "acdd72a7-3385-48ef-bd42-f606fba81ae7"; expected one of ${ROLES}`],
  ],
  ['nothing: a role by its GUID, in capitals', asking('44F0A1A8-6FEA-4B35-980A-8FF50C487C97'), []],
  [
    'a question about a text',
    requiring('access(vault.name, "Managed Identity Operator", vault).granted'),
    ['9:10: "require": found no matching overload for \'access(string, string, Vault)\''],
  ],
  [
    'an unknown requirement',
    RULE.replace('NX-KV-2', 'NX-KV-9'),
    ['3:14: requirement "NX-KV-9" stands in no requirements.yaml; add it there or name another'],
  ],
  [
    'a requirement that is spelled in another way',
    RULE.replace('NX-KV-2', 'nx-kv-2'),
    ['3:14: "requirement" is "nx-kv-2"; expected: the id of the requirement that it proves, such as NX-KV-2'],
  ],
  [
    'another id than the name of the file',
    RULE.replace('id: vault-open', 'id: vault-shut'),
    ['1:5: "id" is "vault-shut", but the file is called vault-open.yaml; make them the same'],
  ],
  [
    'an id of capitals',
    RULE.replace('id: vault-open', 'id: Vault_Open'),
    [
      '1:5: "id" is "Vault_Open"; expected: words of lower-case letters and digits, joined by hyphens; names the fault and is the name of the file',
    ],
  ],
  ['an unknown level', RULE.replace('level: error', 'level: eror'), ['6:8: "level" is "eror"; did you mean "error"?']],
  [
    'an unknown kind of subject',
    RULE.replace('nexus.secret-archive', 'nexus.secret-archiv'),
    ['5:10: "subject" is "nexus.secret-archiv"; did you mean "nexus.secret-archive"?'],
  ],
  ['a severity above 10', RULE.replace('7.1', '11'), ['7:20: "security-severity" must be <= 10']],
  ['a severity that is a text', RULE.replace('7.1', "'7.1'"), ['7:20: "security-severity" must be number']],
  ['a fix that is a text', RULE.replace(/^fix:\n.*\n.*\n/m, 'fix: Close it.\n'), ['12:6: "fix" must be object']],
  [
    'an address that is not secure',
    RULE.replace('see: https', 'see: http'),
    ['15:6: "see" is "http://example.com/vault"; expected: the https address of the document'],
  ],
  [
    'two conditions, both of which are said',
    requiring('vault.usesRbca').replace('when: vault.exists', 'when: vault.exits'),
    [
      '8:13: "when": no such key: exits; did you mean "exists"?',
      '9:16: "require": no such key: usesRbca; did you mean "usesRbac"?',
    ],
  ],
  [
    'two expressions of one text, both of which are said',
    saying("'{{ vault.nam }} of {{ clustr.name }} is open.'"),
    [
      '10:20: "message": no such key: nam; did you mean "name"?',
      '10:33: "message": unknown variable: clustr; did you mean "cluster"?',
    ],
  ],
  [
    'an unknown requirement and a misspelt field, both of which are said',
    requiring('vault.usesRbca').replace('NX-KV-2', 'NX-KV-9'),
    [
      '3:14: requirement "NX-KV-9" stands in no requirements.yaml; add it there or name another',
      '9:16: "require": no such key: usesRbca; did you mean "usesRbac"?',
    ],
  ],
  ['an empty file', '', ['1:1: the file must be object']],
  ['a list', '- vault-open\n', ['1:1: the file must be object']],
];

/** Texts whose YAML is at fault, or hides where a fault stands. */
const YAML: readonly (readonly [what: string, text: string, problems: readonly string[]])[] = [
  [
    'a bracket that is not closed',
    RULE.replace('title: Key', 'title: [Key'),
    ['5:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  ['a key twice', `${RULE}level: note\n`, ['16:1: the key "level" stands twice in one mapping; keep one of them']],
  [
    'two documents',
    `${RULE}---\nid: other\n`,
    ['16:1: not valid YAML: Source contains multiple documents; please use YAML.parseAllDocuments()'],
  ],
  [
    'a tag that makes code',
    RULE.replace('title: Key', 'title: !!js/function Key'),
    ['4:8: not valid YAML: Unresolved tag: tag:yaml.org,2002:js/function'],
  ],
  [
    'an alias of nothing',
    RULE.replace('Close it.', '*other'),
    [
      '1:1: its aliases cannot be resolved (Unresolved alias (the anchor must be set before the alias): other); write the values out instead',
    ],
  ],
  [
    'an anchor that holds itself',
    RULE.replace('fix:\n', 'fix: &fix\n  more: *fix\n'),
    ['1:1: its aliases cannot be resolved (Converting circular structure to JSON); write the values out instead'],
  ],
  [
    'aliases that multiply',
    ['a', 'b', 'c', 'd'].reduce(
      (text, name, index) =>
        `${text}${name}: &${name} [${Array(9).fill(index === 0 ? 'x' : `*${'abcd'[index - 1]}`)}]\n`,
      '',
    ),
    [
      '1:1: its aliases cannot be resolved (Excessive alias count indicates a resource exhaustion attack); write the values out instead',
    ],
  ],
  ['brackets in brackets', `id: ${'['.repeat(10_000)}`, ['1:69: nested more than 64 levels deep; flatten it']],
  ['lists in lists', `id:\n  ${'- '.repeat(10_000)}x\n`, ['2:1: nested more than 64 levels deep; flatten it']],
  [
    'maps in maps',
    Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
    ['258:1: nested more than 64 levels deep; flatten it'],
  ],
  [
    'a field in double quotes',
    requiring('"vault.usesRbca"'),
    ['9:17: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
  [
    'a field in single quotes',
    requiring("'vault.usesRbca'"),
    ['9:17: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
  [
    'a field after an escape, for which the start of the text stands',
    requiring('"vault.name == \\"kv\\" && vault.usesRbca"'),
    ['9:10: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
  [
    'a field in a block, for which the start of the block stands',
    requiring('|\n  vault.exists &&\n  vault.usesRbca'),
    ['9:10: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
  [
    'a field in a folded text, for which its start stands',
    requiring('vault.exists &&\n  vault.usesRbca'),
    ['9:10: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
  [
    'a field in a file of Windows',
    requiring('vault.usesRbca').replaceAll('\n', '\r\n'),
    ['9:16: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
  ['nothing, after a byte order mark', `\uFEFF${RULE}`, []],
  [
    'a field after a byte order mark',
    `\uFEFF${requiring('vault.usesRbca')}`,
    ['9:16: "require": no such key: usesRbca; did you mean "usesRbac"?'],
  ],
];

for (const [what, text, problems] of [...BROKEN, ...YAML]) {
  load(`what is wrong is ${what}`, () => {
    assert.equal(
      problemsOf({ file: 'rules/vault-open.yaml', text }),
      problems.map(problem => `rules/vault-open.yaml:${problem}`),
    );
  });
}

load('two rules of one id are one too many, and so are two of one code', () => {
  const found = problemsOf(
    { file: 'rules/vault-open.yaml', text: RULE },
    { file: 'more/vault-open.yaml', text: RULE.replace('NXKV29', 'NXKV28') },
    { file: 'more/vault-wide.yaml', text: RULE.replace('id: vault-open', 'id: vault-wide') },
  );

  assert.equal(found, [
    'more/vault-open.yaml:1:5: another rule is called "vault-open"; ids must be unique',
    'more/vault-wide.yaml:2:7: rule "vault-open" has the code NXKV29 already; codes must be unique',
  ]);
});

load('problems of several files come together, in the order of files and lines', () => {
  const found = problemsOf(
    { file: 'rules/vault-wide.yaml', text: RULE },
    { file: 'rules/vault-open.yaml', text: requiring('vault.usesRbca').replace('level: error', 'level: note') },
    { file: 'more/requirements.yaml', text: REQUIREMENTS.replace('document: guide', 'document: book') },
  );

  assert.equal(found, [
    'more/requirements.yaml:4:72: no document is called "book"',
    'rules/vault-open.yaml:9:16: "require": no such key: usesRbca; did you mean "usesRbac"?',
    'rules/vault-wide.yaml:1:5: "id" is "vault-open", but the file is called vault-wide.yaml; make them the same',
  ]);
});

load('the order of files does not matter to what is loaded', () => {
  const files = [
    { file: 'rules/vault-wide.yaml', text: RULE.replace('vault-open', 'vault-wide').replace('29', '28') },
    { file: 'rules/vault-open.yaml', text: RULE },
    { file: 'rules/requirements.yaml', text: REQUIREMENTS },
  ];
  const ids = (set: ReturnType<typeof loadRules>) =>
    'problems' in set ? set.problems.map(printProblem) : set.rules.map(({ id }) => id);

  assert.equal(
    [ids(loadRules(files)), ids(loadRules(files.toReversed()))],
    Array(2).fill(['vault-open', 'vault-wide']),
  );
});

load('a rule says of itself what its file says, its expressions as they are named', () => {
  const set = loadRules([
    { file: 'requirements.yaml', text: REQUIREMENTS },
    { file: 'vault-open.yaml', text: `${RULE}formerly: [vault-wide-open]\n` },
  ]);

  assert.equal(JSON.parse(JSON.stringify(set)), {
    rules: [
      {
        id: 'vault-open',
        code: 'NXKV29',
        formerly: ['vault-wide-open'],
        requirement: 'NX-KV-2',
        title: 'Key vault is open',
        subject: 'nexus.secret-archive',
        level: 'error',
        securitySeverity: 7.1,
        impact: 'Rotation of <cluster.name> fails.',
        fix: 'Close it.',
        see: 'https://example.com/vault',
      },
    ],
    requirements: [
      {
        id: 'NX-KV-2',
        says: 'The vault uses Azure RBAC.',
        level: 'error',
        source: { document: 'A guide', section: 'Key Vault setup', see: 'https://example.com/guide' },
      },
    ],
  });
});

load.run();
