/** The rules, explained, begun and proved on the command line. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { HOME, inFolder, isAsIn, midrift, transcript, typed } from './cli.ts';

const rules = suite('rules');

const ID = 'nexus-vault-elsewhere';

rules('every rule has its line, by requirement', async () => {
  const entries = await readdir(join(HOME, 'rules'), { recursive: true });
  const ids = entries
    .map(entry => /([^/]+)\.yaml$/.exec(entry)?.[1])
    .filter(id => id !== undefined && id !== 'requirements');

  const { stdout, exitCode } = await inFolder({}, cwd => midrift(['rules', 'list'], { cwd }));

  const rows = stdout
    .trimEnd()
    .split('\n')
    .map(line => line.split(/ {2,}/));
  assert.equal(
    { ids: rows.map(row => row[2]).sort(), requirements: rows.map(row => row[0]), exitCode },
    { ids: ids.sort(), requirements: rows.map(row => row[0]).sort(), exitCode: 0 },
  );
});

rules('one rule is explained with the fields that it may read', async () => {
  const line = 'midrift rules show nexus-legacy-workspace-only';

  const seen = await inFolder({}, async cwd => transcript(line, await midrift(typed(line), { cwd })));

  await isAsIn('rules/show', seen);
});

rules('a rule that was begun proves itself, judges and can be shown', async () => {
  const seen = await inFolder({}, async cwd => {
    const session = [
      `midrift rules new ${ID}`,
      'midrift rules test rules',
      `midrift rules list --rules rules`,
      'midrift scan --demo --quiet --rules rules --report json',
    ];
    const runs = [];
    for (const line of session) runs.push({ line, ran: await midrift(typed(line), { cwd }) });
    const [begun, proved, listed, scanned] = runs;
    const verdicts = JSON.parse(scanned!.ran.stdout).results.filter(({ rule }: { rule: string }) => rule === ID);
    return {
      text: transcript(begun!.line, begun!.ran) + transcript(proved!.line, proved!.ran),
      isListed: listed!.ran.stdout.includes(ID),
      isJudged: verdicts.some(({ verdict }: { verdict: string }) => verdict === 'fail'),
    };
  });

  assert.equal([seen.isListed, seen.isJudged], [true, true]);
  await isAsIn('rules/new-and-test', seen.text);
});

rules('a rule that does not do what its fixture says is a fault', async () => {
  const line = 'midrift rules test rules';

  const seen = await inFolder({}, async cwd => {
    await midrift(['rules', 'new', ID], { cwd });
    await midrift(['rules', 'new', 'nexus-vault-unproved'], { cwd });
    const file = join(cwd, `rules/${ID}.yaml`);
    await writeFile(
      file,
      (await readFile(file, 'utf8')).replace('require: vault.resourceGroup ==', 'require: vault.resourceGroup !='),
    );
    await writeFile(join(cwd, 'rules/fixtures/nexus-vault-unproved.yaml'), 'estate: nexus\ncases: []\n');
    return transcript(line, await midrift(typed(line), { cwd }));
  });

  await isAsIn('rules/faults', seen);
});

rules.run();
