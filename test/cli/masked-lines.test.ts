import fc from 'fast-check';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { maskedLines } from '../../src/cli/masked-lines.ts';

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
