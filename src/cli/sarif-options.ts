/** What SARIF wants to know beyond the result: the tool's page, the repository of the run, and the lines of the config and the lock. */

import type { SarifOptions } from '../report/sarif.ts';
import type { Config } from './config.ts';
import type { Io } from './io.ts';

/** Says what is checked and why. midrift has no page of its own. */
const HOME = 'https://learn.microsoft.com/azure/operator-nexus/howto-cluster-managed-identity-user-provided-resources';

/** The sample reports are the same wherever they are made. */
const DEMO_REPOSITORY = { uri: 'https://example.org/midrift-demonstration', branch: 'main' };

type Env = Io['env'];
type Repository = NonNullable<SarifOptions['repository']>;

/** `lock` is the approved wiring that the run compares with. */
export function sarifOptions(
  { file, text, lines: named }: Config,
  demo: boolean,
  env: Env,
  lock?: { readonly file: string; readonly text: string },
): SarifOptions {
  const lines = text?.split(/\r?\n/);
  const approved = lock?.text.split(/\r?\n/);
  const repository = demo ? DEMO_REPOSITORY : repositoryOf(env);
  return {
    home: HOME,
    ...(repository === undefined ? {} : { repository }),
    lines: wanted => (wanted === file ? lines : wanted === lock?.file ? approved : named?.get(wanted)),
  };
}

/**
 * The repository of a job, from the variables that GitHub Actions ("Default environment variables"), GitLab ("Predefined
 * CI/CD variables") and Azure Pipelines ("Use predefined variables", Build variables) set.
 */
function repositoryOf(env: Env): Repository | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, CI_PROJECT_URL, BUILD_REPOSITORY_URI } = env;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY) {
    return repository(`${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}`, env.GITHUB_SHA, env.GITHUB_REF_NAME);
  }
  if (CI_PROJECT_URL) return repository(CI_PROJECT_URL, env.CI_COMMIT_SHA, env.CI_COMMIT_REF_NAME);
  if (BUILD_REPOSITORY_URI) {
    return repository(BUILD_REPOSITORY_URI, env.BUILD_SOURCEVERSION, env.BUILD_SOURCEBRANCHNAME);
  }
  return undefined;
}

/** Azure Pipelines and GitLab may put a user or token into the address, which is nobody else's business. */
function repository(address: string, revision?: string, branch?: string): Repository | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return { uri: url.href, ...(revision ? { revision } : {}), ...(branch ? { branch } : {}) };
}
