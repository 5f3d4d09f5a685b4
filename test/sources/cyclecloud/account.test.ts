import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { isUnknown } from '../../../src/model/fact.ts';
import { parseAccount } from '../../../src/sources/cyclecloud/account.ts';
import { printProblem } from '../../../src/sources/problem.ts';
import { fixture } from './fixture.ts';

const account = suite('an account record');

/** Each field as `line:column value`. */
function shown(text: string): Record<string, string> {
  const { account } = parseAccount(text, 'a.json');
  const { at, ...fields } = account!;
  assert.equal(at, { file: 'a.json', line: 1, column: 1 });
  return Object.fromEntries(
    Object.entries(fields).map(([name, { value, at }]) => [
      name,
      `${at.line}:${at.column} ${isUnknown(value) ? `? ${value.because}` : value}`,
    ]),
  );
}

account('the form with AuthType is read, each value at its place', () => {
  assert.equal(shown(fixture('account.managed-identity.json')), {
    name: '2:11 studio',
    subscriptionId: '6:28 11111111-2222-3333-4444-555555555555',
    authType: '4:15 ManagedIdentity',
    clientId: '5:22 null',
    tenantId: '1:1 null',
    lockerAuthMode: '7:21 ManagedIdentity',
    lockerIdentity:
      '8:21 /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/farm/providers/Microsoft.ManagedIdentity/userAssignedIdentities/locker',
    storageAccount: '9:23 farmlocker',
    container: '10:25 cyclecloud',
    hasSecret: '1:1 false',
  });
});

account('the form with an application is read, its keys in any case, without its secret', () => {
  assert.equal(shown(fixture('account.application.json')), {
    name: '2:11 studio',
    subscriptionId: '7:17 11111111-2222-3333-4444-555555555555',
    authType: '3:32 Secret',
    clientId: '4:27 66666666-7777-8888-9999-000000000000',
    tenantId: '6:22 aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    lockerAuthMode: '8:21 SharedAccessKey',
    lockerIdentity: '1:1 null',
    storageAccount: '9:23 farmlocker',
    container: '10:25 null',
    hasSecret: '5:31 true',
  });
});

account('the client id is the one that is filled in, under either key', () => {
  const text = '{"AzureRMClientId": null, "AzureRMApplicationId": " 66666666-7777-8888-9999-000000000000 "}';

  assert.is(shown(text).clientId, '1:51 66666666-7777-8888-9999-000000000000');
});

account('the secret is nowhere in what the reader gives', () => {
  const read = parseAccount(fixture('account.application.json'), 'a.json');

  assert.not.match(JSON.stringify(read), 'not-a-real-secret');
});

const kinds: [string, string, string][] = [
  ['{"AuthType": "SECRET"}', '1:14 Secret', 'false'],
  ['{"AuthType": "Certificate"}', '1:14 Certificate', 'false'],
  ['{"AzureRMUseManagedIdentity": "True"}', '1:31 ManagedIdentity', 'false'],
  ['{"AzureRMUseManagedIdentity": null, "AzureRMApplicationSecret": "s3cretive"}', '1:65 Secret', 'true'],
  ['{"AzureRMApplicationSecret": "<secret>"}', '1:30 Secret', 'false'],
  ['{"AzureRMApplicationSecret": ""}', '1:1 ? the record has neither AuthType nor AzureRMUseManagedIdentity', 'false'],
  [
    '{"AuthType": "ManagedIdentity", "AzureRMUseManagedIdentity": false}',
    '1:14 ? AuthType ManagedIdentity and AzureRMUseManagedIdentity false contradict each other',
    'false',
  ],
];

for (const [text, authType, hasSecret] of kinds) {
  account(`${text} signs in as it says`, () => {
    const read = shown(text);

    assert.equal([read.authType, read.hasSecret?.split(' ').at(-1)], [authType, hasSecret]);
  });
}

account('a value of the wrong type is a problem at its place', () => {
  const { problems } = parseAccount('{"Name": 5,\n"AzureRMUseManagedIdentity": "yes"}', 'a.json');

  assert.equal(problems.map(printProblem), [
    'a.json:1:10: "Name" is no text; write it in double quotes',
    'a.json:2:30: "AzureRMUseManagedIdentity" is neither true nor false; write one of them',
  ]);
});

account('a list of records is a problem', () => {
  assert.equal(parseAccount('[{}]', 'a.json').problems.map(printProblem), [
    'a.json:1:1: expected one JSON object "{ … }" that is a CycleCloud account record',
  ]);
});

account.run();
