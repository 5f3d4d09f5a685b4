/** An Azure for the length of a test, with the config and variables by which the command line finds it. */

import { healthyEstate } from '../../src/cli/commands/rules.ts';
import { type Case, type EstateText, readEstate } from '../../src/cli/fixture.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/emulator.ts';
import type { Estate } from '../../src/estate/estate.ts';
import { mergePatch } from '../../src/sources/merge-patch.ts';
import { type Files, inFolder, midrift, type Ran, type RunOptions } from './cli.ts';

export const SUBSCRIPTION = '5b000001-0000-4000-8000-000000000001';

/** What the team of the healthy estate declares. */
export const DECLARED = `nexus:
  operators:
    principals:
      - { id: 0e5a0001-0000-4000-8000-000000000001, name: run-command operators }
    addresses: [203.0.113.0/28]
identities:
  federatedCredentials:
    - identity: /subscriptions/${SUBSCRIPTION}/resourceGroups/rg-identity/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-output
      issuer: https://token.actions.githubusercontent.com
      subject: repo:platform/nexus:environment:prod
`;

export type Site = {
  readonly folder: string;
  readonly emulator: Emulator;
  /** Runs the command line in the folder; addresses of the emulator read `https://azure`. */
  readonly run: (words: readonly string[], options?: Omit<RunOptions, 'cwd'>) => Promise<Ran>;
};

/** The healthy estate with an edit. */
export async function edited(edit: Case['edit'] = {}): Promise<Estate> {
  return readEstate(mergePatch(await healthyEstate('nexus'), edit) as unknown as EstateText).estate;
}

/** Serves an estate, and does work in a folder whose `midrift.yaml` points there. */
export async function withAzure<T>(
  estate: Estate,
  options: EmulatorOptions & { readonly config?: string; readonly files?: Files },
  work: (site: Site) => Promise<T>,
): Promise<T> {
  const { config = DECLARED, files = {}, ...emulated } = options;
  const emulator = await startEmulator(estate, emulated);
  try {
    const { url, ca } = emulator;
    const cloud = `cloud:
  name: emulated
  authority: ${url}
  resourceManager: ${url}
  microsoftGraph: ${url}
  blobSuffix: blob.core.windows.net
  vaultSuffix: vault.azure.net
`;
    return await inFolder({ 'midrift.yaml': cloud + config, 'ca.pem': ca, ...files }, async folder =>
      work({
        folder,
        emulator,
        run: async (words, { env = {}, ...more } = {}) => {
          const { stdout, stderr, exitCode } = await midrift(words, {
            cwd: folder,
            env: { ...SIGNED_IN, ...env },
            ...more,
          });
          const plain = (text: string) => text.replaceAll(url, 'https://azure').replaceAll(new URL(url).host, 'azure');
          return { stdout: plain(stdout), stderr: plain(stderr), exitCode };
        },
      }),
    );
  } finally {
    await emulator.close();
  }
}

const SIGNED_IN = {
  AZURE_TENANT_ID: '7e000001-0000-4000-8000-000000000001',
  AZURE_CLIENT_ID: 'c1000009-0000-4000-8000-000000000009',
  AZURE_CLIENT_SECRET: 'very-secret-indeed',
  NODE_EXTRA_CA_CERTS: 'ca.pem',
};
