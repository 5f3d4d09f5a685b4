/** Sends many small requests to Microsoft Graph, twenty in one (Microsoft Graph, "Combine multiple HTTP requests using JSON batching"). */

import type { Json, Row } from '../model/estate.ts';
import { listAt, prop, textAt } from '../model/json.ts';
import type { Connection } from './connect.ts';
import type { Gap } from './problem.ts';
import { read } from './read.ts';

/** `url` is relative to the version, and starts with a slash. */
export type Part = { readonly url: string; readonly body: Json };

export type PartAnswer =
  | { readonly is: 'found'; readonly body: Json }
  | { readonly is: 'absent' }
  | { readonly is: 'gap'; readonly gap: Gap };

const SIZE = 20;
/** Rounds in which parts that were answered 429 or 5xx are sent again. */
const ROUNDS = 5;

/** One answer for each part, in the same order. */
export async function batch(connection: Connection, parts: readonly Part[]): Promise<PartAnswer[]> {
  const answers: PartAnswer[] = [];
  const pieces = Array.from({ length: Math.ceil(parts.length / SIZE) }, (_, index) =>
    parts.slice(index * SIZE, (index + 1) * SIZE),
  );
  const [first, ...others] = pieces;
  if (first === undefined) return [];
  answers.push(...(await sendPiece(connection, first)));
  // Whoever may not ask for the first twenty may not ask for the others.
  const refused = answers.find(answer => answer.is === 'gap' && answer.gap.status === 'denied');
  if (refused !== undefined && answers.every(({ is }) => is === 'gap')) return parts.map(() => refused);
  answers.push(...(await Promise.all(others.map(piece => sendPiece(connection, piece)))).flat());
  return answers;
}

async function sendPiece(connection: Connection, parts: readonly Part[]): Promise<PartAnswer[]> {
  const answers: PartAnswer[] = parts.map(({ url }) => missing(url));
  let open = parts.map((_, index) => index);
  for (let round = 1; open.length > 0 && round <= ROUNDS; round += 1) {
    const requests = open.map(index => ({
      id: String(index),
      method: 'POST',
      url: parts[index]!.url,
      headers: { 'Content-Type': 'application/json' },
      body: parts[index]!.body,
    }));
    const { value, gap } = await read(connection, () => connection.graph.post('/v1.0/$batch', { requests }));
    if (gap !== undefined)
      return parts.map((_, index) => (open.includes(index) ? { is: 'gap', gap } : answers[index]!));
    const again: number[] = [];
    let seconds = 0;
    for (const response of listAt(value, 'responses')) {
      const index = Number(textAt(response, 'id'));
      if (!open.includes(index)) continue;
      answers[index] = answerOf(response as Row);
      if (!isPassing(Number(prop(response, 'status')))) continue;
      again.push(index);
      seconds = Math.max(seconds, Number(textAt(response, 'headers', 'Retry-After') ?? 1));
    }
    open = again.sort((a, b) => a - b);
    if (open.length === 0 || round === ROUNDS) break;
    connection.tally.throttled += 1;
    connection.onProgress({
      is: 'waiting',
      milliseconds: seconds * 1000,
      because: 'Microsoft Graph put off a part of a batch',
    });
    await connection.sleep(seconds * 1000);
  }
  return answers;
}

const isPassing = (status: number) => status === 429 || status >= 500;

function answerOf(response: Row): PartAnswer {
  const status = Number(prop(response, 'status'));
  const body = prop(response, 'body') ?? {};
  if (status === 404) return { is: 'absent' };
  if (status >= 200 && status < 300) return { is: 'found', body };
  const says = [status, textAt(body, 'error', 'code')].filter(Boolean).join(' ');
  const because = `Microsoft Graph answered ${says}: ${textAt(body, 'error', 'message') ?? 'it did not say why'}`;
  return { is: 'gap', gap: { status: status === 401 || status === 403 ? 'denied' : 'partial', because } };
}

function missing(url: string): PartAnswer {
  return { is: 'gap', gap: { status: 'partial', because: `Microsoft Graph did not answer ${url}` } };
}
