/** Kusto's own parser, with the tables of Resource Graph as its documents list them. Loading it takes some four seconds. */

import { createRequire } from 'node:module';

/**
 * The columns that Resource Graph's tables share ("Azure Resource Graph table and resource type reference"). `dynamic` ones
 * have properties of any name, whose case counts.
 */
// NOTE: `kind` is a word of the language: without brackets, it and what follows it are lost.
const COLUMNS = [
  ...['id', 'name', 'type', 'tenantId', 'kind', 'location', 'resourceGroup', 'subscriptionId', 'managedBy'].map(
    name => `['${name}']: string`,
  ),
  ...['sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation'].map(name => `['${name}']: dynamic`),
];

const TABLES = ['resources', 'resourcecontainers', 'authorizationresources', 'resourcechanges'];

/** What is used of the parser, whose own types cannot be imported: it is a script that makes a global. */
type Language = {
  readonly Symbols: {
    readonly TableSymbol: { From(columns: string): { WithName(name: string): object } };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, tables: readonly object[]) => object };
  };
  readonly GlobalState: { readonly Default: { WithDatabase(database: object): object } };
  readonly KustoCode: { ParseAndAnalyze(query: string, globals: object): { GetDiagnostics(): Diagnostics } };
};

type Diagnostics = {
  readonly Count: number;
  getItem(index: number): { readonly Message: string; readonly Start: number };
};

let loaded: { readonly language: Language; readonly globals: object } | undefined;

/** What Kusto finds wrong with a query, and where. */
export function diagnose(query: string): string[] {
  loaded ??= load();
  const found = loaded.language.KustoCode.ParseAndAnalyze(query, loaded.globals).GetDiagnostics();
  return Array.from({ length: found.Count }, (_, index) => {
    const { Message, Start } = found.getItem(index);
    return `${Message}: ${query.slice(Start, Start + 40)}`;
  });
}

function load() {
  const require = createRequire(import.meta.url);
  require('@kusto/language-service-next/bridge.min.js');
  require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
  const language = (globalThis as unknown as { Kusto: { Language: Language } }).Kusto.Language;
  const tables = TABLES.map(name => language.Symbols.TableSymbol.From(`(${COLUMNS.join(', ')})`).WithName(name));
  const database = new language.Symbols.DatabaseSymbol.ctor('resourcegraph', tables);
  return { language, globals: language.GlobalState.Default.WithDatabase(database) };
}
