/** Runs the collection against the emulated Azure, through the real clients and over HTTPS. */

import { type Collected, type CollectOptions, collect } from '../../src/azure/collect.ts';
import { type Connection, type ConnectOptions, connect } from '../../src/azure/connect.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { CLOUDS, type Cloud } from '../../src/model/cloud.ts';
import { OPERATOR } from './small-azure.ts';

export const TAKEN_AT = '2026-11-01T02:00:00Z';

export function cloudAt(url: string): Cloud {
  return { ...CLOUDS[0]!, authority: url, resourceManager: url, resourceManagerAudience: url, microsoftGraph: url };
}

export type Against = { readonly connection: Connection; readonly emulator: Emulator };

/** Starts an emulator for the estate, connects to it, and closes it at the end. Pauses take no time. */
export async function against<T>(
  estate: Estate,
  options: EmulatorOptions & Pick<ConnectOptions, 'sleep' | 'signal' | 'onProgress' | 'limits'>,
  work: (against: Against) => Promise<T>,
): Promise<T> {
  const { sleep = async () => undefined, signal, onProgress, limits, ...emulated } = options;
  const emulator = await startEmulator(estate, { quotaWindow: 0, ...emulated });
  try {
    const connection = await connect({
      cloud: cloudAt(emulator.url),
      credential: { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) },
      ca: emulator.ca,
      sleep,
      limits: { retryDelay: 1, ...limits },
      ...(signal === undefined ? {} : { signal }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    return await work({ connection, emulator });
  } finally {
    await emulator.close();
  }
}

/** Collects the whole tenant with one operator. */
export function collectFrom(
  estate: Estate,
  emulated: Parameters<typeof against>[1] = {},
  options: Partial<CollectOptions> = {},
): Promise<Collected> {
  return against(estate, emulated, ({ connection }) =>
    collect(connection, { scope: {}, takenAt: TAKEN_AT, operators: [OPERATOR], ...options }),
  );
}
