/** Where the facts of a run come from: Azure, a snapshot, or the embedded Azure of the demonstration. */

import type { Connection } from '../azure/connect.ts';
import type { CredentialName } from '../azure/credential.ts';
import type { Estate } from '../estate/estate.ts';
import { SNAPSHOT_FORMAT, SNAPSHOT_VERSION } from '../model/estate.ts';
import type { Requests } from '../model/finding.ts';
import type { Config } from './config.ts';
import { cycleCloudWanted } from './cyclecloud-wanted.ts';
import type { Doubts } from './doubts.ts';
import { Failure } from './failure.ts';
import { packageFile } from './home.ts';
import type { PlannedWanted } from './planned-wanted.ts';
import type { Progress } from './progress.ts';

/** The facts, and whoever can be asked again about some of them. */
export type Source = {
  readonly estate: Estate;
  /** Asks Azure directly and adds what it says to the estate; absent where a snapshot was read. */
  readonly confirm?: (doubts: Doubts) => Promise<void>;
  /** Asks who changed these resources lately, and adds it to the estate; absent where a snapshot was read. */
  readonly explain?: (ids: readonly string[]) => Promise<void>;
  /** What reading has cost up to now; absent where a snapshot was read. */
  readonly requests: () => Requests | undefined;
};

export type LiveOptions = {
  readonly config: Config;
  readonly credential: CredentialName;
  /** Of a managed or workload identity, where there are several. */
  readonly clientId?: string;
  readonly progress: Progress;
  readonly takenAt: string;
  /** What else is worth asking for. */
  readonly wanted?: PlannedWanted;
  /** What time it is. */
  readonly now: () => Date;
  readonly signal: AbortSignal;
};

/** The demonstration: its estate and its config. */
export const DEMO = {
  estate: packageFile('fixtures/demo/estate.ndjson'),
  config: packageFile('fixtures/demo/midrift.yaml'),
  /** As reports name it, wherever midrift is installed. */
  configName: 'fixtures/demo/midrift.yaml',
};

/** Reads a snapshot. */
export async function snapshotSource(file: string, config: Config): Promise<Source> {
  const { readSnapshot } = await import('../estate/snapshot.ts');
  const estate = await readSnapshot(file, file);
  if (estate.header.cloud !== config.cloud.name) {
    throw new Failure(
      `${file} was taken in ${estate.header.cloud}, but the cloud of this run is ${config.cloud.name}; set "cloud" in ${config.file}`,
    );
  }
  return { estate, requests: () => undefined };
}

/**
 * Nothing at all: whatever a plan does not make is not known, and what it writes whole is taken to be new. Deny assignments,
 * which almost nobody has, are taken not to be there, or no grant of a plan could ever be enough.
 */
export async function noSource(config: Config, takenAt: string, made: PlannedWanted['made']): Promise<Source> {
  const [{ Estate }, { tablesOf }] = await Promise.all([
    import('../estate/estate.ts'),
    import('../plan/apply/tables.ts'),
  ]);
  const estate = new Estate({
    format: SNAPSHOT_FORMAT,
    version: SNAPSHOT_VERSION,
    takenAt,
    cloud: config.cloud.name,
    scope: {},
  });
  estate.cover({ source: 'arm/denyassignments', scope: '/', status: 'complete' });
  for (const { id, type } of made) {
    for (const source of tablesOf(type)) {
      if (source !== 'authorizationresources') estate.cover({ source, scope: id, status: 'complete' });
    }
  }
  return { estate, requests: () => undefined };
}

/** Collects from Azure. */
export async function liveSource(options: LiveOptions): Promise<Source> {
  const { config, progress, signal } = options;
  const [{ connect }, { createCredential }] = await Promise.all([
    import('../azure/connect.ts'),
    import('../azure/credential.ts'),
  ]);
  const { clientId } = options;
  const credential = await createCredential(
    options.credential,
    config.cloud,
    clientId === undefined ? {} : { clientId },
  );
  const connection = await connect({ cloud: config.cloud, credential, signal, onProgress: progress.azure });
  const source = await collected(connection, config, options.takenAt, options.wanted);
  const seconds = () => Math.round((options.now().getTime() - Date.parse(options.takenAt)) / 100) / 10;
  return {
    ...source,
    requests: () => ({ ...source.requests()!, credential: options.credential, seconds: seconds() }),
  };
}

/** Runs `work` on an embedded Azure that serves the demonstration's estate, through the same clients as the real one. */
export async function withDemo<T>(
  { config, progress, signal, wanted }: Omit<LiveOptions, 'credential' | 'takenAt' | 'now'>,
  work: (source: Source) => Promise<T>,
): Promise<T> {
  const [{ readSnapshot }, { startEmulator }, { connect }] = await Promise.all([
    import('../estate/snapshot.ts'),
    import('../emulator/emulator.ts'),
    import('../azure/connect.ts'),
  ]);
  const served = await readSnapshot(DEMO.estate, 'the estate of the demonstration');
  const emulator = await startEmulator(served);
  try {
    const { url, ca } = emulator;
    const cloud = { ...config.cloud, authority: url, resourceManager: url, microsoftGraph: url };
    const credential = {
      getToken: async () => ({ token: 'demonstration', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
    };
    const connection = await connect({ cloud, credential, ca, signal, onProgress: progress.azure });
    const reading = () => collected(connection, config, served.header.takenAt, wanted);
    return await work(await progress.step('Reading the embedded Azure', reading));
  } finally {
    await emulator.close();
  }
}

async function collected(
  connection: Connection,
  config: Config,
  takenAt: string,
  wanted?: PlannedWanted,
): Promise<Source> {
  const [{ collect }, { confirm }, { readChanges }, { requestsOf }] = await Promise.all([
    import('../azure/collect.ts'),
    import('../azure/confirm.ts'),
    import('../azure/changes.ts'),
    import('../azure/connect.ts'),
  ]);
  const { operators, afoi } = config.wiring;
  const { estate } = await collect(connection, {
    scope: config.scope,
    takenAt,
    afoiObjectIds: afoi.objectIds,
    operators: operators.principals.map(({ id }) => id),
    cyclecloud: cycleCloudWanted(config.wiring.cyclecloud),
    planned: wanted?.planned ?? [],
    ids: wanted?.ids ?? [],
  });
  return {
    estate,
    confirm: doubts => confirm(connection, estate, doubts),
    explain: ids => readChanges(connection, estate, ids),
    requests: () => requestsOf(connection),
  };
}
