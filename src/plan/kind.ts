/** Finds out by its content what kind of plan a file is, or why it is none that can be read. */

import type { Json, Row } from '../model/estate.ts';
import type { PlanKind } from '../model/plan.ts';
import { isRow } from './row.ts';

/** Records and role files are small; a text of this size is a plan. */
const LARGEST_RECORD = 1024 * 1024;

/** Whether a file belongs to CycleCloud – a cluster template, an account record, a role definition – and so is no plan. */
export function isCycleCloudFile(text: string): boolean {
  if (isClusterTemplate(text)) return true;
  if (text.length > LARGEST_RECORD || !/^\uFEFF?\s*[[{]/.test(text)) return false;
  try {
    const value: Json = JSON.parse(text.replace(/^\uFEFF/, ''));
    const record = Array.isArray(value) ? (value[0] ?? null) : value;
    return isRow(record) && (isAccount(record) || isRoleFile(record));
  } catch {
    return false;
  }
}

/** Whether a text has a section such as `[cluster farm]`. */
export function isClusterTemplate(text: string): boolean {
  return /^[ \t]*\[cluster[ \t][^\]\n]*\]/im.test(text);
}

function isAccount(record: Row): boolean {
  return Object.keys(record).some(key => /^(?:azurerm\w+|lockerauthmode|rmstorageaccount)$/i.test(key));
}

/** As `az role definition create` takes it, or the API. */
function isRoleFile(record: Row): boolean {
  const keys = (row: Row) => Object.keys(row).map(key => key.toLowerCase());
  const inner = Object.entries(record).find(([key, value]) => key.toLowerCase() === 'properties' && isRow(value))?.[1];
  return [record, isRow(inner) ? inner : {}].some(
    row =>
      keys(row).includes('assignablescopes') &&
      keys(row).some(key => /^(?:permissions|actions|dataactions)$/.test(key)),
  );
}

/** The kinds that are JSON. */
export type JsonKind = Exclude<PlanKind, 'az-script'>;

/** The kinds that a JSON value may be; several where its keys fit more than one. */
export function kindsOf(value: Json): JsonKind[] {
  if (Array.isArray(value)) return value.every(isResource) && value.length > 0 ? ['rest-body'] : [];
  if (!isRow(value)) return [];
  const kinds: JsonKind[] = [];
  if (isWhatIf(value)) kinds.push('what-if');
  if (isTemplate(value)) kinds.push('arm-template');
  if (isRow(value.planned_values) || Array.isArray(value.resource_changes)) kinds.push('terraform');
  if (isRestBody(value)) kinds.push('rest-body');
  return kinds;
}

function isWhatIf(value: Row): boolean {
  const lists = [value.changes, isRow(value.properties) ? value.properties.changes : undefined];
  return lists.some(Array.isArray) || (typeof value.status === 'string' && isRow(value.error)) || isRefusal(value);
}

/** The answer of a what-if that failed at once. */
function isRefusal(value: Row): boolean {
  return Object.keys(value).length === 1 && isRow(value.error) && typeof value.error.code === 'string';
}

function isTemplate(value: Row): boolean {
  if (/deploymentTemplate\.json#?$/i.test(String(value.$schema ?? ''))) return true;
  return 'contentVersion' in value && typeof value.resources === 'object' && value.resources !== null;
}

function isRestBody(value: Row): boolean {
  if (isRow(value.parameters) && isRow(value.responses)) return true;
  if (Array.isArray(value.value)) return value.value.length > 0 && value.value.every(isResource);
  return isResource(value) && !(isRow(value.properties) && Array.isArray(value.properties.changes));
}

function isResource(value: Json): boolean {
  return isRow(value) && typeof value.id === 'string' && (isRow(value.properties) || typeof value.type === 'string');
}

/** Whether a text is a shell script that calls the Azure CLI. */
export function isScript({ file, text }: { readonly file: string; readonly text: string }): boolean {
  return /\.(?:sh|bash|azcli)$/i.test(file) || /^#!/.test(text) || AZ.test(text);
}

/** `az` where a command begins: a line's start, after what joins commands, within `$(…)`, after a word that another command follows. */
const AZ =
  /(?:^|[;&|({`]|\$\(|\b(?:then|do|else|if|while|until|time|sudo|exec)\s)[ \t]*(?:\w+=\S*[ \t]+)*az[ \t]+[a-z-]/m;
