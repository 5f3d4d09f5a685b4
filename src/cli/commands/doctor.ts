/** `midrift doctor`: says what a scan can read with this credential, and what to do about what it cannot. */

import type { AzureProblem } from '../../azure/problem.ts';
import { doctorText } from '../../report/doctor/doctor.ts';
import { OBJECT_ID } from '../../report/doctor/remedy.ts';
import { examineAzure, remedied, type Seen } from '../doctor-azure.ts';
import { examineFiles } from '../doctor-files.ts';
import { signsIn, stoppedBy } from '../doctor-stopped.ts';
import { type Who, whoSignsIn } from '../doctor-who.ts';
import { EXIT, type ExitCode } from '../failure.ts';
import type { Io } from '../io.ts';
import { VERSION } from '../version.ts';
import { configOf, type EstateOptions, progressOf, withSource } from './scan.ts';

/** Ends as a scan would, as far as reading goes; where nobody could sign in, with 2. */
export async function doctor(options: EstateOptions, io: Io): Promise<ExitCode> {
  const config = await configOf(options);
  const files = await examineFiles(options, config);
  const progress = await progressOf(options, io);
  // Whatever is wrong with the credential was said before.
  const askWho = (): Promise<Who> =>
    whoSignsIn({ ...options, cloud: config.cloud, signal: io.signal }).catch(() => ({}));
  let problem: AzureProblem | undefined;
  const seen = await withSource(options, config, progress, io, async source =>
    examineAzure(source, files, config, progress, options.demo ? undefined : await askWho()),
  ).catch(async (error): Promise<Seen> => {
    if (!isOfAzure(error)) throw error;
    problem = error;
    const who = signsIn(error) ? await askWho() : {};
    return stoppedBy(error, config.scope, remedied(config, who), who);
  });
  const lacks = [...files.lacks, ...seen.lacks];
  const isNobodyNamed = lacks.some(({ az }) => az.some(command => command.includes(OBJECT_ID)));
  const ending = [
    ...(isNobodyNamed ? [WHOSE_ID] : []),
    ...(problem === undefined ? [SILENT_GRAPH] : []),
    files.lacks.length > 0 ? UNUSABLE : seen.outlook.says,
  ];
  const checks = [...files.checks, ...seen.checks];
  io.stdout(doctorText({ version: VERSION, cloud: config.cloud.name, checks, lacks, ending }, io));
  if (files.lacks.length > 0 || (problem !== undefined && !signsIn(problem))) return EXIT.usage;
  return seen.outlook.isWhole || options.demo ? EXIT.clean : EXIT.incomplete;
}

function isOfAzure(error: unknown): error is AzureProblem {
  return error instanceof Error && error.name === 'AzureProblem';
}

const UNUSABLE = 'A scan would not start before the files above are mended.';

const WHOSE_ID = `${OBJECT_ID} is the object id of whoever signs in: az ad signed-in-user show --query id, or az ad sp show --id CLIENT_ID --query id.`;

/** "Azure Resource Graph overview": no word tells that an answer leaves out what may not be read. */
const SILENT_GRAPH =
  'Resource Graph leaves out, without a word, what a credential may not read: only the role Reader on whole subscriptions makes sure that nothing is missing.';
