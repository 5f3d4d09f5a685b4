import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { maskedLines, maskedScript } from '../../src/cli/masked-lines.ts';

const masked = suite('masked lines');

masked('keys, sections, ids and words of the format are shown, anything else is covered', () => {
  const text = `{
  "AuthType": "ManagedIdentity",
  "AzureRMApplicationSecret": "hunter2 two",
  "LockerIdentity": "/subscriptions/1/resourceGroups/g"
}
[cluster farm]
    [[node defaults]]
    Azure.Identities = $NodeIdentity
    queue.password = hunter2
    Entries := {[A="hunter2"]}
  hunter2 in a line of its own
# hunter2`;

  assert.equal(maskedLines(text), [
    '{',
    '  "AuthType": "ManagedIdentity",',
    '  "AzureRMApplicationSecret": ******** *****',
    '  "LockerIdentity": "/subscriptions/1/resourceGroups/g"',
    '}',
    '[cluster farm]',
    '    [[node defaults]]',
    '    Azure.Identities = $NodeIdentity',
    '    queue.password = *******',
    '    Entries := ***************',
    '  ******* ** * **** ** *** ***',
    '* *******',
  ]);
});

masked('of a script, commands, options and what names things are shown, anything else is covered', () => {
  const text = `# hunter2
az keyvault update --name kv-edge -g rg-edge --bypass None # hunter2
az vm create --name vm --admin-password 'hunter2 two' --ids "$VM"
PASSWORD=hunter2 az login -p "$PASSWORD"
ID=$(az identity show --ids /subscriptions/1/x --query id)
az rest --url "/subscriptions/1?sig=hunter2" --body '{"a":"hunter2"}'
curl -H "Bearer hunter2"`;

  assert.equal(maskedScript(text), [
    '* *******',
    'az keyvault update --name kv-edge -g rg-edge --bypass None * *******',
    'az vm create --name vm --admin-password ******** **** --ids "$VM"',
    '**************** az login -p "$PASSWORD"',
    'ID=$(az identity show --ids /subscriptions/1/x --query id)',
    'az rest --url ****************************** --body *****************',
    '**** ** ******* ********',
  ]);
});

masked('whatever the text, a line is as long as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 "[]{}=:,#$\t\n') }), text => {
      const lengths = maskedLines(text).map(({ length }) => length);

      assert.equal(
        lengths,
        text.split('\n').map(({ length }) => length),
      );
    }),
  );
});

masked.run();
