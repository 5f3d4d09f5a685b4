/** Holds the subset against Kusto's own parser: what is understood here is Kusto, and columns have its names. */

import { createRequire } from 'node:module';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from '../../../src/emulator/kql/parse.ts';
import { run } from '../../../src/emulator/kql/run.ts';
import { COLUMNS, DYNAMIC_COLUMNS } from '../../../src/emulator/kql/tables.ts';
import { CONDITIONS, PIPELINES, REFUSED, ROWS } from './queries.ts';

type List<T> = { readonly Count: number; readonly getItem: (index: number) => T };
type Parsed = {
  readonly GetDiagnostics: () => List<{ readonly Message: string }>;
  readonly ResultType: { readonly Columns: List<{ readonly Name: string }> };
};

const require = createRequire(import.meta.url);
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');

// biome-ignore lint/suspicious/noExplicitAny: the parser's globals have no usable types.
const { Kusto } = globalThis as any;
const declared = COLUMNS.resources!.map(name => `["${name}"]: ${DYNAMIC_COLUMNS.has(name) ? 'dynamic' : 'string'}`);
const table = Kusto.Language.Symbols.TableSymbol.From(`(${declared.join(', ')})`).WithName('resources');
const database = new Kusto.Language.Symbols.DatabaseSymbol.ctor('arg', [table]);
const globals = Kusto.Language.GlobalState.Default.WithDatabase(database);

function kusto(query: string): { problems: string[]; columns: string[] } {
  const parsed: Parsed = Kusto.Language.KustoCode.ParseAndAnalyze(query, globals);
  return {
    problems: itemsOf(parsed.GetDiagnostics()).map(({ Message }) => Message),
    columns: itemsOf(parsed.ResultType?.Columns).map(({ Name }) => Name),
  };
}

function itemsOf<T>(list: List<T> | undefined): T[] {
  return Array.from({ length: list?.Count ?? 0 }, (_, index) => list!.getItem(index));
}

const language = suite('the query language and Kusto');

for (const [condition] of CONDITIONS) {
  language(`Kusto takes where ${condition}`, () => {
    assert.equal(kusto(`resources | where ${condition}`).problems, []);
  });
}

for (const [pipeline] of PIPELINES) {
  const query = `resources ${pipeline}`;

  language(`Kusto takes ${query} and names its columns the same`, () => {
    const { columns } = run(parse(query), ROWS, COLUMNS.resources!, new Date(0));

    assert.equal(kusto(query), { problems: [], columns: [...columns] });
  });
}

for (const [query] of REFUSED.filter(([text]) => text !== '')) {
  language(`Kusto refuses ${query}`, () => {
    assert.is.not(kusto(query).problems.length, 0);
  });
}

language.run();
