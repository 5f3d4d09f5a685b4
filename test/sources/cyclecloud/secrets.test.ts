// biome-ignore-all lint/suspicious/noTemplateCurlyInString: expressions of the template language
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parseParameters } from '../../../src/sources/cyclecloud/parameters.ts';
import { parseTemplate } from '../../../src/sources/cyclecloud/parse-template.ts';
import { findSecrets, type Secret } from '../../../src/sources/cyclecloud/secrets.ts';
import { fixture } from './fixture.ts';

const secrets = suite('secrets in templates');

// Made here rather than written out, so that no scanner takes this file for a leak.
const storageKey = createHash('sha512').update('midrift').digest('base64');
const signature = encodeURIComponent(createHash('sha256').update('midrift').digest('base64'));
const sas = `se=2030-01-01T00%3A00%3A00Z&sp=rl&sv=2024-11-04&sr=c&sig=${signature}`;
const clientSecret = ['abc8', 'Q~', 'Zz9._-Yy8Xx7Ww6Vv5Uu4Tt3Ss2Rr1Qq'].join('');
const pem = ['-----BEGIN', 'RSA', 'PRIVATE', 'KEY-----'].join(' ');

const line = ({ at, name, kind }: Secret) => `${at.file}:${at.line}:${at.column} ${name}: ${kind}`;

function found(text: string, parameters?: string): string[] {
  const given = parameters === undefined ? null : parseParameters(parameters, 'p.json').parameters;
  return findSecrets(parseTemplate(text, 't.txt').template, given).map(line);
}

const told: [string, string][] = [
  [`x = ${storageKey}`, '4:5 x: storage account key'],
  [`x = "key ${storageKey}"`, '4:10 x: storage account key'],
  [`x = \${strcat("a", "${storageKey}")}`, '4:20 x: storage account key'],
  [`x = https://a.blob.core.windows.net/c?${sas}`, `4:${39 + sas.indexOf('sig')} x: shared access signature`],
  [`x = DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${storageKey}`, '4:50 x: connection string'],
  ['x = Server=db;User Id=sa;Password=Tr0ub4dor&3;', '4:26 x: connection string'],
  ['x = mysql://sa:Tr0ub4dor@db/slurm', '4:5 x: password'],
  [`x = ${clientSecret}`, '4:5 x: client secret'],
  [`x = '''\n${pem}\n'''`, '5:1 x: private key'],
  ['db.Password = hunter2', '4:15 db.Password: password'],
  ['DB_PASSWD = "hunter 2"', '4:13 DB_PASSWD: password'],
  ['admin_pwd := "hunter2"', '4:14 admin_pwd: password'],
  ['storageAccountKey = notAKeyButLong0123', '4:21 storageAccountKey: storage account key'],
  ['api-token = 0123456789abcdef', '4:13 api-token: access token'],
  ["CloudInit = '''#!/bin/bash\nexport DB_PASSWORD='hunter2'\n'''", '5:21 DB_PASSWORD: password'],
  ["CloudInit = '''#!/bin/bash\nPASSWORD=PASSWORD\n'''", '5:10 PASSWORD: password'],
  ["CloudInit = '''#cloud-config\n  - account-key: notAKeyButLong0123\n'''", '5:18 account-key: storage account key'],
  ["CloudInit = '''#!/bin/sh\n az x --name n --password hunter2 -g g\n'''", '5:27 password: password'],
];

for (const [attribute, expected] of told) {
  secrets(`a secret is told in ${attribute.replace(/\s+/g, ' ').slice(0, 40)}…`, () => {
    assert.equal(found(`[cluster c]\n[[node n]]\n[[[configuration]]]\n${attribute}`), [`t.txt:${expected}`]);
  });
}

const innocent: string[] = [
  'password = $DbPassword',
  'password = ${DbPassword}',
  'password = =undefined',
  'password := undefined',
  'password =',
  'password = <your password>',
  'password = xxxxxxxx',
  'password = changeme',
  'password = true',
  'password_file = hunter2',
  'PasswordPolicy = strict',
  'db.password_min_length = 12',
  'secret_uri = https://farm.vault.azure.net/secrets/db',
  'db.secret = https://farm.vault.azure.net/secrets/db',
  'db.secret = db-secret-name',
  'munge.key = /sched/munge.key',
  'KeyPairLocation = ~/.ssh/farm.pem',
  'private_key = ~/.ssh/farm.pem',
  'token = short',
  `digest = sha512-${storageKey}`,
  `key = ${'A'.repeat(86)}==`,
  'x = https://farm.example.org/?sig=yes&se=now',
  'x = https://user@farm.example.org/a:b@c',
  'x = Password=$Password;',
  "CloudInit = '''#!/bin/bash\nexport DB_PASSWORD=$(get-secret db)\npassword=$1\n# the password: see the wiki\naz x --password \"$P\"\n'''",
];

for (const attribute of innocent) {
  secrets(`no secret is seen in ${attribute.replace(/\s+/g, ' ').slice(0, 60)}`, () => {
    assert.equal(found(`[cluster c]\n[[node n]]\n[[[configuration]]]\n${attribute}`), []);
  });
}

secrets('a template of every construct has none', () => {
  assert.equal(found(fixture('render-farm.txt'), fixture('render-farm.parameters.json')), []);
});

secrets('a parameter passes one by its default or by the parameter file, not by its label', () => {
  const text = [
    '[cluster c]',
    '[parameter DbPassword]',
    'Label = Database Password',
    'Description = Password: hunter2',
    'DefaultValue = hunter2',
    "Config.Template = '''",
    'password: hunter2',
    "'''",
    '[parameter Pin]',
    'ParameterType = Password',
    'DefaultValue = hunter2',
    '[parameter Free]',
    'ParameterType = password',
  ].join('\n');
  const parameters = `{\n"free": "hunter2",\n"Pin": null,\n"Mounts": [{"sas": "?${sas}", "api_key": 5}],\n"dbpassword": 123456\n}`;

  assert.equal(found(text, parameters), [
    't.txt:5:16 DbPassword: password',
    't.txt:11:16 Pin: password',
    'p.json:2:9 free: password',
    `p.json:4:${22 + sas.indexOf('sig')} Mounts.sas: shared access signature`,
    'p.json:5:15 dbpassword: password',
  ]);
});

secrets('a secret is said once, by its shape, and what it is stays in the file', () => {
  const text = `[cluster c]\n[[node n]]\nCloudInit = '''\nexport ACCOUNT_KEY=${storageKey}\n'''\naccount_key = ${storageKey}`;
  const all = findSecrets(parseTemplate(text, 't.txt').template, null);

  assert.equal(
    [all.map(line), JSON.stringify(all).includes(storageKey.slice(0, 4))],
    [['t.txt:4:20 CloudInit: storage account key', 't.txt:6:15 account_key: storage account key'], false],
  );
});

secrets('large hostile values are read to their end', () => {
  const values = [
    'pwd='.repeat(30_000),
    'x://a:'.repeat(20_000),
    '-----BEGIN A '.repeat(10_000),
    'sig=A'.repeat(20_000),
  ];
  const text = `[cluster c]\n${values.map((value, index) => `a${index} = ${value}`).join('\n')}`;

  assert.equal(found(text), []);
});

secrets('any text is read', () => {
  const piece = fc.oneof(
    fc.constantFrom('[cluster c]\n', '[parameter p]\n', 'password = ', "'''", '\n', 'DefaultValue = ', '"', '$', '='),
    fc.string({ maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
      assert.ok(Array.isArray(found(pieces.join(''))));
    }),
    { numRuns: 1000 },
  );
});

secrets.run();
