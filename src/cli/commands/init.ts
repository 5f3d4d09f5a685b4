/** `midrift init`: writes a first config of what it finds. */

import { lstatSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../../estate/replace-file.ts';
import type { Gap } from '../../model/finding.ts';
import { gapLines } from '../../report/gaps.ts';
import { count } from '../../report/printable.ts';
import { shellQuote } from '../../rules/template.ts';
import { audit } from '../audit.ts';
import { CONFIG_FILE, type Config, NO_CONFIG, shownAs } from '../config.ts';
import { EXIT, type ExitCode, Failure } from '../failure.ts';
import { cloudOption, snapshotCloud } from '../init-cloud.ts';
import { initConfig } from '../init-config.ts';
import { type Discovery, discover } from '../init-discovery.ts';
import type { Io } from '../io.ts';
import { resultOf } from '../result.ts';
import type { Source } from '../source.ts';
import { type EstateOptions, progressOf, withSource } from './scan.ts';

export type InitOptions = Omit<EstateOptions, 'offline'> & {
  /** The name of a cloud, or a config that describes a private one. */
  readonly cloud?: string;
};

/** What the file is called that is printed instead. */
const STDOUT = '-';

/** Reads everything that the credential sees, once: which failures are confirmed does not matter to what there is. */
export async function init(options: InitOptions, io: Io): Promise<ExitCode> {
  const { config: path = CONFIG_FILE, demo = false } = options;
  if (demo && options.config === undefined)
    throw new Failure(
      '--demo needs --config FILE, or --config - for stdout, so that the config of a sample does not become yours',
    );
  if (demo && options.cloud !== undefined) throw new Failure('--demo and --cloud exclude each other; leave one out');
  if (path !== STDOUT && isThere(path)) throw thereAlready(path);
  return withEstate(options, io, async ({ estate }, config) => {
    const audited = audit(estate, [], config);
    const { gaps } = resultOf(estate, audited, { rules: [], requirements: [] });
    const found = discover(audited);
    const text = initConfig(config.cloud, found, estate, gaps);
    if (path === STDOUT) io.stdout(text);
    else await writeNew(path, text);
    for (const line of ending(path, found, gaps, options)) io.stderr(line);
    const isWhole = gaps.every(({ source }) => source.startsWith('graph/'));
    const isEmpty = found.subscriptions.length === 0;
    return demo || (isWhole && !isEmpty) ? EXIT.clean : EXIT.incomplete;
  });
}

/** A snapshot tells itself which cloud it was taken in. */
async function withEstate<T>(
  options: InitOptions,
  io: Io,
  work: (source: Pick<Source, 'estate'>, config: Config) => Promise<T>,
): Promise<T> {
  const named = await cloudOption(options.cloud);
  const { snapshot, demo } = options;
  const of = (cloud: Config['cloud']): Config => ({ ...NO_CONFIG, cloud, wiring: { ...NO_CONFIG.wiring, cloud } });
  if (snapshot !== undefined && !demo) {
    const { readSnapshot } = await import('../../estate/snapshot.ts');
    const estate = await readSnapshot(snapshot, snapshot);
    return work({ estate }, of(snapshotCloud(snapshot, estate.header.cloud, named)));
  }
  const config = of(named ?? NO_CONFIG.cloud);
  return withSource(options, config, await progressOf(options, io), io, source => work(source, config));
}

/** Whether anything is there, be it a link to nowhere. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Whatever hinders the look hinders the writing as well, and is said then.
    return false;
  }
}

function thereAlready(path: string): Failure {
  return new Failure(
    `${shownAs(path)} is there already, and init changes no config. Name another file with --config, or print what it would write with --config -`,
  );
}

async function writeNew(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    // Reading Azure takes its time.
    if (isThere(path)) throw thereAlready(path);
    await replaceFile(path, [text]);
  } catch (error) {
    throw error instanceof Failure
      ? error
      : new Failure(`${shownAs(path)} could not be written: ${(error as Error).message}`);
  }
}

function* ending(path: string, found: Discovery, gaps: readonly Gap[], options: InitOptions): Generator<string> {
  const clusters = count(found.clusters.length, 'Nexus cluster');
  const servers = count(found.servers.length, 'CycleCloud server');
  const where = count(found.subscriptions.length, 'subscription');
  yield `${path === STDOUT ? 'found' : `wrote ${shownAs(path)}:`} ${clusters} and ${servers} in ${where}`;
  for (const line of gapLines(gaps)) yield `  not read: ${line}`;
  if (found.subscriptions.length === 0)
    yield 'Nothing was found. Check who is signed in, to which tenant, and that the credential has the role Reader there.';
  yield 'Next, fill in what stands in comments, then:';
  yield `  midrift scan${words(path, options)}`;
  yield `  midrift lock${words(path, options)}${options.demo ? ' --lock demo.lock.yaml' : ''}`;
}

/** What makes the next command read the same. */
function words(path: string, { credential, clientId, snapshot, demo }: InitOptions): string {
  const given = {
    ...(path === STDOUT || (path === CONFIG_FILE && !demo) ? {} : { '--config': path }),
    ...(snapshot === undefined ? {} : { '--snapshot': snapshot }),
    ...(credential === 'default' ? {} : { '--credential': credential }),
    ...(clientId === undefined ? {} : { '--client-id': clientId }),
  };
  const options = Object.entries(given).map(([option, value]) => ` ${option} ${shellQuote(value)}`);
  return `${demo ? ' --demo' : ''}${options.join('')}`;
}
