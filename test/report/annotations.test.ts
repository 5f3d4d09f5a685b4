/** The workflow commands that GitHub makes annotations of. */

import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { Result } from '../../src/model/finding.ts';
import { annotations } from '../../src/report/annotations.ts';
import { matchesFile } from './golden.ts';
import { HEALTHY, HOSTILE, large, RICH } from './result.ts';

const commands = suite('annotations');

const drawn = (result: Result): string => [...annotations(result)].join('');

/** Reads a command as the runner does (actions/runner, ActionCommand.TryParseV2). */
function read(line: string): { readonly [part: string]: string } {
  const match = /^::(?<command>\w+) (?<properties>[^:]*)::(?<message>.*)$/.exec(line);
  if (match === null) throw new Error(`no command: ${line}`);
  const { command, properties, message } = match.groups as { [part: string]: string };
  const pairs = properties!.split(',').map(pair => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=').replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%25', '%')] as const;
  });
  return { command: command!, message: message!, ...Object.fromEntries(pairs) };
}

commands('the rich result reads as in its file', () => matchesFile(drawn(RICH), 'rich-annotations.txt'));

commands('a healthy result annotates nothing', () => assert.is(drawn(HEALTHY), ''));

commands('a hostile name begins no command and adds no property', () => {
  const lines = drawn(HOSTILE).trimEnd().split('\n');
  const read_ = lines.map(read);

  assert.equal(
    [lines.length, [...new Set(read_.map(each => Object.keys(each).join()))], read_[0]?.file],
    [18, ['command,message,file,line,col,title'], 'clusters/<script>alert(1)</script>.yaml'],
  );
});

commands('of more than GitHub shows the first ten of a level are given, and the rest is counted', () => {
  const lines = drawn(large(100)).trimEnd().split('\n');

  assert.equal(
    [lines.filter(line => line.startsWith('::')).length, lines.filter(line => !line.startsWith('::'))],
    [
      30,
      [
        'midrift: 40 more errors not annotated, as GitHub shows 10 of a level; the other reports have them all.',
        'midrift: 16 more warnings not annotated, as GitHub shows 10 of a level; the other reports have them all.',
        'midrift: 15 more notices not annotated, as GitHub shows 10 of a level; the other reports have them all.',
      ],
    ],
  );
});

commands.run();
